"""Sentences on a page: a finding, and the claim it tests."""

from __future__ import annotations

import streamlit as st

from dyad.figures.look import SIGNS
from dyad.findings.catalogue import findings_of
from dyad.findings.finding import Finding
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.view import View
from dyad.wording import say_place


def claim_text(claim: str, finding: Finding | None, *, page: Page) -> None:
    """Show a claim by its id, with the verdict of the finding on it."""
    for who, said, verdict in told_of(page.record, claim, finding) if finding else ():
        st.markdown(f"**{literal(who)}** {literal(said)} **{literal(verdict)}**")


def finding_text(finding: Finding | None, *, page: Page, claim: str = "") -> None:
    """Show a finding; beside a `claim` without what its verdict says."""
    if finding:
        st.text(text_of(page.record, claim, finding, page.view))


def more_findings(page: Page, name: str) -> None:
    """Show what else the tables tell of the years chosen; nothing of a choice of themes or words, which they ignore."""
    narrowed = page.view.themes or page.view.text
    found = () if narrowed else findings_of(page.record, name, years=page.view.years)
    if found:
        st.header("What else the tables tell", anchor=False)
        with st.container(key="more"):
            for finding in found:
                st.markdown(f"**{literal(finding.headline)}.** {literal(finding.text)}")


def text_of(record: Record, claim: str, finding: Finding, view: View) -> str:
    """Return a finding in full; beside a claim what the verdict has not said yet, or that it is on other years."""
    if claim not in _claims_said(record):
        return finding.text
    if view.years == record.about.years:
        return finding.text.removeprefix(f"{finding.headline}. ")
    return f"{finding.text} The verdict is on all years then known; the figures follow the years chosen."


def told_of(record: Record, claim: str, finding: Finding) -> list[tuple[str, str, str]]:
    """Return who says what in a claim, and how a finding answers it; nothing where the record has no such claim."""
    said = _claims_said(record).get(claim)
    if said is None:
        return []
    verdict = f"{SIGNS[finding.verdict]} {finding.verdict.capitalize()}: {finding.headline}."
    return [(f"The {record.about.document} says:", said, verdict)]


@remembered(1)
def _claims_said(record: Record) -> dict[str, str]:
    """Return each claim in words, with where it stands, by its id."""
    return {row["id"]: f"{row['claim']} ({say_place(row['locator'])})" for row in record.claims.to_dict("records")}
