"""Turn what came of tables into a message, and back: equal to what it was, and cheap for whoever takes it.

Typed tables travel as Arrow, so that no cell is parsed again. Rows as they were found and problems stay packed until
somebody asks for them: a session may keep them for long, and mostly nobody does. The parts of a message come in the
order in which they are taken.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa

from dyad.importing.bringing import ImportResult
from dyad.importing.process import Message
from dyad.record.grids import Grid
from dyad.record.problems import Problem
from dyad.record.schema import TABLES
from dyad.record.tables import About, Record

QUICK = 1  # level of compression; a table becomes a quarter, the best would make it a fifth in five times the time

Unpacked = TypeVar("Unpacked")


class Packed(Sequence[Unpacked]):
    """A sequence whose items stay packed until they are asked for; equal to any sequence of the same items."""

    def __init__(self, length: int, packed: bytes, make: Callable[[Any], Unpacked]) -> None:
        self._length, self._packed = length, packed
        self._make = make  # an item of what JSON holds

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Unpacked]:
        return map(self._make, map(json.loads, gzip.open(io.BytesIO(self._packed))))

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return tuple(islice(self, *at.indices(self._length)))
        return next(islice(self, range(self._length)[at], None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def pack_brought(brought: ImportResult) -> Message:
    """Return what came of tables as a message."""
    record, parts = pack_record(brought.record) if brought.record else (None, [])
    if brought.lesson is not None:
        parts.append(_pack_frame(brought.lesson))
    header = {
        "record": record, "lesson": brought.lesson is not None, "problems": _pack_problems(brought.problems, parts),
        "said": brought.said, "asked": brought.asked, "left_out": brought.left_out,
        "grids": [
            vars(grid) | {"rows": _pack(grid.rows, parts), "problems": _pack_problems(grid.problems, parts)}
            for grid in brought.grids
        ],
    }  # fmt: skip
    return header, parts


def unpack_brought(message: Message) -> ImportResult:
    """Return what came of tables. Raises LookupError, TypeError or ValueError (Arrow's too) where there is none."""
    header, parts = message
    return ImportResult(
        record=header["record"] and unpack_record(header["record"], parts),
        lesson=_unpack_frame(parts.pop(0)) if header["lesson"] else None,
        problems=_unpack_problems(header["problems"], parts),
        said=tuple(header["said"]), asked=tuple(header["asked"]), left_out=int(header["left_out"]),
        grids=tuple(
            Grid(**grid | {
                "header": tuple(grid["header"]),
                "rows": Packed(grid["rows"], parts.pop(0), lambda row: (row[0], tuple(row[1]))),
                "problems": _unpack_problems(grid["problems"], parts),
            })
            for grid in header["grids"]
        ),
    )  # fmt: skip


def pack_record(record: Record) -> Message:
    """Return a record as a message."""
    about = {"about": asdict(record.about), "version": record.version}
    return about, [_pack_frame(getattr(record, name)) for name in TABLES]


def unpack_record(told: dict[str, Any], parts: list[bytes]) -> Record:
    """Return the record of a message. Raises LookupError, TypeError or ValueError (Arrow's too) where it has none."""
    tables = {name: _unpack_frame(parts.pop(0)) for name in TABLES}
    first, last = told["about"]["years"]
    about = About(**told["about"] | {"years": (first, last), "themes": tuple(told["about"]["themes"])})
    return Record(about=about, version=str(told["version"]), **tables)


def _pack_problems(problems: Sequence[Problem], parts: list[bytes]) -> int:
    return _pack([asdict(problem) for problem in problems], parts)


def _pack(items: Sequence[Any], parts: list[bytes]) -> int:
    """Add items to the parts of a message, one a line, and return how many they are."""
    parts.append(gzip.compress("\n".join(map(json.dumps, items)).encode(), QUICK))
    return len(items)


def _unpack_problems(number: int, parts: list[bytes]) -> Sequence[Problem]:
    return Packed(number, parts.pop(0), lambda one: Problem(**one))


def _pack_frame(frame: pd.DataFrame) -> bytes:
    """Return a table as Arrow: text, tuples of text, numbers, booleans, dates to the second."""
    table = pa.Table.from_pandas(frame, preserve_index=False, nthreads=1)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _unpack_frame(packed: bytes) -> pd.DataFrame:
    """Return the table that Arrow holds, with the types it had."""
    with pa.ipc.open_stream(packed) as reader:
        table = reader.read_all()
    table.validate(full=True)  # of a worker that a file has made misbehave, not even lengths are taken on trust
    frame: pd.DataFrame = table.to_pandas(use_threads=False)
    for column in table.schema.pandas_metadata["columns"]:
        name = column["name"]
        if column["pandas_type"].startswith("list"):
            frame[name] = frame[name].map(tuple)
        elif column["numpy_type"] == "object":
            frame[name] = frame[name].astype(object)
    return frame
