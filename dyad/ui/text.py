"""Sentences on a page: findings, the count of the claims, how to cite."""

from __future__ import annotations

import streamlit as st

from dyad.findings import Finding, claims_sentence
from dyad.publish.citing import apa, record_reference, source_reference
from dyad.ui.event import SIGNS
from dyad.ui.page import Page
from dyad.ui.words import literal


def finding_text(finding: Finding | None, *, page: Page, claim: str = "") -> None:
    """Show a finding in full, and before it the claim it tests."""
    if finding is None:
        return
    if claim:
        rows = page.record.claims[page.record.claims["id"] == claim]
        for row in rows.to_dict("records"):
            said = literal(f"{row['claim']} ({row['locator']})")
            st.markdown(f"**The essay says:** {said} {SIGNS[finding.verdict]} **{finding.verdict.capitalize()}.**")
    st.text(finding.text)


def claims_summary(page: Page) -> None:
    """Say how many claims were checked, and how they came out."""
    st.text(f"{claims_sentence(page.record)}.")


def how_to_cite(page: Page) -> None:
    """Show how to cite the record and the essay it checks."""
    st.header("How to cite", anchor=False)
    st.code(apa(record_reference(page.record)), language=None, wrap_lines=True)
    st.text("The document whose claims are checked:")
    st.code(apa(source_reference(page.record.claims_document)), language=None, wrap_lines=True)
    st.text(
        "World Bank figures are under CC BY 4.0. The terms of every other document stand in the sources table; "
        "cite the source itself for a single figure."
    )
