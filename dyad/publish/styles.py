"""Write references, put as CSL-JSON, in the styles of two manuals and in the files of reference managers.

bibtexparser and rispy make the files. APA and Chicago are written here: citeproc-py repeats the title of a document
without an author and calls one version "versions".
"""

from __future__ import annotations

import json
import re
from calendar import month_name
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from dyad.wording.documents import is_described

Reference = dict[str, Any]  # an item of CSL-JSON
Name = Mapping[str, str]  # of CSL-JSON: family and given of a person, literal of a body

TEX_SIGNS = re.compile(r"([&%$#_{}])")
ABOUT = "ca. "
ENDS = (".", "?", "!", "…", ".”", "?”", "!”")  # what needs no full stop after it
FORMS = {"graphic": " [Graphic]", "dataset": " [Data set]", "webpage": "", "entry": ""}
BIBLATEX_TYPES = {"graphic": "misc", "dataset": "dataset", "webpage": "online", "entry": "misc"}
RIS_TYPES = {"graphic": "FIGURE", "dataset": "DATA", "webpage": "ELEC", "entry": "ENCYC"}
APA_NAMES, CHICAGO_NAMES = 20, 6  # authors that are all named; of more, the first 19 and the last, or the first three


def spellings(title: str) -> set[str]:
    """Return how the styles write a title: as it is, with what TeX or JSON sets apart escaped."""
    return {title, _escape_tex(title), json.dumps(title, ensure_ascii=False)[1:-1]}


# -- as text -----------------------------------------------------------------------------------


def apa(reference: Reference) -> str:
    """Return a reference in the style of the American Psychological Association, 7th edition."""
    year, day = _spoken(reference)
    ours = "version" in reference  # what is ours is dated by its version, not by a day
    when = f"({year if ours or not day else f'{year}, {day}'})"
    version = f" (Version {reference['version']})" if ours else ""
    form = "" if is_described(reference["title"]) else FORMS[reference["type"]]
    title = f"{reference['title']}{version}{form}"
    author = _apa_names(reference.get("author", ()))
    head = [author, when, title] if author else [title, when]
    return _sentences([*head, reference.get("container-title", "")], reference)


def _apa_names(authors: Sequence[Name]) -> str:
    names = [one.get("literal") or f"{one['family']}, {_initials(one['given'])}" for one in authors]
    if len(names) > APA_NAMES:
        return f"{', '.join(names[: APA_NAMES - 1])}, … {names[-1]}"
    return f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names)


def _initials(given: str) -> str:
    """Return given names as initials.

    >>> _initials("Jean-Paul Omar"), _initials("O.M.")
    ('J.-P. O.', 'O. M.')
    """
    words = given.replace(".", ". ").split()
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words)


def chicago(reference: Reference) -> str:
    """Return a reference in the author-date style of the Chicago Manual of Style, 18th edition."""
    year, day = _spoken(reference)
    author, site = _chicago_names(reference.get("author", ())), reference.get("container-title", "")
    title = reference["title"]
    quoted = title if is_described(title) else f"“{title}{'' if title.endswith(ENDS) else '.'}”"
    details = [site if author else "", f"Version {reference['version']}" if "version" in reference else ""]
    if day and "version" not in reference:
        details.append(f"{day}{',' if day[-1].isdigit() else ''} {year.removeprefix(ABOUT)}")
    parts = [author or site, year, quoted, ", ".join(part for part in details if part), _accessed(reference)]
    return _sentences(parts, reference)


def _chicago_names(authors: Sequence[Name]) -> str:
    first = [one.get("literal") or f"{one['family']}, {one['given']}" for one in authors[:1]]
    others = [one.get("literal") or f"{one['given']} {one['family']}" for one in authors[1:]]
    if len(authors) > CHICAGO_NAMES:
        return f"{', '.join([*first, *others[:2]])}, et al."
    return ", and ".join([", ".join([*first, *others[:-1]]), others[-1]]) if others else "".join(first)


