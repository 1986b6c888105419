"""Start the dashboard: `streamlit run app.py`."""

from dyad.ui import shell

shell.run_app()
