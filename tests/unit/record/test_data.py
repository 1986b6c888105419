"""The tables that the repository ships keep the rules that no schema can hold."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from dyad.findings.claims import judge_claims
from dyad.record import Record
from tests.unit.tables import ALL_NAMES, Raw, Row, columns_of, read_rows

# Official names that may stand in any text as they are.
OFFICIAL_ALL_NAMES = (
    "Pakistan-Russia Relations: Evolving Geopolitics and Strategic Options World Defense",
    "Intergovernmental Commission on Trade, Economics, Scientific and Technical Cooperation IGC",
    "Pakistan-Russia Consultative Group on Strategic Stability",
    "Russian Business Council for Cooperation with Pakistan RBCCP St Petersburg branch",
    "Shanghai Cooperation Organization SCO Afghanistan Contact Group Meeting",
)
RUN = 7  # words in a row that are no longer chance
EVENTS = 78
ONE_SOURCE = {  # events of which only one document was found
    "zarya-1998", "india-privileged-2010", "strategic-stability-round-2011", "steel-mill-2012",
    "strategic-dialogue-2014", "fomin-rawalpindi-2016", "strategic-stability-round-2016", "valdai-2017",
    "essay-posted-2017",
}  # fmt: skip


def split(cell: str) -> list[str]:
    """Return the values of a list cell."""
    return cell.split(";") if cell else []


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of seven words of a text."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_every_event_is_held_once(raw: Raw) -> None:
    """The record holds its events, each once."""
    assert len(raw["events"]) == EVENTS
    assert len({row["title"] for row in raw["events"]}) == EVENTS
    assert len({row["label"] for row in raw["events"]}) == EVENTS


def test_events_rest_on_two_sources(raw: Raw) -> None:
    """Every event has two independent documents but the nine of which only one was found."""
    single = {row["id"] for row in raw["events"] if len(set(split(row["sources"]))) < 2}
    assert single == ONE_SOURCE


def test_two_sources_are_two_documents(raw: Raw) -> None:
    """The documents of one event have different addresses."""
    urls = {row["id"]: row["url"] for row in raw["sources"]}
    for row in raw["events"]:
        cited = [urls[id] for id in split(row["sources"]) if urls[id]]
        assert len(cited) == len(set(cited)), row["id"]


def test_judged_claims_cite_documents(raw: Raw) -> None:
    """A claim that can be checked says what the record shows; one not merely not found cites who says so."""
    for row in raw["claims"]:
        if row["verdict"] in ("confirmed", "partly", "contradicted", "not found"):
            assert row["record"], row["id"]
        if row["verdict"] in ("confirmed", "partly", "contradicted"):
            assert split(row["sources"]), row["id"]


def test_no_source_is_idle(raw: Raw) -> None:
    """Every document listed is cited by a row."""
    cited = {id for name in ALL_NAMES if name != "sources" for row in raw[name] for id in split(row["sources"])}
    assert {row["id"] for row in raw["sources"]} - cited == set()


def test_computed_claims_are_left_to_the_figures(raw: Raw) -> None:
    """The claims that figures can test have no verdict and no finding typed by hand."""
    checked = [row for row in raw["claims"] if row["check"]]
    assert {row["check"] for row in checked} == {
        "band", "top_partners", "ranked_economies",
        "export_rank:PAK", "import_rank:PAK", "export_rank:RUS", "import_rank:RUS",
    }  # fmt: skip
    assert {(row["verdict"], row["record"]) for row in checked} == {("", "")}


@pytest.mark.parametrize("reporter", ["PAK", "RUS"])
def test_both_reporters_cover_every_year(raw: Raw, reporter: str) -> None:
    """Each side reports both directions and the total for every year 2003 to 2016."""
    for flow in ("exports", "imports", "total"):
        years = [
            int(row["year"])
            for row in raw["trade"]
            if row["indicator"] == "goods_trade" and row["reporter"] == reporter and row["flow"] == flow
        ]
        assert set(range(2003, 2017)) <= set(years)
        assert len(years) == len(set(years))


@pytest.mark.parametrize("reporter", ["PAK", "RUS"])
def test_totals_are_the_two_directions(raw: Raw, reporter: str) -> None:
    """A side's total of a year is the sum of its two directions, within rounding."""
    rows = {
        (row["year"], row["flow"]): float(row["value"])
        for row in raw["trade"]
        if row["indicator"] == "goods_trade" and row["reporter"] == reporter and row["value"]
    }
    for year in map(str, range(2003, 2017)):
        assert rows[year, "total"] == pytest.approx(rows[year, "exports"] + rows[year, "imports"], abs=0.11)


