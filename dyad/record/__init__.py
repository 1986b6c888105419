"""The record: what happened, what is claimed, what was measured, and who says so."""

from dyad.record.problems import Problem, RecordError
from dyad.record.reading import read_record
from dyad.record.tables import About, Event, Record, Source

__all__ = ["About", "Event", "Problem", "Record", "RecordError", "Source", "read_record"]
