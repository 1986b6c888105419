"""Timelines made for TimelineJS 3 (Knight Lab), sheet or JSON, in the columns of our own tables.

The columns and their meaning are those of its loader, `extractEventFromCSVObject` in src/js/core/ConfigFactory.js of
release 3.9. What has no column of its own stands in the event's note.
"""

from dyad.importing.timelinejs.rows import Told
from dyad.importing.timelinejs.slides import is_timelinejs, read_json, read_sheet

__all__ = ["Told", "is_timelinejs", "read_json", "read_sheet"]
