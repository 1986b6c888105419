"""The record as a Frictionless Data Package: what it says of itself and its schema, as Table Schema.

https://specs.frictionlessdata.io/table-schema/
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from dyad import __version__
from dyad.record.checking import CODE, SLUG, web_link
from dyad.record.dates import MOST_YEAR, date_or_none
from dyad.record.folding import slug_of
from dyad.record.problems import Problem, shorten
from dyad.record.schema import ALL_TABLES, LIST_SEPARATOR, MAX_THEMES, NO_THEME, SCHEMA_VERSION, THEMES, Field, Table
from dyad.record.tables import About

PACKAGE_FILE = "datapackage.json"
LATER = "later"  # the rule that tables break which need a later version of this package
OF_DYAD = ("economies", "years", "themes", "claims_source", "document", "figures_licence", "abbreviations")
MAIL = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+", re.ASCII)
WEB = re.compile(r"https?://[^\s<>\"']{1,500}")


def field_schema(field: Field) -> dict[str, Any]:
    """Return one field of a Table Schema."""
    pattern = field.pattern or {"slug": SLUG.pattern, "code": CODE.pattern}.get(field.kind, "")
    if pattern and field.many:
        pattern = f"({pattern})({LIST_SEPARATOR}({pattern}))*"
    constraints = {
        "required": field.required or None,
        "unique": field.unique or None,
        "enum": list(field.allowed) or None,
        "maxLength": field.most_chars,
        "minimum": field.least,
        "maximum": field.most,
        "pattern": pattern or None,
    }
    schema = {
        "name": field.name,
        "type": field.kind if field.kind in ("integer", "number") else "string",
        "description": field.description,
        "format": "uri" if field.kind == "url" else None,
        "constraints": _stated(constraints) or None,
    }
    return _stated(schema)


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table: its fields, key and references."""
    foreign = [
        {"fields": [field.name], "reference": {"resource": field.refers_to, "fields": ["id"]}}
        for field in table.fields
        if field.refers_to and not field.many
    ]
    schema = {
        "fields": [field_schema(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": [field.name for field in table.fields if field.unique] or None,
        "foreignKeys": foreign or None,
    }
    return _stated(schema)


def resources(themes: tuple[str, ...] = THEMES, *, without: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the resources of the data package: one a table, but those in files that it is `without`."""
    tables = [table.allowing("theme", themes) for table in ALL_TABLES.values() if table.file not in without]
    return [
        {
            "name": table.name,
            "title": table.title,
            "path": table.file,
            "profile": "tabular-data-resource",
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": table_schema(table),
        }
        for table in tables
    ]


def describe_package(about: dict[str, Any], *, without: Collection[str] = ()) -> dict[str, Any]:
    """Return a data package: what it says of itself, and the resources but those in files that it is `without`."""
    dyad = {**about.get("dyad", {}), "schema_version": SCHEMA_VERSION}
    described = resources(tuple(dyad.get("themes", THEMES)), without=without)
    return {**about, "dyad": dyad, "profile": "data-package", "resources": described}


def describe_about(about: About, *, without: Collection[str] = ()) -> dict[str, Any]:
    """Return what a record says of itself as the data package that `reading.read_about` reads."""
    dyad = {name: getattr(about, name) for name in OF_DYAD}
    contact = {"email" if "@" in about.contact.split("/")[0] else "path": about.contact} if about.contact else {}
    author = {"title": about.author, "role": "author", **contact}
    package = {
        "name": slug_of(about.title) or "record",
        "title": about.title,
        "created": about.created or None,
        "homepage": about.homepage or None,
        "contributors": [author] if about.author or about.contact else None,
        "dyad": {name: value for name, value in dyad.items() if value or name == "economies"},
    }
    return describe_package(_stated(package), without=without)


def read_about(content: bytes) -> tuple[About | None, list[Problem]]:
    """Read what the record says of itself: the part `dyad` of its data package."""
    try:
        package: Any = json.loads(content)
        title, dyad = package["title"], package["dyad"]
        if wrong := check_schema(dyad.get("schema_version", 1)):
            return None, [wrong]  # what follows may be of another form, too
        economies = {str(code): name for code, name in dict(dyad["economies"]).items()}
        years = [int(year) for year in dyad["years"]]
        themes = tuple(str(theme).strip() for theme in dyad.get("themes", THEMES))
        contributors = [(str(one["title"]), _contact_of(one)) for one in package.get("contributors", ())]
        first, last = years
        short = {str(one).strip(): str(words).strip() for one, words in dict(dyad.get("abbreviations", {})).items()}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as why:
        wanted = '"title" and "dyad": {"economies": {"PAK": "Pakistan", …}, "years": [2003, 2017]}'
        missing = f": it lacks “{why.args[0]}”" if isinstance(why, KeyError) else ""
        what = f": {why_no_json(why)}" if isinstance(why, json.JSONDecodeError) else missing
        return None, [_problem(f"cannot be used{what}.", f"It must be JSON with {wanted}.")]
    created, homepage = str(package.get("created", ""))[:10], str(package.get("homepage", "")).rstrip("/")
    of_web, day = web_link(homepage), date_or_none(created)
    rules = (  # whether it is broken, what is said of that, what to do, the value
        (len(economies) not in (0, 2), "must name two economies.", "A dyad is a pair.", ", ".join(economies)),
        *((not CODE.fullmatch(code) or not isinstance(name, str) or not name.strip(),
           "must be an ISO 3166 alpha-3 code with a name.", 'Write "PAK": "Pakistan".', f"{code}: {name}")
          for code, name in economies.items()),
        (min(years) < -MOST_YEAR or max(years) > MOST_YEAR, "are years that no date can have.",
         f"Give years from {-MOST_YEAR} to {MOST_YEAR}.", f"{first}, {last}"),
        (first > last, "ends before it starts.", "Give the earlier year first.", f"{first}, {last}"),
        (not themes or not all(themes) or len(set(themes)) < len(themes), "must list themes, each once.",
         "Leave them out for the usual ones.", ", ".join(themes)),
        (len({*themes} - {NO_THEME}) > MAX_THEMES, f"lists {len(themes):,} themes. Allowed: {MAX_THEMES}.",
         "Group them.", None),
        (not all((*short, *short.values())), "must give each abbreviation the words that it stands for.",
         'Write "UN": "United Nations".', ", ".join(f"{a}: {b}" for a, b in short.items())),
        (created and (day is None or day.precision != "day"), '"created" must start with a day.',
         "Write it as 2026-11-23.", created),
        (homepage and not of_web, '"homepage" must be a web address.', "Start it with https://.", homepage),
    )  # fmt: skip
    if problems := [_problem(message, hint, value) for is_broken, message, hint, value in rules if is_broken]:
        return None, problems
    about = About(
        title=str(title), economies=economies, years=(first, last), claims_source=str(dyad.get("claims_source", "")),
        document=str(dyad.get("document", "document")), themes=themes, created=created, homepage=homepage,
        author="; ".join(name for name, _ in contributors), figures_licence=str(dyad.get("figures_licence", "")),
        contact=next((contact for _, contact in contributors if contact), ""), abbreviations=short,
    )  # fmt: skip
    return about, []


def _problem(message: str, hint: str, value: str | None = None) -> Problem:
    return Problem(file=PACKAGE_FILE, value=value, message=message, hint=hint, rule="package")


def why_no_json(why: Exception) -> str:
    """Say in plain words, as the end of a sentence, what kept Python from reading a text as JSON."""
    match why:
        case json.JSONDecodeError():
            return f"it cannot be understood from line {why.lineno}, column {why.colno} on"
        case UnicodeDecodeError():
            return "it is neither UTF-8 nor UTF-16"
        case RecursionError():
            return "it is nested too deeply"
    return "it holds a number of too many digits"


def check_schema(stated: object) -> Problem | None:
    """Return why tables of the `schema_version` that a description states cannot be read; of a `LATER` one by rule."""
    if type(stated) is int and 1 <= stated <= SCHEMA_VERSION:  # True is none
        return None
    hint, rule, found = "Let `python -m dyad describe` write it.", "package", f"schema_version {stated}"
    what, allowed = "is no version of the tables.", f"Allowed: 1 to {SCHEMA_VERSION}, which dyad {__version__} reads."
    if type(stated) is int and stated > SCHEMA_VERSION:
        what, rule = "is of later tables.", LATER
        hint = f"Install a later dyad, one that reads {shorten(str(stated))}."
    return Problem(file=PACKAGE_FILE, value=found, message=f"{what} {allowed}", hint=hint, rule=rule)


def _contact_of(contributor: dict[str, Any]) -> str:
    """Return the mail or web address of a contributor of a data package; "" where it has neither."""
    given = (str(contributor.get(name, "")).strip() for name in ("email", "path"))
    return next((one for one in given if MAIL.fullmatch(one) or WEB.fullmatch(one)), "")
