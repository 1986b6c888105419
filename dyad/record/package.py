"""The record as a Frictionless Data Package: the schema in code, written as Table Schema.

https://specs.frictionlessdata.io/table-schema/
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dyad.record.checking import CODE, SLUG, slug_of
from dyad.record.schema import ALL_TABLES, LIST_SEPARATOR, SCHEMA_VERSION, THEMES, Field, Table
from dyad.record.tables import About


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
