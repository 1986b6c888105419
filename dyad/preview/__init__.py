"""A page as it will look, drawn before its scripts have come: what a reader sees while Streamlit is on its way."""
