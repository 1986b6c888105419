"""What a record says of itself: what whoever brings its tables says of it, else its description, else the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dyad.importing.columns import plain_name
from dyad.importing.gathering import Gathered
from dyad.importing.names import Names
from dyad.record.checking import CODE
from dyad.record.dates import date_or_none, say_year
from dyad.record.folding import nearest
from dyad.record.indicators import INDICATORS
from dyad.record.package import read_about
from dyad.record.schema import ALL_TABLES, NO_THEME, THEMES
from dyad.record.tables import About, name_of_state

LIKELY_YEAR = re.compile(r"1[89]\d\d|20\d\d")  # of a figure
NO_YEARS = (2000, 2000)  # where nothing is dated, and nothing is drawn
NOT_STATED = "not stated"  # a publisher
CLAIMS_NOTE = "Stands for the document that the claims are taken from; the tables do not name it."
SLIP = 0.8  # of difflib's likeness: from here on a word that stands once is taken for a slip of another


def about_of(found: Gathered, *, title: str, economies: dict[str, str], document: str) -> About | None:
    """Return what the record says of itself; None where its description cannot be used, and the problems say why.

    A `title`, `economies` and the name of the `document` whose claims are checked come before what is found. That
    document is added to the sources where nothing names it.
    """
    name, package = found.package
    if package:
        about, problems = read_about(package)
        named = [replace(problem, file=name) for problem in problems]
        found.problems += [problem for problem in named if problem not in found.problems]
        if about is None:
            return None
        events = found.frames.get("events")
        if events is not None and (events["theme"] == NO_THEME).any() and NO_THEME not in about.themes:
            about = replace(about, themes=(*about.themes, NO_THEME))  # which stands in where an event has none
    else:
        pair, years = _economies(found), _years(found)
        whose = "–".join(pair.values()) or (found.stem if plain_name(found.stem) not in ALL_TABLES else "Events")
        usual = found.title or f"{whose}, {'–'.join(dict.fromkeys(map(say_year, years)))}"
        about = About(title=usual, economies=pair, years=years, themes=found.themes or About.themes)
    sources = found.frames.get("sources")
    if "claims" in found.frames and sources is not None and about.claims_source not in set(sources["id"]):
        about = replace(about, claims_source=_claims_source(found, document or About.document))
    return replace(
        about, title=title or about.title, economies=economies or about.economies, document=document or about.document
    )


def _economies(found: Gathered) -> dict[str, str]:
    """Return the two states whose trade is given most often, by their usual names; none where none can be told."""
    frame = found.frames.get("trade")
    if frame is None:
        return {}
    paired = {name for name, indicator in INDICATORS.items() if indicator.paired}
    pairs = Counter(
        (one, other)
        for indicator, one, other in zip(frame["indicator"], frame["economy"], frame["partner"], strict=True)
        if indicator in paired and CODE.fullmatch(one) and CODE.fullmatch(other) and one != other
    )
    codes = [code for code in dict.fromkeys(frame["economy"]) if CODE.fullmatch(code)]
    pair: Sequence[str] = pairs.most_common(1)[0][0] if pairs else codes
    return {code: name_of_state(code) for code in pair} if len(pair) == 2 else {}


def _years(found: Gathered) -> tuple[int, int]:
    """Return the years first shown: of the events and of the trade between the two."""
    events, trade = found.frames.get("events"), found.frames.get("trade")
    dates = [] if events is None else [when for date in events["date"] if (when := date_or_none(date))]
    years = [day.year for when in dates for day in when.known]
    if trade is not None:
        cells = trade["year"][trade["indicator"] == "goods_trade"]
        years += [int(year) for year in cells if LIKELY_YEAR.fullmatch(year)]
    return (min(years), max(years)) if years else NO_YEARS


def _claims_source(found: Gathered, document: str) -> str:
    """Return the id of the document whose claims are checked, added to the sources where nothing names it."""
    sources = found.frames["sources"]
    made = sources[sources["note"] == CLAIMS_NOTE]
    if not made.empty:
        return str(made["id"].iloc[0])
    id = Names(sources["id"]).take("claims-document")
    title = f"[The {document} whose claims are checked]"
    row = {"id": id, "title": title, "publisher": NOT_STATED, "note": CLAIMS_NOTE}
    found.add_rows("sources", "sources", [(0, row)])
    return id


def themes_of(cells: Sequence[str] | pd.Series[str]) -> tuple[str, ...]:
    """Return the themes of a record that is brought: the usual ones first, then its own as they come.

    A word that stands once and all but is another theme is taken for a slip and left out.
    """
    counted = Counter(cells)
    usual = [theme for theme in THEMES if theme in counted]
    known = [*THEMES, *(word for word, number in counted.items() if number > 1)]

    def is_slip(word: str) -> bool:
        return bool(nearest(word.lower(), [one.lower() for one in known if one != word], alike=SLIP))

    own = [word for word, number in counted.items() if word not in usual and (number > 1 or not is_slip(word))]
    return (*usual, *own)
