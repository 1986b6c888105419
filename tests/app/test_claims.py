"""The claims page: every claim, its verdict, what the record shows, who says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dyad.findings.claims import verdict_counts
from dyad.record import read_record
from tests.app.seen import descriptions, plain, read_rows, said

VERDICTS = ("confirmed", "partly", "contradicted", "not found", "opinion")


def claims_shown(app: AppTest) -> list[tuple[str, str]]:
    """Return verdict and claim of every entry, in order."""
    titles = [re.fullmatch(r"\S+ \*\*(.+?)\*\* · (.+)", plain(one.label), re.DOTALL) for one in app.expander]
    return [(title[1].lower(), title[2]) for title in titles if title]


def counts(app: AppTest) -> dict[str, int]:
    """Return the counts on the verdict buttons."""
    found = (re.fullmatch(r"\S+ (.+) · (\d+)", option) for option in app.button_group(key="verdict").options)
    return {one[1]: int(one[2]) for one in found if one}


def test_every_claim(show: Callable[..., AppTest]) -> None:
    """Every claim stands there once, in the order of the table, under the verdict the table gives it."""
    rows = read_rows("claims")
    shown = claims_shown(show("claims"))
    assert [claim for _, claim in shown] == [row["claim"] for row in rows]
    for (verdict, claim), row in zip(shown, rows, strict=True):
        assert verdict in VERDICTS
        assert not row["verdict"] or verdict == row["verdict"], claim


def test_counts(show: Callable[..., AppTest]) -> None:
    """The counts on the buttons and in the figure's description are those of the claims listed."""
    app = show("claims")
    listed = Counter(verdict for verdict, _ in claims_shown(app))
    assert counts(app) == {verdict: listed[verdict] for verdict in counts(app)}
    assert sum(counts(app).values()) == len(read_rows("claims"))
    (sentence,) = descriptions(app)
    for number in (sum(listed.values()), *(listed[verdict] for verdict in VERDICTS if verdict != "opinion")):
        assert re.search(rf"\b{number}\b", sentence), (number, sentence)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_filter(show: Callable[..., AppTest], verdict: str) -> None:
    """A verdict chosen leaves exactly the claims that bear it."""
    app = show("claims")
    everything = claims_shown(app)
    app.button_group(key="verdict").set_value([verdict]).run()
    assert claims_shown(app) == [one for one in everything if one[0] == verdict]
    assert claims_shown(app)


def test_two_verdicts(show: Callable[..., AppTest]) -> None:
    """Two verdicts chosen show the claims of both; the counts stay those of all claims."""
    app = show("claims")
    before = counts(app)
    app.button_group(key="verdict").set_value(["contradicted", "opinion"]).run()
    assert len(claims_shown(app)) == before["contradicted"] + before["opinion"]
    assert counts(app) == before


def test_verdict_in_the_address(root: Path, show: Callable[..., AppTest]) -> None:
    """A link to one verdict shows its claims only."""
    number = verdict_counts(read_record(root / "data"))["contradicted"]
    shown = claims_shown(show("claims", verdict=f"✕ contradicted · {number}"))
    contradicted = [one for one in claims_shown(show("claims")) if one[0] == "contradicted"]
    assert shown == contradicted


def test_locator_record_and_sources(show: Callable[..., AppTest]) -> None:
    """Each claim says where the essay has it, what the record shows, and links to each of its sources."""
    app = show("claims")
    sources = {source["id"]: source for source in read_rows("sources")}
    for entry, row in zip(app.expander, read_rows("claims"), strict=True):
        words = plain("\n".join(str(one.value) for one in (*entry.get("caption"), *entry.get("text"))))
        assert row["locator"] in words, row["id"]
        assert row["value"] in words, row["id"]
        assert row["record"] in words, row["id"]
        assert len(entry.get("text")[0].value) > 10, row["id"]
        urls = {one.proto.url for one in entry.get("link_button")}
        for id in filter(None, (id.strip() for id in row["sources"].split(";"))):
            assert not sources[id]["url"] or sources[id]["url"] in urls, (row["id"], id)


def test_tested_claims_are_computed(show: Callable[..., AppTest]) -> None:
    """A claim that names a check shows a verdict, a sentence and sources although its row states none."""
    app = show("claims")
    checked = [
        (entry, row)
        for entry, row in zip(app.expander, read_rows("claims"), strict=True)
        if row["check"] and not row["verdict"]
    ]
    assert len(checked) >= 5
    for entry, row in checked:
        assert len(entry.get("text")[0].value) > 30, row["id"]
        assert "holds nothing" not in entry.get("text")[0].value, row["id"]
        assert entry.get("link_button"), row["id"]


def test_band_sentence_is_on_the_trade_page_too(show: Callable[..., AppTest]) -> None:
    """The sentence that tests the band is the same on the claims page and on the trade page."""
    claims, trade = said(show("claims")), said(show("trade"))
    sentence = next(line for line in trade.splitlines() if line.startswith("Inside USD 400–600 million"))
    assert sentence in claims
