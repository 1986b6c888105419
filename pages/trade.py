"""The page `trade`."""

import streamlit as st

from dyad.ui import shell

page = shell.enter()

st.text(f"{page.name}: {page.view}")
