"""The one time axis: linear, in decimal years, shared by every row of every figure.

Decimal years keep a date the same in every time zone (Vega would read "2016-04-26" as local time)
and give each year the same width. The left of the plot is a gutter for lane names and tick labels:
what stands outside a plot would stick out of a column that is stretched to the page's width.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

import altair as alt

from dyad.figures.compose import inline
from dyad.figures.look import Look, text_width

FIELD = "t"  # every row of a linked figure calls its place on the axis so, or the brush would miss it
TICK_GAP = 14  # px between two tick labels


def to_year(day: date) -> float:
    """Return the start of a day as a decimal year.

    >>> to_year(date(2016, 7, 2))
    2016.5
    """
    days = 366 if isleap(day.year) else 365
    return round(day.year + (day.timetuple().tm_yday - 1) / days, 5)


def day_after(day: date) -> float:
    """Return the end of a day as a decimal year; the last day of a year ends at the next."""
    if day == date.max:
        return float(day.year + 1)
    return to_year(day + timedelta(days=1))


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Years `first` to `last` (both whole) over `width` px, less what is kept free on both sides.

    `gutter` px at the left hold lane names and tick labels, `right` px the names of lines.
    """

    first: int
    last: int
    width: float
    gutter: float
    right: float = 0.0

    @property
    def domain(self) -> tuple[float, float]:
        """Decimal years at the left and right edge of the plot."""
        a_pixel = 1 / self.year_px
        return round(self.first - self.gutter * a_pixel, 5), round(self.last + 1 + self.right * a_pixel, 5)

    def px(self, t: float) -> float:
        """Return the place of a decimal year in px from the left edge."""
        low, high = self.domain
        return (t - low) / (high - low) * self.width

    @property
    def year_px(self) -> float:
        return (self.width - self.gutter - self.right) / (self.last + 1 - self.first)

    def ticks(self, look: Look) -> list[int]:
        """Return the years that are labelled: all, or every second, fifth, tenth."""
        needed = text_width("2000", look.px(11.5)) + TICK_GAP
        for step in (1, 2, 5, 10, 20, 50, 100):
            if step * self.year_px >= needed:
                return [year for year in range(self.first, self.last + 1) if year % step == 0 or step == 1]
        return [self.first]

    def x(self, field: str = FIELD) -> alt.X:
        """Return the x channel of a field in decimal years; the years are drawn by `year_row`."""
        scale = alt.Scale(domain=list(self.domain), nice=False, zero=False)
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    def year_lines(self, *, look: Look, height: float) -> alt.Chart:
        """Return the fine line at the start of every year."""
        every = max(1, round(20 / self.year_px))
        values = [{FIELD: year} for year in range(self.first, self.last + 2, every)]
        return (
            alt.Chart(inline(values), height=height, width=self.width)
            .mark_rule(color=look.colours.grid, strokeWidth=1, aria=False)
            .encode(x=self.x())
        )

    def year_row(self, *, look: Look) -> alt.Chart:
        """Return the years as a row of their own, each in the middle of its span."""
        size = look.px(11.5)
        values = [{FIELD: year + 0.5, "word": str(year)} for year in self.ticks(look)]
        return (
            alt.Chart(inline(values), height=size + 2, width=self.width)
            .mark_text(baseline="top", fontSize=size, color=look.colours.quiet, aria=False)
            .encode(x=self.x(), y=alt.YValue(0), text=alt.Text("word:N"))
        )
