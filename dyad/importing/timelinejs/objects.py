"""TimelineJS JSON, object by object, as slides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dyad.importing.timelinejs.dates import PARTS_OF_END, End
from dyad.importing.timelinejs.rows import ERA, OLD, Slide, Teller, Told
from dyad.record.grids import MAX_CELL_CHARS, MAX_ROWS
from dyad.record.problems import Problem

_NAMES = {
    **{part: f"start_date.{part}" for part in PARTS_OF_END},
    **{f"end_{part}": f"end_date.{part}" for part in PARTS_OF_END},
    "headline": "text.headline",
}
_CLOCK = ("hour", "minute", "second")
_KINDS = {dict: "an object", list: "a list", bool: "true or false", str: "text", int: "a number", float: "a number"}
_EVENT = '{"start_date": {"year": "2016"}, "text": {"headline": "…"}}'


def read_json(file: str, data: Any) -> Told:
    """Read what TimelineJS JSON holds.

    `file` names it in problems, whose `line` is the number of the event; the message says so.
    """

    def unusable(message: str, hint: str) -> Told:
        return Told(problems=(Problem(file=file, message=message, hint=hint, rule="json"),))

    if isinstance(data, dict) and isinstance(data.get("timeline"), dict):
        return unusable(OLD, f'Bring what TimelineJS 3 reads: an object with "events": [{_EVENT}, …].')
    if not isinstance(data, dict) or not isinstance(data.get("events"), list):
        return unusable("holds no list of events.", f'It must be an object with "events": [{_EVENT}, …].')
    slides = sum(len(data[kind]) for kind in ("events", "eras") if isinstance(data.get(kind), list))
    if slides > MAX_ROWS:
        return unusable(f"has {slides:,} events and eras. Allowed: {MAX_ROWS:,}.", "Split the timeline.")
    teller = Teller(file=file, columns=_NAMES)
    return teller.tell(list(_slides(data, teller)))


def _slides(data: Mapping[str, Any], teller: Teller) -> Iterator[Slide]:
    if data.get("title"):
        yield from _slide(data["title"], Slide(line=0, kind="title", called="the title"), teller)
    eras = data.get("eras") or []
    if not isinstance(eras, list):
        teller.problem(None, column="eras", message="is not a list.", hint="Put it between [ and ].", rule="json")
        eras = []
    for number, thing in enumerate(data["events"], start=1):
        yield from _slide(thing, Slide(line=number, kind="event", called=f"event {number}"), teller)
    for number, thing in enumerate(eras, start=1):
        line = len(data["events"]) + number
        yield from _slide(thing, Slide(line=line, kind=ERA, called=f"era {number}"), teller)


def _slide(thing: Any, slide: Slide, teller: Teller) -> Iterator[Slide]:
    """Yield the slide, filled with what the JSON has for it; nothing where there is no object."""
    if not isinstance(thing, dict):
        message, hint = f"is {_KINDS.get(type(thing), 'nothing')}.", f"It must be an object such as {_EVENT}."
        teller.problem(slide, message=message, hint=hint, rule="json")
        return
    parts = _Parts(thing=thing, slide=slide, teller=teller)
    start, first = parts.end("start_date")
    end, last = parts.end("end_date")
    filled = replace(
        slide,
        start=start,
        end=end,
        shown=parts.text("display_date") or " – ".join(filter(None, (first, last))),
        headline=parts.text("headline", of="text"),
        text=parts.text("text", of="text"),
        media=parts.text("url", of="media"),
        credit=parts.text("credit", of="media"),
        caption=parts.text("caption", of="media"),
        alt=parts.text("alt", of="media"),
        group=parts.text("group"),
        id=parts.text("unique_id"),
    )
    yield replace(filled, broken=frozenset(parts.wrong))


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """Takes the parts of one slide's object, and notes which are not what they should be."""

    thing: Mapping[str, Any]
    slide: Slide
    teller: Teller
    wrong: set[str] = field(default_factory=set)  # columns

    def text(self, name: str, *, of: str = "") -> str:
        holder = self.thing if not of else self.thing.get(of)
        if holder is None or holder == "":
            return ""
        if not isinstance(holder, dict):
            self._wrong(of, f"is {_KINDS[type(holder)]}.", "It must be an object.")
            return ""
        value, column = holder.get(name), f"{of}.{name}" if of else name
        if isinstance(value, dict | list | bool):
            self._wrong(column, f"is {_KINDS[type(value)]}.", "It must be text.")
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = "" if value is None else str(value).strip()
        if len(text) > MAX_CELL_CHARS:
            message = f"has {len(text):,} characters. Allowed: {MAX_CELL_CHARS:,}."
            self._wrong(column, message, "Shorten it.", rule="too-long-cell")
        return text[:MAX_CELL_CHARS]

    def end(self, name: str) -> tuple[End, str]:
        """Return a date, and the words shown in its place."""
        year, month, day = (self.text(part, of=name) for part in ("year", "month", "day"))
        clock = [part.zfill(2) for part in (self.text(unit, of=name) for unit in _CLOCK) if part]
        time = ":".join(clock if len(clock) > 1 else [*clock, "00"]) if self.text("hour", of=name) else ""
        shown = self.text("display_date", of=name) or self.text("display_text", of=name)
        return End(year=year, month=month, day=day, time=time), shown

    def _wrong(self, column: str, message: str, hint: str, *, rule: str = "json") -> None:
        if column not in self.wrong:
            self.wrong.add(column)
            self.teller.problem(self.slide, column=column, message=message, hint=hint, rule=rule)
