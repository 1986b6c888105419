"""Sentences on a page: a finding, and the claim it tests."""

from __future__ import annotations

import streamlit as st

from dyad.publish.card_html import write_tested
from dyad.publish.cards import finding_card, tested_card
from dyad.publish.pages import PAGES
from dyad.ui.html_tables import show_markup
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import ui_page as wording
from dyad.wording.findings import Finding, findings_of


def claim_text(claim: str, *, page: Page) -> None:
    """Show a claim by its id, with the verdict that a check gives; nothing where the record has no such claim."""
    card = tested_card(page.record, claim)
    if card:
        show_markup(write_tested(card))


def finding_text(finding: Finding | None, *, page: Page, claim: str = "") -> None:
    """Show a finding; beside a `claim` without what its verdict says."""
    card = finding_card(page.record, finding, claim)
    if card:
        st.text(card.rest(whole=page.view.years == page.record.about.years))


def more_findings(page: Page, name: str) -> None:
    """Show what else the tables tell of the years chosen; nothing of a choice of themes or words, which they ignore."""
    narrowed = page.view.narrowed and not PAGES[page.name].years_alone
    found = () if narrowed else findings_of(page.record, name, years=page.view.years)
    if found:
        st.header(wording.MORE_FINDINGS, anchor=False)
        with st.container(key="more"):
            for finding in found:
                st.markdown(f"**{literal(finding.headline)}.** {literal(finding.text)}")
