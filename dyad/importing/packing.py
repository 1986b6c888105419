"""Turn what came of tables into a message, and back: equal to what it was, and cheap for whoever takes it.

Typed tables travel as Arrow, so that no cell is parsed again. Rows as they were found and problems stay packed until
somebody asks for them: a session may keep them for long, and mostly nobody does.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice, pairwise
from typing import Any, Generic, TypeVar, overload

import numpy as np
import pandas as pd
import pyarrow as pa

from dyad.importing.bringing import ImportResult
from dyad.importing.messages import Message
from dyad.record.grids import Grid
from dyad.record.problems import Problem
from dyad.record.schema import TABLES
from dyad.record.tables import About, Record

CHUNK = 1_000  # items packed together: unpacked at once when one of them is asked for
QUICK = 1  # level of compression; a table becomes a quarter, the best would make it a fifth in five times the time

T = TypeVar("T")
_TEXT, _LIST = "text", "list"  # columns of objects: each a str, or each a tuple of them
_TYPES = {_TEXT: pa.large_string(), "str": pa.large_string(), _LIST: pa.large_list(pa.large_string())}


class Packed(Sequence[T], Generic[T]):
    """A sequence whose items stay packed until they are asked for; equal to any sequence of the same items."""

    def __init__(self, length: int, chunks: Sequence[bytes], make: Callable[[Any], T]) -> None:
        self._length, self._chunks = length, chunks
        self._make = make  # an item of what JSON holds

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        for chunk in self._chunks:
            yield from map(self._make, json.loads(zlib.decompress(chunk)))

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(islice(self, *at.indices(self._length)))
        return next(islice(self, range(self._length)[at], None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def pack_brought(brought: ImportResult) -> Message:
    """Return what came of tables as a message."""
    parts: list[bytes] = []
    header = {
        "record": None if brought.record is None else _pack_record(brought.record, parts),
        "lesson": None if brought.lesson is None else _add(pack_frame(brought.lesson), parts),
        "problems": _pack_problems(brought.problems, parts),
        "said": brought.said, "asked": brought.asked, "left_out": brought.left_out,
        "grids": [
            vars(grid)
            | {"rows": _pack_items(grid.rows, parts), "problems": _pack_problems(grid.problems, parts)}
            for grid in brought.grids
        ],
    }  # fmt: skip
    return header, parts


def unpack_brought(message: Message) -> ImportResult:
    """Return what came of tables. Raises KeyError, TypeError or ValueError (Arrow's too) where a message has none."""
    header, parts = message
    record, lesson = header["record"], header["lesson"]
    return ImportResult(
        record=None if record is None else unpack_record(record, parts),
        lesson=None if lesson is None else unpack_frame(parts[lesson]),
        problems=_problems(header["problems"], parts),
        said=tuple(header["said"]), asked=tuple(header["asked"]), left_out=int(header["left_out"]),
        grids=tuple(
            Grid(**grid | {
                "header": tuple(grid["header"]),
                "rows": _items(grid["rows"], parts, _row), "problems": _problems(grid["problems"], parts),
            })
            for grid in header["grids"]
        ),
    )  # fmt: skip


def pack_record(record: Record) -> Message:
    """Return a record as a message."""
    parts: list[bytes] = []
    return _pack_record(record, parts), parts


def _pack_record(record: Record, parts: list[bytes]) -> dict[str, Any]:
    return {
        "about": asdict(record.about), "version": record.version,
        "tables": {name: _add(pack_frame(getattr(record, name)), parts) for name in TABLES},
    }  # fmt: skip


def unpack_record(told: dict[str, Any], parts: Sequence[bytes]) -> Record:
    """Return the record of a message. Raises KeyError, TypeError or ValueError (Arrow's too) where it has none."""
    tables = {name: unpack_frame(parts[told["tables"][name]]) for name in TABLES}
    first, last = told["about"]["years"]
    about = About(**told["about"] | {"years": (first, last), "themes": tuple(told["about"]["themes"])})
    return Record(about=about, version=str(told["version"]), **tables)


# -- sequences ---------------------------------------------------------------------------------


def _pack_problems(problems: Sequence[Problem], parts: list[bytes]) -> dict[str, Any]:
    return _pack_items([asdict(problem) for problem in problems], parts)


def _pack_items(items: Sequence[Any], parts: list[bytes]) -> dict[str, Any]:
    chunks = [
        _add(zlib.compress(json.dumps(items[at : at + CHUNK]).encode(), QUICK), parts)
        for at in range(0, len(items), CHUNK)
    ]
    return {"count": len(items), "chunks": chunks}


def _items(told: dict[str, Any], parts: Sequence[bytes], make: Callable[[Any], T]) -> Sequence[T]:
    return Packed(int(told["count"]), [parts[at] for at in told["chunks"]], make)


def _problems(told: dict[str, Any], parts: Sequence[bytes]) -> Sequence[Problem]:
    return _items(told, parts, lambda one: Problem(**one)) if told["count"] else ()


def _row(told: Any) -> tuple[int, tuple[str, ...]]:
    line, cells = told
    return line, tuple(cells)


def _add(part: bytes, parts: list[bytes]) -> int:
    """Add a part to a message, and return which it is."""
    parts.append(part)
    return len(parts) - 1


# -- tables ------------------------------------------------------------------------------------


def pack_frame(frame: pd.DataFrame) -> bytes:
    """Return a table as Arrow: text, tuples of text, numbers, booleans, dates to the second."""
    fields, columns = [], []
    for name in frame.columns:
        cells = frame[name]
        kind = str(cells.dtype)
        if kind == "object":
            kind = _LIST if len(cells) and isinstance(cells.iloc[0], tuple) else _TEXT
        column = pa.array(cells.tolist(), type=_TYPES[kind]) if kind in _TYPES else pa.Array.from_pandas(cells)
        fields.append(pa.field(name, column.type, metadata={"kind": kind}))
        columns.append(column)
    table = pa.record_batch(columns, schema=pa.schema(fields))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_batch(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def unpack_frame(packed: bytes) -> pd.DataFrame:
    """Return the table that Arrow holds, with the types it had."""
    with pa.ipc.open_stream(packed) as reader:
        table = reader.read_next_batch()
    table.validate(full=True)  # of a worker that a file has made misbehave, not even lengths are taken on trust
    columns = {
        field.name: _unpack_column(column, field.metadata[b"kind"].decode())
        for field, column in zip(table.schema, table.columns, strict=True)
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(table.num_rows))


def _unpack_column(column: Any, kind: str) -> Any:
    if kind == _LIST:
        cells = np.empty(len(column), dtype=object)
        words, places = column.values.to_numpy(zero_copy_only=False), column.offsets.to_pylist()
        cells[:] = [tuple(words[start:end]) for start, end in pairwise(places)]
        return pd.Series(cells, dtype=object)
    if kind == "Int64":
        return pd.array(column.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get), dtype="Int64")
    if kind in (_TEXT, "str"):
        return pd.Series(column.to_numpy(zero_copy_only=False), dtype=object if kind == _TEXT else "str")
    return column.to_numpy(zero_copy_only=False).astype(kind)
