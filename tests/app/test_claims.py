"""The claims page: every claim, its verdict, what the record shows, who says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.seen import alt_texts, plain, read_rows, said

VERDICTS = ("confirmed", "partly", "contradicted", "not found", "opinion")


def claims_shown(app: AppTest) -> list[tuple[str, str]]:
    """Return verdict and claim of every entry, in order."""
    titles = [re.fullmatch(r"\S+ \*\*(.+?)\*\* · (.+)", plain(one.label), re.DOTALL) for one in app.expander]
    return [(title[1].lower(), title[2]) for title in titles if title]


def test_every_claim(show: Callable[..., AppTest]) -> None:
    """Every claim stands there once, in the order of the table, under the verdict the table gives it."""
    rows = read_rows("claims")
    shown = claims_shown(show("claims"))
    assert [claim for _, claim in shown] == [row["claim"] for row in rows]
    for (verdict, claim), row in zip(shown, rows, strict=True):
        assert verdict in VERDICTS
        assert not row["verdict"] or verdict == row["verdict"], claim


@pytest.mark.parametrize("years", [(), ("2011", "2015")])
def test_counts(show: Callable[..., AppTest], years: tuple[str, ...]) -> None:
    """The counts in the figure's description are those of the claims listed, also where years leave some out."""
    app = show("claims", years=list(years))
    listed = Counter(verdict for verdict, _ in claims_shown(app))
    assert (sum(listed.values()) < len(read_rows("claims"))) == bool(years)
    (sentence,) = alt_texts(app)
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


def test_verdicts_in_the_address(show: Callable[..., AppTest]) -> None:
    """A link to verdicts shows their claims only, and names them as the table does."""
    chosen = ["contradicted", "opinion"]
    app = show("claims", verdict=chosen)
    shown = claims_shown(app)
    assert {verdict for verdict, _ in shown} == set(chosen)
    app.button_group(key="verdict").set_value([]).run()
    assert shown == [one for one in claims_shown(app) if one[0] in chosen]


def test_no_verdict_in_the_address_is_told(show: Callable[..., AppTest]) -> None:
    """A word that is no verdict is left out, and the reader told what there is."""
    app = show("claims", verdict=["maybe"])
    assert len(claims_shown(app)) == len(read_rows("claims"))
    assert "“verdict=maybe” in the address was left out: the verdicts are confirmed, partly" in said(app)


def test_locator_record_and_sources(show: Callable[..., AppTest]) -> None:
    """Each claim says where the essay has it, what the record shows, and links to each of its sources."""
    app = show("claims")
    sources = {source["id"]: source for source in read_rows("sources")}
    for entry, row in zip(app.expander, read_rows("claims"), strict=True):
        words = plain("\n".join(str(one.value) for one in (*entry.get("caption"), *entry.get("text"))))
        assert row["locator"] in words, row["id"]
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
    sentence = next(line for line in trade.splitlines() if line.startswith("Trade was inside USD 400–600 million"))
    assert sentence in claims
