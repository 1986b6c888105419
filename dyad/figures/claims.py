"""The claims as a figure: one mark a claim, in a row by theme, told apart by verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.compose import Content, Entry
from dyad.figures.key import sign
from dyad.figures.parts import Chart, Plot, Values, inline, px_channels, tells, texts, verdict_channels
from dyad.figures.style import Style, text_width, wrap
from dyad.findings.claims import claim_rows, least_sure_theme, verdict_counts
from dyad.record import Record
from dyad.record.schema import VERDICTS
from dyad.view import View
from dyad.wording import claims as wording
from dyad.wording.findings import put_in_words

# px between two marks: at most, at least in rows of several lines, and in rows of one
WIDEST, WRAPPED, FINEST = 22.0, 11.0, 9.5
ROW, LINE = 32.0, 1.5  # px of a theme of one line; height of each further line, in sizes of type
MOST_ROW = 1.5  # times its height, which a row may be stretched to: more is bare paper; it is pressed to `LINE`
MOST_GUTTER = 0.36  # of the width; themes with longer names have them over their marks
NAME_GAP, NUMBER_GAP, GROUP_GAP, APART = 1.1, 0.25, 0.7, 1.6  # in sizes of type; `APART` more before opinions
SLACK = 1.0  # px


def claims_summary(record: Record, view: View, look: Style) -> Content:
    """Draw every claim as a mark: a row a theme, the verdicts in groups, each group with its number."""
    rows = put_in_words(record, claim_rows(record, view))
    counts, source = verdict_counts(record, view), record.claims_document
    title, body = wording.claims_title(counts), _rows_chart(rows, record=record, view=view, look=look)
    years = view.years if view.years != record.about.years else None
    verdicts = {str(theme): list(own["verdict"]) for theme, own in rows.groupby("theme", sort=False)}
    return Content(
        title=title,
        subtitle=wording.claims_subtitle(record.about, source, years),
        alt=wording.describe_claims(verdicts, title),
        key=[sign(look, one, wording.say_what_claims_do(one, number)) for one, number in counts.items() if number],
        rows=[body],
        data=rows,
        publishers=wording.claims_publishers(record.about, source),
    )


@dataclass(kw_only=True)
class _Flow:
    """Marks of claims and words, set like type, in px, from `left` to `right`; `y` is the middle of a line."""

    left: float
    right: float
    line: float
    y: float
    x: float = 0.0
    marks: list[tuple[float, float]] = field(default_factory=list)
    words: Values = field(default_factory=list)

    def make_room(self, width: float) -> None:
        """Begin a line where the rest of this one is too short for something so wide."""
        if self.x > self.left and self.x + width > self.right:
            self.x, self.y = self.left, self.y + self.line

    def set_marks(self, number: int, pitch: float) -> None:
        for _ in range(number):
            self.make_room(pitch)
            self.marks.append((self.x + pitch / 2, self.y))
            self.x += pitch

    def write(self, text: str, *, width: float, **told: Any) -> None:
        self.make_room(width)
        self.words.append({"text": text, "x": self.x, "y": self.y, **told})
        self.x += width


def _rows_chart(rows: pd.DataFrame, *, record: Record, view: View, look: Style) -> alt.LayerChart:
    size = look.text
    unsure = least_sure_theme(record, view)
    groups = {str(theme): group for theme, group in rows.groupby("theme", sort=False)}
    gutter = max([text_width(wording.name_theme(theme), size, 600) for theme in groups], default=0.0) + NAME_GAP * size
    left = 0.0 if gutter > MOST_GUTTER * look.width else gutter
    pitch = _pitch(list(groups.values()), left, look)
    row = max(look.px(ROW) * min(look.stretch, MOST_ROW), size * LINE)
    height, values, names, words = 0.0, Values(), Values(), Values()
    for theme, group in groups.items():
        name = wording.name_theme(theme)
        lines = [name] if left else wrap(name, width=look.width, size=size, weight=600)
        names += [{"text": line, "x": 0, "y": height + row / 2 + at * size * LINE} for at, line in enumerate(lines)]
        top = height + row / 2 + (0 if left else len(lines) * size * LINE)
        flow = _set(group, left=left, top=top, pitch=pitch, look=look)
        if unsure and theme == unsure[0]:
            _add_remark(flow, *wording.say_least_sure(*unsure[1:]), look=look)
        words += flow.words
        values += [
            {
                "x": x, "y": y, "verdict": claim["verdict"], "claim": claim["claim"], "locator": claim["locator"],
                "record": claim["record"] or wording.NOTHING_FOUND, "theme": theme,
                "aria": f"{claim['claim']} {claim['verdict']}",
            }
            for (x, y), claim in zip(flow.marks, group.to_dict("records"), strict=True)
        ]  # fmt: skip
        height = flow.y + row / 2
    height = max(height, 4)
    at, plain = px_channels(look.width, height), dict[str, Any](align="left", baseline="middle")
    marks = Chart(inline(values)).mark_point(size=(pitch * 0.68) ** 2 * 0.8, strokeWidth=look.px(1.4))
    layers = [
        texts(names, at, size=size, colour=look.colours.ink, fontWeight=600, **plain),
        texts(words, at, size=size, fontWeight=500, **plain),
        marks.encode(**at, **verdict_channels(look), **tells(wording.claim_tips(record.about))),
    ]
    return Plot(layers, height=height, width=look.width)


def _pitch(groups: Sequence[pd.DataFrame], left: float, look: Style) -> float:
    """Return the px between two marks: as wide as keeps a theme on one line, else on as few as the finest need."""
    widest, room = look.px(WIDEST), look.width - left - SLACK
    for group in groups:
        found = Counter(group["verdict"])
        numbers = sum(text_width(str(number), look.text, 500) for number in found.values())
        gaps = (NUMBER_GAP * len(found) + GROUP_GAP * (len(found) - 1) + APART * ("opinion" in found)) * look.text
        widest = min(widest, (room - numbers - gaps) / len(group))
    if widest >= look.px(FINEST):
        return widest

    def lines(pitch: float) -> float:
        return sum(_set(group, left=left, top=0.0, pitch=pitch, look=look).y for group in groups)

    least = lines(look.px(WRAPPED))
    wider = (look.px(WRAPPED + step) for step in range(int(WIDEST - WRAPPED), 0, -1))
    return next((pitch for pitch in wider if lines(pitch) <= least), look.px(WRAPPED))


def _set(group: pd.DataFrame, *, left: float, top: float, pitch: float, look: Style) -> _Flow:
    """Set the claims of a theme: the marks of each verdict and their number, opinions further off."""
    size, found = look.text, Counter(group["verdict"])
    flow = _Flow(left=left, right=look.width, line=size * LINE, y=top, x=left)
    for verdict in VERDICTS:
        if not found[verdict]:
            continue
        number = str(found[verdict])
        width = text_width(number, size, 500) + NUMBER_GAP * size
        if flow.x > flow.left:
            flow.x += (GROUP_GAP + APART * (verdict == "opinion")) * size
            flow.make_room(found[verdict] * pitch + width)
        flow.set_marks(found[verdict], pitch)
        flow.x += NUMBER_GAP * size
        flow.write(number, width=width - NUMBER_GAP * size, colour=look.verdict(verdict))
    return flow


def _add_remark(flow: _Flow, beside: str, below: str, *, look: Style) -> None:
    """Write the remark on a theme’s claims behind their marks, or below them."""
    size, gap = look.text, GROUP_GAP * look.text
    if flow.x + gap + text_width(beside, size, 500) <= flow.right:
        flow.x += gap
        flow.write(beside, width=text_width(beside, size, 500), colour=look.colours.ink)
        return
    for line in wrap(below, width=flow.right - flow.left, size=size, weight=500):
        flow.x, flow.y = flow.left, flow.y + flow.line
        flow.write(line, width=text_width(line, size, 500), colour=look.colours.ink)


ENTRY = Entry(
    name="claims-summary", order=130, page="claims", maker=claims_summary, holds=lambda record: record.has_claims
)
