"""What the reader sees and touches: with app.py and pages/, the only part that knows Streamlit."""
