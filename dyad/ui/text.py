"""Sentences on a page: a finding, and the claim it tests."""

from __future__ import annotations

import streamlit as st

from dyad.figures.look import SIGNS
from dyad.findings import Finding
from dyad.ui.page import Page
from dyad.ui.words import literal


def finding_text(finding: Finding | None, *, page: Page, claim: str = "") -> None:
    """Show a finding in full, and before it the claim it tests."""
    if finding is None:
        return
    if claim:
        document = literal(page.record.about.document)
        rows = page.record.claims[page.record.claims["id"] == claim]
        for row in rows.to_dict("records"):
            said = literal(f"{row['claim']} ({row['locator']})")
            st.markdown(f"**The {document} says:** {said} {SIGNS[finding.verdict]} **{finding.verdict.capitalize()}.**")
    st.text(finding.text)
