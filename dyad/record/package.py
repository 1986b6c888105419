"""The record as a Frictionless Data Package: the schema in code, written as Table Schema.

https://specs.frictionlessdata.io/table-schema/
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dyad.record.checking import SLUG, slug_of
from dyad.record.schema import ALL_TABLES, LIST_SEPARATOR, SCHEMA_VERSION, THEMES, Field, Table
from dyad.record.tables import About

TYPES = {"integer": "integer", "number": "number"}  # every other kind is a string
CODE_PATTERN = "[A-Z]{3}"


def field_schema(field: Field) -> dict[str, Any]:
    """Return one field of a Table Schema."""
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if field.allowed:
        constraints["enum"] = list(field.allowed)
    if field.most_chars:
        constraints["maxLength"] = field.most_chars
    if field.least is not None:
        constraints["minimum"] = int(field.least)
    if field.most is not None:
        constraints["maximum"] = int(field.most)
    pattern = field.pattern or {"slug": SLUG.pattern, "code": CODE_PATTERN}.get(field.kind, "")
    if pattern:
        constraints["pattern"] = f"({pattern})({LIST_SEPARATOR}({pattern}))*" if field.many else pattern
    schema: dict[str, Any] = {
        "name": field.name,
        "type": TYPES.get(field.kind, "string"),
        "description": field.description,
    }
    if field.kind == "url":
        schema["format"] = "uri"
    return schema | ({"constraints": constraints} if constraints else {})


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table: its fields, key and references."""
    schema: dict[str, Any] = {
        "fields": [field_schema(field) for field in table.fields],
        "missingValues": [""],
    }
    if any(field.unique for field in table.fields):
        schema["primaryKey"] = [field.name for field in table.fields if field.unique]
    references = [field for field in table.fields if field.refers_to and not field.many]
    if references:
        schema["foreignKeys"] = [
            {"fields": [field.name], "reference": {"resource": field.refers_to, "fields": ["id"]}}
            for field in references
        ]
    return schema


def resources(themes: tuple[str, ...] = THEMES, *, without: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the resources of the data package: one a table, but those in the files `without` which it is."""
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
    """Return a data package: what it says of itself, with the resources as the schema has them.

    `without` names the files of tables that are not there.
    """
    dyad = {**about.get("dyad", {}), "schema_version": SCHEMA_VERSION}
    described = resources(tuple(dyad.get("themes", THEMES)), without=without)
    return {**about, "dyad": dyad, "profile": "data-package", "resources": described}


def describe_about(about: About, *, without: Collection[str] = ()) -> dict[str, Any]:
    """Return what a record says of itself as the data package that `reading.read_about` reads."""
    told = {"created": about.created, "homepage": about.homepage}
    dyad = {
        "economies": about.economies,
        "years": list(about.years),
        "themes": list(about.themes),
        "claims_source": about.claims_source,
        "document": about.document,
        "figures_licence": about.figures_licence,
        "abbreviations": about.abbreviations,
    }
    contact = {"email" if "@" in about.contact.split("/")[0] else "path": about.contact} if about.contact else {}
    package = {
        "name": slug_of(about.title) or "record",
        "title": about.title,
        **{name: value for name, value in told.items() if value},
        **(
            {"contributors": [{"title": about.author, "role": "author", **contact}]}
            if about.author or about.contact
            else {}
        ),
        "dyad": {name: value for name, value in dyad.items() if value or name == "economies"},
    }
    return describe_package(package, without=without)
