"""How to cite the record, an event, a figure and the documents they rest on.

Everything citable is first put as CSL-JSON, the field's exchange format. bibtexparser and rispy make the files of
reference managers of it. APA and Chicago are written here: citeproc-py repeats the title of a document without an
author and calls one version "versions".
"""

from __future__ import annotations

import json
import re
from calendar import month_name
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from dyad.publish.sheets import Choice, lay_out
from dyad.record import Event, Record, Source
from dyad.record.dates import read_date
from dyad.view import View, default_view, view_address, view_to_query

Reference = dict[str, Any]  # an item of CSL-JSON

PARTS_OF_DATE = {"day": 3, "month": 2}  # of year, month, day; everything else is known by its year
MARKUP = re.compile(r"([&%$#_{}])")
ABOUT = "ca. "
ENDS = (".", "?", "!", "…", ".”", "?”", "!”")  # what needs no full stop after it
FORMS = {"graphic": " [Graphic]", "dataset": " [Data set]", "webpage": "", "entry": ""}
BIBTEX_TYPES = {"graphic": "misc", "dataset": "dataset", "webpage": "online", "entry": "misc"}
RIS_TYPES = {"graphic": "FIGURE", "dataset": "DATA", "webpage": "ELEC", "entry": "ENCYC"}


def cite_source(source: Source) -> str:
    """Return a document as a reader would look for it: who, what, where, when."""
    when = f", {source.date_text}" if source.date else ""
    author = f"{source.author}, " if source.author and source.author != source.publisher else ""
    return f"{author}{source.title}. {source.publisher}{when}"


# -- what is cited, as CSL-JSON ----------------------------------------------------------------


def source_reference(source: Source) -> Reference:
    """Return a document of the record as CSL-JSON. Who wrote it stays as printed: a name is not taken apart."""
    author = {"author": [{"literal": source.author}]} if source.author and source.author != source.publisher else {}
    return {
        "id": source.id,
        "type": "webpage",
        "title": source.title,
        **author,
        "container-title": source.publisher,
        **({"issued": _issued(source.date)} if source.date else {}),
        **({"URL": source.url} if source.url else {}),
        **({"language": source.language} if source.language else {}),
    }


def record_reference(record: Record) -> Reference:
    """Return the record as it stands as CSL-JSON."""
    title = f"{record.about.title}: events, claims and figures"
    return _ours(
        record, id="record", kind="dataset", title=title, address=view_address(record, default_view(record), "")
    )


def event_reference(record: Record, event: Event) -> Reference:
    """Return an event of the record as CSL-JSON."""
    address = f"{record.about.homepage}/timeline?{urlencode({'event': event.id})}"
    return _ours(record, id=event.id, kind="entry", title=f"{event.title} ({event.date_text})", address=address)


def event_references(record: Record, event: Event) -> list[Reference]:
    """Return how to cite an event, and each document it rests on."""
    return [event_reference(record, event), *(source_reference(record.source(source)) for source in event.sources)]


def figure_reference(record: Record, view: View, choice: Choice) -> Reference:
    """Return a figure of a view as CSL-JSON."""
    title = lay_out(record, view, choice).figure.title
    address = figure_address(record, view, choice)
    return _ours(record, id=choice.figure, kind="graphic", title=title, address=address)


def figure_address(record: Record, view: View, choice: Choice) -> str:
    """Return the address that shows this very figure, size and paper included."""
    chosen = {"figure": [choice.figure], "size": [choice.size], "paper": [choice.paper]}
    switched = {"title": choice.titled, "notes": choice.noted}
    chosen |= {name: ["false"] for name, on in switched.items() if not on}
    query = urlencode(chosen | view_to_query(view, default=default_view(record)), doseq=True)
    return f"{record.about.homepage}/figures?{query}"


def _ours(record: Record, *, id: str, kind: str, title: str, address: str) -> Reference:
    reference: Reference = {
        "id": id,
        "type": kind,
        "title": title,
        **({"author": [{"literal": record.about.author}]} if record.about.author else {}),
        "version": record.version,
        "language": "en",
    }
    if kind != "dataset":
        reference["container-title"] = record.about.title
    if record.about.created:
        reference["issued"] = _issued(record.about.created)
    # an address without a host is no address yet, but tells where to look
    return reference | ({"URL": address} if record.about.homepage else {"note": f"Address in the dashboard: {address}"})


def _issued(date: str) -> dict[str, Any]:
    when = read_date(date)
    count = PARTS_OF_DATE.get(when.precision, 1)
    ends = [when.first, when.last] if when.lasted and when.first and when.last else [when.known[0]]
    issued: dict[str, Any] = {"date-parts": [[end.year, end.month, end.day][:count] for end in ends]}
    return issued | ({"circa": True} if when.approximate else {})