def test_only_statistics_are_calendar_series_of_the_states(raw: Raw) -> None:
    """What the two states report under their own code is published statistics of calendar years."""
    own = [row for row in raw["trade"] if row["indicator"] == "goods_trade" and row["reporter"] in ("PAK", "RUS")]
    assert {(row["basis"], row["period"]) for row in own} == {("statistics", "calendar")}


# -- what it compares with ---------------------------------------------------------------------


def figure_key(row: Row) -> tuple[str, ...]:
    """Return what tells a figure from every other."""
    return tuple(row[name] for name in ("indicator", "economy", "partner", "year", "flow", "reporter", "sources"))


def total(raw: Raw, economy: str, partner: str, year: str, *, reporter: str) -> float:
    """Return the goods trade of two economies in a year of UN Comtrade in its vintage of 2017, from either table."""
    (value,) = [
        float(row["value"])
        for row in [*raw["trade"], *raw["comparison"]]
        if (row["economy"], row["partner"], row["year"], row["reporter"]) == (economy, partner, year, reporter)
        and (row["indicator"], row["flow"], row["sources"][:9]) == ("goods_trade", "total", "wits-2017")
    ]
    return value


def test_no_figure_stands_in_both_tables(raw: Raw) -> None:
    """The trade of the two states is in trade.csv alone, and each figure is given once."""
    compared = [figure_key(row) for row in raw["comparison"]]
    assert len(compared) == len(set(compared))
    assert not set(compared) & {figure_key(row) for row in raw["trade"]}
    amounts = [row for row in raw["comparison"] if row["unit"] == "USD million"]
    assert not [row for row in amounts if {row["economy"], row["partner"]} == {"PAK", "RUS"}]


def test_only_published_years_are_compared(raw: Raw) -> None:
    """Every figure of another economy is a published one, of a year that is named, with a value and no band."""
    assert {row["basis"] for row in raw["comparison"]} == {"statistics"}
    assert all(2003 <= int(row["year"]) <= 2021 and row["value"] for row in raw["comparison"])
    assert {row["low"] + row["high"] for row in raw["comparison"]} == {""}
    assert {row["period"] for row in raw["comparison"] if row["partner"]} == {"calendar"}


@pytest.mark.parametrize("reporter", ["PAK", "RUS"])
def test_the_fifteenth_partner_is_the_one_noted(raw: Raw, reporter: str) -> None:
    """The fifteenth largest total of a year is what the note on the other's place gives, and the other is below it."""
    notes = {
        row["year"]: (float(row["value"]), float(row["note"].split()[3].replace(",", "")))
        for row in raw["trade"]
        if (row["indicator"], row["reporter"], row["flow"]) == ("partner_rank", reporter, "total")
        and row["note"].startswith("15th partner")
    }
    assert len(notes) == 14
    for year, (place, noted) in notes.items():
        totals = sorted(
            (
                float(row["value"])
                for row in raw["comparison"]
                if (row["indicator"], row["economy"], row["reporter"]) == ("goods_trade", reporter, reporter)
                and (row["year"], row["flow"]) == (year, "total")
            ),
            reverse=True,
        )
        other = total(raw, "PAK", "RUS", year, reporter=reporter)
        assert totals[14] == pytest.approx(noted, abs=0.06)
        assert totals[14] > other
        assert place > 20
        assert totals[19] > other


@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_the_first_seventy_are_whole(raw: Raw, flow: str) -> None:
    """Of each year's first seventy exporters and importers none is left out: as many stand before each as it has to."""
    indicator = f"{flow[:-1]}_rank"
    for year in map(str, range(2003, 2018)):
        places = [
            int(row["value"])
            for row in [*raw["trade"], *raw["comparison"]]
            if (row["indicator"], row["year"], row["reporter"]) == (indicator, year, "World Bank")
        ]
        assert sum(place <= 70 for place in places) >= 70, year
        assert all(sum(other < place for other in places) == place - 1 for place in places if place <= 70), year


