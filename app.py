"""The script of the dashboard: `python -m dyad serve` runs it, as does `streamlit run app.py`."""

from dyad.ui import shell

shell.run_app()
