"""The dashboard: Streamlit runs this file at each visit of a page; `streamlit run` imports it for `app`."""

import streamlit as st

if __name__ == "__main__":
    from dyad.ui import shell

    shell.run_app()
else:
    from dyad.server.asgi import app_options

    app = st.App(__file__, **app_options())  # `streamlit run` finds it by these very words