def test_caveats_travel_with_the_figures(raw: Raw) -> None:
    """What must be known of a figure stands in its note: countries not told, Belarus, mirrors, other series."""
    for row in raw["comparison"]:
        told = row["note"]
        vintage = row["sources"].startswith("wits-2017")
        assert ("not say which country" in told) == (row["reporter"] == "RUS" and vintage and int(row["year"]) <= 2015)
        assert ("Belarus" in told) == (row["reporter"] == "RUS" and vintage and row["year"] == "2009")
        assert ("No mirror" in told) == (row["reporter"] in ("ARE", "SAU"))
        assert ("series of its own" in told) == row["sources"].startswith(("comtrade-2023", "dots"))


def test_no_text_of_the_essay(root: Path, raw: Raw) -> None:
    """No text of the repository shares seven words in a row with the essay, official names excepted."""
    texts = {
        file: file.read_text(encoding="utf-8", errors="replace")
        for place in ("data", "dyad", "pages", "tests", "tools", "docs", ".")
        for file in (root / place).glob("*" if place == "." else "**/*")
        if file.suffix in {".csv", ".md", ".json", ".py", ".toml", ".html"} and file.is_file()
    }
    assert {f"{name}.csv" for name in ALL_NAMES} <= {file.name for file in texts}
    assert all(rows for rows in raw.values())
    essay = root.parent / "shared" / "record" / "essay.txt"
    body = essay.read_text(encoding="utf-8").split("E-mail:")[0] if essay.is_file() else ""
    forbidden = runs(body) - set().union(*map(runs, OFFICIAL_ALL_NAMES))
    shared = {str(file.relative_to(root)): runs(text) & forbidden for file, text in texts.items()}
    assert {file: sorted(both)[0] for file, both in shared.items() if both} == {}


def test_every_document_has_a_kind_and_a_publisher(raw: Raw) -> None:
    """What kind of source each document is has been decided; none is of an unnamed publisher."""
    assert [row["id"] for row in raw["sources"] if not row["kind"] or "not named" in row["publisher"]] == []


def test_the_second_coding_adds_up_to_the_verdicts(root: Path, record: Record) -> None:
    """What both codings agreed on, how the others were settled and what changed since give the verdicts of today."""
    method = (
        (root / "docs/method.md").read_text(encoding="utf-8").partition("## Coded twice")[2].partition("## What")[0]
    )
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in method.splitlines() if line[:1] == "|"]
    told = Counter({name: int(numbers[at]) for at, (name, *numbers) in enumerate(rows[2:7])})
    settled = {id.strip("`"): verdict for id, _, _, verdict, _ in rows[9:]}
    changed = re.findall(r"`([a-z-]+)` \(([a-z ]+), now ([a-z ]+)\)", method.replace("\n", " "))
    told += Counter(settled.values()) + Counter(now for *_, now in changed)
    told -= Counter(before for _, before, _ in changed)
    verdicts = judge_claims(record).set_index("id")["verdict"]
    assert told == Counter(verdicts)
    assert settled | {id: now for id, _, now in changed} == {
        id: verdicts[id] for id in (*settled, *(id for id, *_ in changed))
    }


def test_a_run_of_words_is_seen() -> None:
    """The comparison above sees seven words in a row, whatever stands between them."""
    text = "One, two; three: four\nfive SIX – seven eight"
    assert runs("one two three four five six seven") <= runs(text)
    assert not runs("one two three four five six") & runs(text)


def test_files_are_plain(root: Path) -> None:
    """The tables are UTF-8 without a byte-order mark, with Unix line ends and no blanks around their cells."""
    for name in ALL_NAMES:
        content = (root / "data" / f"{name}.csv").read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert len(columns_of(root / "data", name)) == len(set(columns_of(root / "data", name)))
        for row in read_rows(root / "data", name):
            assert all(cell == cell.strip() for cell in row.values()), row
