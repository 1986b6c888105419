"""The server: Streamlit's ASGI app and what stands before it."""
