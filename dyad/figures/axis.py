"""The one time axis: linear, in decimal years, shared by every row of every figure.

Decimal years keep a date the same in every time zone (Vega would read "2016-04-26" as local time)
and give each year the same width. The left of the plot is a gutter for lane names and tick labels:
what stands outside a plot would stick out of a column that is stretched to the page's width.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.parts import Chart, Layers, inline, rules, tells, texts
from dyad.figures.style import Style, text_width
from dyad.record.dates import Day, say_year
from dyad.view import View
from dyad.wording.figures import faded_outside
from dyad.wording.pieces import say_span

FIELD = "t"  # every row calls its place on the axis so
TICK_GAP = 14  # px between two tick labels
TICK_PX, LEAST_TICK_PX = 5.0, 4.0  # height of a tick, and what two are apart at the least
PAD = 7.0  # px, the radius of a mark
WITHIN = 0.001  # years; less than a day: what ends as a period begins is outside of it
FADED = 0.15  # opacity of what lies outside the period
TICK_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def to_year(day: Day, *, after: bool = False) -> float:
    """Return the start of a day as a decimal year, or with `after` its end: the last day of a year ends at the next.

    >>> to_year(Day(2016, 7, 2))
    2016.5
    """
    alike = date(2000 + day.year % 400, day.month, day.day)  # Python's dates begin with year 1
    return round(day.year + (alike.timetuple().tm_yday - 1 + after) / (365 + isleap(day.year)), 5)


def to_years(days: pd.Series[pd.Timestamp], *, after: bool = False) -> pd.Series[float]:
    """Return the starts of days as decimal years, or with `after` their ends."""
    length = days.dt.is_leap_year + 365
    return (days.dt.year + (days.dt.day_of_year - 1 + after) / length).round(5)


def add_span(rows: pd.DataFrame, *, at: pd.Series[float] | None = None) -> None:
    """Give rows with a `year` the decimal years of its middle or `at`, `t`, and of `start` and `end`, as columns."""
    rows[FIELD] = rows["year"].astype(float) + 0.5 if at is None else at
    rows["start"], rows["end"] = rows[FIELD] - 0.5, rows[FIELD] + 0.5


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Years `first` to `last` (both whole) over `width` px, less what is kept free on both sides.

    `gutter` px at the left hold lane names and tick labels, `right` px the names of lines; `PAD` px more at both ends
    are the radius of a mark on the first or last day. What lies outside the years of `brush`, if any, is drawn faded.
    """

    first: int
    last: int
    width: float
    gutter: float
    right: float = 0.0
    brush: tuple[int, int] | None = None

    @classmethod
    def of(cls, view: View, look: Style, *, gutter: float, right: float = 0.0) -> Axis:
        """Return the axis of the years chosen, as wide as a figure."""
        first, last = view.years
        return cls(first=first, last=last, width=look.width, gutter=gutter, right=right, brush=view.brush)

    @property
    def domain(self) -> tuple[float, float]:
        """Decimal years at the left and right edge of the plot."""
        a_pixel = 1 / self.year_px
        left, right = self.gutter + PAD, self.right + PAD
        return round(self.first - left * a_pixel, 5), round(self.last + 1 + right * a_pixel, 5)

    def px(self, t: float) -> float:
        """Return the place of a decimal year in px from the left edge."""
        low, high = self.domain
        return (t - low) / (high - low) * self.width

    def year_at(self, px: float) -> float:
        """Return the decimal year at a place in px from the left edge."""
        low, high = self.domain
        return round(low + px / self.width * (high - low), 5)

    @property
    def year_px(self) -> float:
        return (self.width - self.gutter - self.right - 2 * PAD) / (self.last + 1 - self.first)

    def with_room(self, ends: Iterable[tuple[float, float]]) -> Axis:
        """Return this axis with the room at its right that words need, each from a decimal year on so many px wide."""
        room, years = self.width - self.gutter - 2 * PAD, self.last + 1 - self.first
        parts = [(px, (self.last + 1 - t) / years) for t, px in ends]  # of the axis that lies behind the year
        needed = [(px - PAD - part * room) / (1 - part) for px, part in parts if part < 1]
        return replace(self, right=max([0.0, *needed]))

    def ticks(self, look: Style) -> list[int]:
        """Return the years that are labelled: all, or every second, fifth, tenth and so on."""
        needed = max(text_width(say_year(year), look.text) for year in (self.first, self.last, 2000)) + TICK_GAP
        for step in TICK_YEARS:
            if step * self.year_px >= needed:
                # before our era round numbers are those that are said: 100 BCE is the year -99
                round_years = [y for y in range(self.first, self.last + 1) if (y if y > 0 else 1 - y) % step == 0]
                ends_fit = (self.last - self.first) * self.year_px >= needed
                return [self.first, self.last] if len(round_years) < 2 and ends_fit else round_years
        return [self.first]

    def x(self, field: str = FIELD) -> alt.X:
        """Return the x channel of a field in decimal years; the years are drawn by `year_row`."""
        scale = alt.Scale(domain=list(self.domain), nice=False, zero=False)
        return alt.X(field=field, type="quantitative", scale=scale, axis=None)

    @property
    def notes(self) -> list[str]:
        """What a figure on this axis says of what it fades."""
        return [faded_outside(say_span(self.brush))] if self.brush else []

    def fade(self) -> alt.OpacityValue:
        """Return the opacity of marks whose rows have `start` and `end`: less outside the period."""
        if not self.brush:
            return alt.OpacityValue(1)
        low, high = self.brush[0] + WITHIN, self.brush[1] + 1 - WITHIN
        outside = f"datum.end < {low} || datum.start > {high}"
        return alt.OpacityValue(**alt.condition(outside, alt.value(FADED), alt.value(1)))

    def tells(self, tips: Mapping[str, str]) -> dict[str, Any]:
        """Return the channels of marks that tell what they are, less opaque outside the period."""
        return {"opacity": self.fade(), **tells(tips)}

    def faded(self, chart: alt.Chart) -> list[alt.Chart]:
        """Return lines or an area whose rows have `start` and `end`; where there is a period twice, once pale."""
        if not self.brush:
            return [chart]
        low, high = self.brush[0] - WITHIN, self.brush[1] + 1 + WITHIN
        within = chart.transform_filter(f"datum.start > {low} && datum.end < {high}")
        return [chart.encode(opacity=alt.OpacityValue(FADED)), within]

    def period_layers(self, *, look: Style, height: float) -> list[alt.Chart]:
        """Return the period as a tinted ground with an edge on both sides, if there is any."""
        if not self.brush or self.brush[0] > self.last or self.brush[1] < self.first:
            return []
        low, high = max(self.brush[0], self.first), min(self.brush[1], self.last) + 1
        quiet = look.colours.quiet
        ground = Chart(inline([{FIELD: low, "end": high}])).mark_rect(fill=quiet, fillOpacity=0.09, aria=False)
        edges = Chart(inline([{FIELD: low}, {FIELD: high}])).mark_rule(
            color=quiet, strokeWidth=1, opacity=0.7, aria=False
        )
        return [
            ground.encode(x=self.x(), x2=alt.X2("end:Q"), y=alt.YValue(0), y2=alt.Y2Value(height)),
            edges.encode(x=self.x()),
        ]

    def year_row(self, *, look: Style) -> alt.LayerChart:
        """Return the years as a row: ticks at their ends, numbers in between; of too many those with a number alone."""
        size, tick = look.text, look.px(TICK_PX)
        named: list[dict[str, float | str]] = [{FIELD: year + 0.5, "word": say_year(year)} for year in self.ticks(look)]
        years = range(self.first, self.last + 1) if self.year_px >= look.px(LEAST_TICK_PX) else self.ticks(look)
        ends = [{FIELD: float(end)} for end in sorted({*years, *(year + 1 for year in years)})]
        quiet, place = look.colours.quiet, {"x": self.x(), "y": alt.YValue(tick)}
        layers = [
            rules(ends, colour=quiet, width=1, x=self.x(), y=alt.YValue(0), y2=alt.Y2Value(tick)),
            texts(named, place, size=size, colour=quiet, word="word", baseline="top"),
        ]
        return Layers(layers, height=size + tick + look.px(8), width=self.width)
