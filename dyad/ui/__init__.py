"""What the reader sees and touches: with app.py, pages/ and the server, the only part that knows Streamlit."""
