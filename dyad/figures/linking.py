"""How figures answer each other in the browser: one brushed period, one picked event.

The rows of every linked chart hold `start` and `end` in decimal years; what lies outside the
brushed period fades, without a round trip to the server.
"""

from __future__ import annotations

import altair as alt

from dyad.figures.axis import FIELD

PICK = "pick"  # name of the selection a click makes; its rows hold the event's id
PERIOD = "period"  # name of the brushed span of years
WITHIN = 0.001  # years; less than a day


def outside(*, start: str = "start", end: str = "end") -> str:
    """Return the Vega expression that is true for what lies outside the brushed period."""
    return f"isDefined({PERIOD}.{FIELD}) && (datum.{end} < {PERIOD}.{FIELD}[0] || datum.{start} > {PERIOD}.{FIELD}[1])"


def fade(*, linked: bool, full: float = 1.0, start: str = "start", end: str = "end") -> alt.OpacityValue:
    """Return an opacity that falls outside the brushed period, where figures are linked."""
    if not linked:
        return alt.OpacityValue(full)
    return alt.OpacityValue(**alt.condition(outside(start=start, end=end), alt.value(0.15), alt.value(full)))


def period_brush(*views: str, years: tuple[int, int] | None = None) -> alt.TopLevelSelectionParameter:
    """Return the brush that the named views share: a span of years, dragged in the browser; `years` are so at first.

    Selections are set on the whole figure: Altair hoists those of single layers under the names of
    every layer beside them, and Vega then meets the same signal twice.
    """
    select = alt.IntervalSelectionConfig(
        type="interval", encodings=["x"], mark=alt.BrushConfig(fillOpacity=0.08, strokeOpacity=0.4)
    )
    # a little within: what ends as the first year begins, or begins as the last ends, is outside
    first = {"value": {"x": [years[0] + WITHIN, years[1] + 1 - WITHIN]}} if years else {}
    return alt.TopLevelSelectionParameter(name=PERIOD, select=select, views=list(views), **first)


def event_pick(*views: str) -> alt.TopLevelSelectionParameter:
    """Return the selection a click makes; it holds the id of the event clicked."""
    select = alt.PointSelectionConfig(type="point", fields=["id"])
    return alt.TopLevelSelectionParameter(name=PICK, select=select, views=list(views))