# -- as text -----------------------------------------------------------------------------------


def apa(reference: Reference) -> str:
    """Return a reference in the style of the American Psychological Association, 7th edition."""
    year, day = _spoken(reference)
    ours = "version" in reference  # what is ours is dated by its version, not by a day
    when = f"({year if ours or not day else f'{year}, {day}'})"
    version = f" (Version {reference['version']})" if ours else ""
    title = f"{reference['title']}{version}{FORMS[reference['type']]}"
    author = _authors(reference)
    head = [author, when, title] if author else [title, when]
    return _sentences([*head, reference.get("container-title", "")], reference)


def chicago(reference: Reference) -> str:
    """Return a reference in the author-date style of the Chicago Manual of Style, 18th edition."""
    year, day = _spoken(reference)
    author, site = _authors(reference), reference.get("container-title", "")
    title = reference["title"]
    quoted = f"“{title}{'' if title.endswith(ENDS) else '.'}”"
    told = [site if author else "", f"Version {reference['version']}" if "version" in reference else ""]
    if day and "version" not in reference:
        told.append(f"{day}{',' if day[-1].isdigit() else ''} {year.removeprefix(ABOUT)}")
    return _sentences([author or site, year, quoted, ", ".join(part for part in told if part)], reference)


def _authors(reference: Reference) -> str:
    return "; ".join(author["literal"] for author in reference.get("author", ()))


def _spoken(reference: Reference) -> tuple[str, str]:
    """Return the year a reference is dated by and its day or month, "" where not known."""
    issued = reference.get("issued")
    if issued is None:
        return "n.d.", ""
    ends = issued["date-parts"]
    years = dict.fromkeys(str(end[0]) for end in ends)
    days = dict.fromkeys(" ".join([month_name[end[1]], *map(str, end[2:])]) for end in ends if len(end) > 1)
    return f"{ABOUT if issued.get('circa') else ''}{'–'.join(years)}", "–".join(days)


def _sentences(parts: Sequence[str], reference: Reference) -> str:
    """Join the parts of a reference, each ended once, and put the address last."""
    said = " ".join(part if part.endswith(ENDS) else f"{part}." for part in parts if part)
    return " ".join(part for part in (said, reference.get("URL", ""), reference.get("note", "")) if part)


def bibtex(reference: Reference) -> str:
    """Return a reference for BibTeX (biblatex, UTF-8)."""
    told = {
        "author": "; ".join(f"{{{_plain(author['literal'])}}}" for author in reference.get("author", ())),
        "title": f"{{{_plain(reference['title'])}}}",
        "organization": _plain(reference.get("container-title", "")),
        "date": _iso(reference),
        "version": reference.get("version", ""),
        "url": reference.get("URL", ""),
        "langid": {"en": "english", "ru": "russian"}.get(reference.get("language", ""), ""),
        "note": _plain(reference.get("note", "")),
    }
    fields = [Field(key, value) for key, value in told.items() if value]
    library = Library([Entry(BIBTEX_TYPES[reference["type"]], reference["id"], fields)])
    return write_string(library).strip() + "\n"


def _plain(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)


def _iso(reference: Reference) -> str:
    ends = reference.get("issued", {}).get("date-parts", [])
    return "/".join("-".join(f"{part:02d}" for part in end) for end in ends)


def ris(reference: Reference) -> str:
    """Return a reference as RIS, which reference managers import."""
    date = _iso(reference).partition("/")[0]
    told = {
        "type_of_reference": RIS_TYPES[reference["type"]],
        "authors": [author["literal"] for author in reference.get("author", ())],
        "title": reference["title"],
        "secondary_title": reference.get("container-title", ""),
        "year": date[:4],
        "date": date.replace("-", "/"),
        "edition": reference.get("version", ""),
        "urls": [reference["URL"]] if "URL" in reference else [],
        "language": reference.get("language", ""),
        "notes": [reference["note"]] if "note" in reference else [],
    }
    return str(rispy.dumps([{key: value for key, value in told.items() if value}])).removeprefix("1.\n").strip() + "\n"


def csl_json(references: Sequence[Reference]) -> str:
    """Return references as CSL-JSON: a list, as reference managers read it."""
    return json.dumps(list(references), ensure_ascii=False, indent=2) + "\n"


def _each(style: Callable[[Reference], str], *, apart: str) -> Style:
    return lambda references: apart.join(style(reference) for reference in references)


Style = Callable[[Sequence[Reference]], str]
STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "APA": _each(apa, apart="\n"),
        "Chicago": _each(chicago, apart="\n"),
        "BibTeX": _each(bibtex, apart="\n"),
        "RIS": _each(ris, apart="\n"),
        "CSL-JSON": csl_json,
    }
)
