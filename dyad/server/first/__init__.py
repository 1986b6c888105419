"""The first HTML of a page: what it is, what it found, its figure and its list, before Streamlit has come."""
