"""Tables that pages show, their rows and their HTML: one for app, first HTML and static site, on screen and paper."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from markupsafe import Markup, escape

from dyad.figures.catalogue import FIGURES
from dyad.figures.style import SIGNS
from dyad.findings.claims import event_verdicts
from dyad.findings.ranks import main_list, rank_matches
from dyad.publish.pages import parts_of
from dyad.publish.search import find_rows
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.checking import web_link
from dyad.record.indicators import WORLD_RANKS
from dyad.record.schema import LIST_SEPARATOR, TABLES, TableName
from dyad.view import VIEWS_KEPT, View, select_events, view_to_query
from dyad.wording import tables as wording
from dyad.wording.claims import say_verdict
from dyad.wording.documents import of_document, title_language
from dyad.wording.pieces import labelled, ordinal
from dyad.wording.ranks import say_rank

MOST_UNBROKEN = 24  # letters of a cell that stay on one line
MOST_SHORT = 120  # letters of a cell that does with a narrow column
SHEET, ACROSS = 135, 180  # letters that a line of a sheet has room for, upright and turned
MOST_WORD, PADDING = 16, 2.5  # letters of a word that stay on one line, and as wide as letters around it
MOST_FOR_WORDS = 0.85  # of a sheet's width; the rest is for long texts
BREAKS = re.compile(r"[\s-]")  # where a line may end
AWAY = Markup(' rel="noopener noreferrer"')  # of a link to the web
Headed = tuple[str, Markup]  # a table under its heading


def write_table(
    shown: pd.DataFrame,
    *,
    label: str,
    links: Mapping[str, Sequence[str]] | None = None,
    marks: Mapping[str, Sequence[Any]] | None = None,
    languages: Mapping[str, Sequence[str]] | None = None,
) -> Markup:
    """Return rows as a table in a box of its own, to which `label` is the name.

    `links` has, by column, where its cells lead, "" for nowhere; `marks` has, by name, a `data-` attribute of each row;
    `languages` has, by column, that of each cell, "" for the page's own.
    """
    links, marks, languages, blank = links or {}, marks or {}, languages or {}, [""] * len(shown)
    texts, heads, cells = [], [], []
    for name in map(str, shown):
        kind, said = _class(shown[name]), [*map(_say, shown[name])]
        texts.append([name, *said])
        heads.append(f'<th scope="col"{kind}>{escape(name)}</th>')
        of_each = zip(said, links.get(name, blank), languages.get(name, blank), strict=True)
        cells.append([_cell(text, kind, link, language) for text, link, language in of_each])
    longest = [max(len(word) for text in column for word in BREAKS.split(text)) for column in texts]
    turned = sum(min(word, MOST_WORD) + PADDING for word in longest) > SHEET
    shares = _shares(texts, longest, ACROSS if turned else SHEET)
    widths = "".join(f'<col width="{share:.1f}%">' for share in shares)
    rows = []
    for at, row in enumerate(zip(*cells, strict=True)):
        told = {name: _say(values[at]) for name, values in marks.items()}
        data = "".join(f' data-{name}="{escape(value)}"' for name, value in told.items() if value)
        rows.append(f"<tr{data}>{''.join(row)}</tr>")
    return Markup(  # noqa: S704 - each cell is escaped
        f'<div class="dyad-table"{" data-turned" * turned} tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<table><colgroup>{widths}</colgroup><thead><tr>"
        f"{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{_addresses(shown, links)}"
    )


def _class(column: pd.Series[Any]) -> str:
    if pd.api.types.is_numeric_dtype(column):
        return ' class="number"'
    most = column.map(lambda cell: len(str(cell))).max()
    return ' class="text"' if most > MOST_SHORT else ' class="long"' if most > MOST_UNBROKEN else ""


def _shares(texts: Sequence[Sequence[str]], longest: Sequence[int], sheet: float) -> list[float]:
    """Return how much of a sheet's width, in letters, each column of texts gets, in percent.

    Each has room for its longest word, as far as that is to be had; what is left goes to those whose texts are long,
    so that rows become low.
    """
    room = MOST_FOR_WORDS * sheet - PADDING * len(texts)
    fitting = (most for most in range(MOST_WORD, 1, -1) if sum(min(word, most) for word in longest) <= room)
    whole = next(fitting, 1)
    words = [min(word, whole) + PADDING for word in longest]
    lengths = [math.sqrt(sum(len(text) ** 2 for text in column) / len(column)) for column in texts]  # long ones count
    missing = [max(length - word, 0) for length, word in zip(lengths, words, strict=True)]
    left = max(sheet - sum(words), 0) / (sum(missing) or 1)
    widths = [word + left * more for word, more in zip(words, missing, strict=True)]
    return [100 * width / sum(widths) for width in widths]


def _cell(text: str, kind: str, link: str, language: str) -> str:
    lang, words = f' lang="{escape(language)}" dir="auto"' if language else "", escape(text)
    if link:
        away = AWAY if web_link(link) else ""
        return f'<td{kind}{lang}><a href="{escape(link)}"{away}>{words}</a></td>'
    return f"<td{kind}{lang}>{words}</td>"


def _addresses(shown: pd.DataFrame, links: Mapping[str, Sequence[str]]) -> str:
    """Return, for paper, each address on the web that cells lead to, once, after the words that lead there."""
    leads = {
        (_say(cell), link): None
        for name, column in links.items()
        for cell, link in zip(shown[name], column, strict=True)
        if web_link(link) and link != cell
    }
    listed = "".join(f"<li>{escape(words)}: {escape(link)}</li>" for words, link in leads)
    return f'<ul class="dyad-addresses">{listed}</ul>' if listed else ""


def _say(cell: Any) -> str:
    if not isinstance(cell, str) and pd.isna(cell):
        return ""
    return f"{cell:,.10g}" if isinstance(cell, float) else str(cell)


# -- tables of a record ------------------------------------------------------------------------


def figures_table(record: Record, rows: pd.DataFrame, *, label: str) -> Markup:
    """Return the figures a chart is drawn from, each with who reports it and where it was read; no column is empty."""
    shown = pd.DataFrame(
        {
            wording.YEAR: [_say_year(row) for row in rows.to_dict("records")],
            wording.INDICATOR: [indicator.replace("_", " ") for indicator in rows["indicator"]],
            wording.OF: [record.about.name(code) for code in rows["economy"]],
            wording.FLOW: rows["flow"],
            wording.VALUE: rows["value"],
            wording.FROM: rows["low"],
            wording.TO: rows["high"],
            wording.UNIT: rows["unit"],
            wording.OUT_OF: rows["out_of"],
            wording.REPORTED_BY: [record.about.name(reporter) for reporter in rows["reporter"]],
            wording.BASIS: rows["basis"],
            wording.SOURCE: ["; ".join(record.publishers(sources)) for sources in rows["sources"]],
            wording.NOTE: rows["note"],
        }
    )
    filled = [column for column in shown if shown[column].replace("", None).notna().any()]
    first = [next(filter(None, (record.source(id).url for id in sources)), "") for sources in rows["sources"]]
    links = {wording.SOURCE: [*map(web_link, first)]} if any(first) else {}
    return write_table(shown[filled], label=label, links=links, marks={"year": list(rows["year"])})


def _say_year(row: Mapping[Hashable, Any]) -> str:
    """Return the year of a figure as a table says it: whether it is a fiscal one, or that there is none."""
    if pd.isna(year := row["year"]):
        return wording.NO_YEAR
    return wording.fiscal(year) if row["period"] == "fiscal" else str(year)


def page_tables(record: Record, page: str, view: View) -> list[Headed]:
    """Return the tables of a page: ranks claimed beside those given, and the rows that its figures are drawn from."""
    matches = ranks_table(record) if page == "rankings" else None
    entries = [entry for part in parts_of(record, page) if (entry := FIGURES[part.figure]).heading]
    drawn = [(one.heading, figures_table(record, one.rows(record, view), label=one.heading)) for one in entries]
    return [matches, *drawn] if matches else drawn


def ranks_table(record: Record) -> Headed | None:
    """Return each rank claimed beside the nearest that a source gives, as a table; None where no rank is claimed."""
    matches, heading = rank_matches(record), wording.ranks_beside(record.about.document)
    listed_by = wording.list_of(main_list(record) or wording.MAIN)
    nearest, full = [match.nearest for match in matches], [match.full for match in matches]
    shown = pd.DataFrame(
        {
            wording.ECONOMY: [record.about.name(match.economy) for match in matches],
            wording.RANK_IN: [WORLD_RANKS[match.indicator].short for match in matches],
            of_document(record.about.document): [ordinal(match.claimed) for match in matches],
            wording.NEAREST: [say_rank(rank) if rank else wording.NONE for rank in nearest],
            wording.LISTED: [wording.YES if match.listed else wording.NO for match in matches],
            listed_by: [say_rank(rank) if rank else wording.NONE for rank in full],
        }
    )
    return (heading, write_table(shown, label=heading)) if matches else None


@cached_per_record(VIEWS_KEPT)
def events_table(record: Record, view: View, first: int, most: int) -> Markup:
    """Return a table of the events of a view, from the `first` on."""
    events = select_events(record, view).iloc[first : first + most]
    verdicts = event_verdicts(record)
    said = {
        wording.claims_of(record.about.document): [
            f"{SIGNS[verdicts[id]]} {say_verdict(verdicts[id], record.about)}" for id in events["id"]
        ]
    }
    shown = pd.DataFrame(
        {
            wording.DATE: events["date_text"],
            wording.EVENT: events["title"],
            wording.THEME: events["theme"],
            **(said if record.has_claims else {}),
            wording.SOURCES: ["; ".join(record.publishers(sources)) for sources in events["sources"]],
        }
    )
    asked = view_to_query(record, view)
    links = [f"./timeline?{urlencode(asked | {'event': id}, doseq=True)}" for id in events["id"]]
    return write_table(shown, label=wording.EVENTS, links={wording.EVENT: links}, marks={"opens": [*events["id"]]})


@cached_per_record(VIEWS_KEPT)
def found_table(record: Record, name: TableName, search: str, first: int, most: int) -> Markup:
    """Return a page of the rows found in a table of the record, from the `first` on."""
    shown = find_rows(record, name, search).iloc[first : first + most]
    lists = [field.name for field in TABLES[name].fields if field.many]  # whose lines end between what they list
    shown = shown.assign(**{one: shown[one].str.replace(LIST_SEPARATOR, f"{LIST_SEPARATOR} ") for one in lists})
    links = {"url": [*map(web_link, shown["url"])]} if "url" in shown else {}
    spoken = {"title": [*map(title_language, shown["title"], shown["language"])]} if "language" in shown else {}
    label = labelled(TABLES[name].title, TABLES[name].file)
    return write_table(shown, label=label, links=links, languages=spoken)


@cache
def dictionary_table(name: TableName) -> Markup:
    """Return what each column of a table holds, as a table: its data dictionary."""
    rows = [
        {
            wording.COLUMN: field.name,
            wording.HOLDS: field.description,
            wording.KIND: wording.KINDS.get(field.kind, field.kind),
            wording.SEVERAL: wording.PARTED if field.many else "",
            wording.REQUIRED: wording.YES if field.required else "",
            wording.ALLOWED: ", ".join(field.allowed) or field.pattern_says,
        }
        for field in TABLES[name].fields
    ]
    return write_table(pd.DataFrame(rows), label=wording.title_dictionary(TABLES[name].file))