def _accessed(reference: Reference) -> str:
    """Say when a page that bears no date was read, as a sentence without its full stop."""
    if "accessed" not in reference:
        return ""
    year, month, day = reference["accessed"]["date-parts"][0]
    return f"Accessed {month_name[month]} {day}, {year}"


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


# -- as files of reference managers ------------------------------------------------------------


def bibtex(reference: Reference) -> str:
    r"""Return a reference for BibTeX and its classic styles: always @misc, the address in the note as \url (UTF-8)."""
    year, day = _spoken(reference)
    address = f"\\url{{{reference['URL']}}}" if "URL" in reference else ""
    version = f"Version {reference['version']}" if "version" in reference else ""
    note = [version, address, _accessed(reference), _escape_tex(reference.get("note", ""))]
    fields = {
        "howpublished": _escape_tex(reference.get("container-title", "")),
        "month": f"{day}," if day[-1:].isdigit() else day,  # the styles print the year after it
        "year": year.replace("–", "--"),
        "note": ". ".join(part for part in note if part),
    }
    return _entry("misc", reference, fields)


def biblatex(reference: Reference) -> str:
    """Return a reference for biblatex (UTF-8), dated in EDTF."""
    fields = {
        "organization": _escape_tex(reference.get("container-title", "")),
        "date": _iso(reference, about="~"),
        "version": reference.get("version", ""),
        "url": reference.get("URL", ""),
        "urldate": _iso(reference, "accessed"),
        "langid": {"en": "english", "ru": "russian"}.get(reference.get("language", ""), ""),
        "note": _escape_tex(reference.get("note", "")),
    }
    return _entry(BIBLATEX_TYPES[reference["type"]], reference, fields)


def _entry(kind: str, reference: Reference, fields: Mapping[str, str]) -> str:
    authors = " and ".join(
        f"{{{_escape_tex(one['literal'])}}}" if "literal" in one else _escape_tex(f"{one['family']}, {one['given']}")
        for one in reference.get("author", ())
    )
    fields = {"author": authors, "title": f"{{{_escape_tex(reference['title'])}}}", **fields}
    entry = [Field(key, value) for key, value in fields.items() if value]
    return write_string(Library([Entry(kind, reference["id"], entry)])).strip() + "\n"


def _escape_tex(text: str) -> str:
    return TEX_SIGNS.sub(r"\\\1", text)


def _iso(reference: Reference, which: str = "issued", *, about: str = "") -> str:
    when = reference.get(which, {})
    mark = about if when.get("circa") else ""
    return "/".join("-".join(f"{part:02d}" for part in end) + mark for end in when.get("date-parts", ()))


def ris(reference: Reference) -> str:
    """Return a reference as RIS, which reference managers import."""
    date = _iso(reference).partition("/")[0]
    fields = {
        "type_of_reference": RIS_TYPES[reference["type"]],
        "authors": [one.get("literal") or f"{one['family']}, {one['given']}" for one in reference.get("author", ())],
        "title": reference["title"],
        "secondary_title": reference.get("container-title", ""),
        "year": date[:4],
        "date": date.replace("-", "/"),
        "access_date": _iso(reference, "accessed").replace("-", "/"),
        "edition": reference.get("version", ""),
        "urls": [reference["URL"]] if "URL" in reference else [],
        "language": reference.get("language", ""),
        "notes": [reference["note"]] if "note" in reference else [],
    }
    ris = str(rispy.dumps([{key: value for key, value in fields.items() if value}]))
    return ris.removeprefix("1.\n").strip() + "\n"


def csl_json(references: Sequence[Reference]) -> str:
    """Return references as CSL-JSON: a list, as reference managers read it."""
    return json.dumps(list(references), ensure_ascii=False, indent=2) + "\n"


def _each(style: Callable[[Reference], str]) -> Style:
    return lambda references: "\n".join(map(style, references))


Style = Callable[[Sequence[Reference]], str]
ONE_BY_ONE = {"APA": apa, "Chicago": chicago, "BibTeX": bibtex, "biblatex": biblatex, "RIS": ris}
STYLES: Mapping[str, Style] = {**{name: _each(style) for name, style in ONE_BY_ONE.items()}, "CSL-JSON": csl_json}
