"""Charts that PowerPoint draws itself, for a teacher to edit: how they look; what they show stands by each figure.

Lines are named at their ends; a legend is there where names have no room. No type is smaller than 18 points.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from copy import deepcopy
from math import ceil, floor, inf, log10
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from dyad.figures.geometry import spread
from dyad.figures.native import NativeChart, Series
from dyad.figures.style import FONT, PALETTES, text_width
from dyad.publish.slides import LEAST_PT
from dyad.wording.pieces import labelled
from dyad.wording.trade import BELOW

EMU_A_PX, PX_A_PT = 9525, 96 / 72
NO_DAY = dt.datetime(1980, 1, 1)
TYPE = LEAST_PT * PX_A_PT
LINE, AXIS, GRID = 2.25, 1.125, 0.75  # pt; 3, 1.5 and 1 px
MARKER_PT, MANY = 7, 12  # size of a marker; with more categories only points without a neighbour have one
Ends = tuple[float, float, float]  # of the value axis, and the step of its ticks
MOST_NAMED, MOST_ROOM = 6, 0.3  # lines named at their ends; the share of the width their names may take
TICK_ROOM = 0.06  # share of the width that the ticks of the value axis take
LABEL_GAP = 14  # px between two labels, and beside one
TICKS, RANK_STEP = 6, 20
STEPS = (1, 2, 2.5, 5, 10)
COLUMN_GAP = 60  # percent of a column's width between two categories
COLOURS = PALETTES["light"]
KINDS = {"lines": XL_CHART_TYPE.LINE_MARKERS, "columns": XL_CHART_TYPE.COLUMN_CLUSTERED}


class _ChartData(CategoryChartData):
    """What a native chart shows. In its workbook names are text: python-pptx would have Excel run "=1+1"."""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that opens when the chart is edited: categories below one another, a column a series."""
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            book.set_properties({"created": NO_DAY})
            sheet = book.add_worksheet()  # Sheet1, which the chart refers to
            numbers = book.add_format({"num_format": self.number_format})
            for row, category in enumerate(self.categories, start=1):
                sheet.write_string(row, 0, category.label)
            for column, series in enumerate(self, start=1):
                sheet.write_string(0, column, series.name)
                for row, value in enumerate(series.values, start=1):
                    if value is not None:
                        sheet.write_number(row, column, value, numbers)
        return out.getvalue()


def add_chart(slide: Any, native: NativeChart, *, left: int, top: int, width: int, height: int) -> Any:
    """Add a chart to a slide, in EMU, and return its frame: a band lies under its lines as stacked areas."""
    data = _ChartData(number_format=native.form)
    data.categories = list(native.categories)
    low, high, words = native.band or (0.0, 0.0, "")
    under = {labelled(BELOW, words): low, words: high - low} if native.band else {}
    for name, value in under.items():
        data.add_series(name, [value] * len(native.categories))
    for series in native.series:
        data.add_series(series.name, [series.values.get(category) for category in native.categories])
    frame = slide.shapes.add_chart(KINDS[native.kind], left, top, width, height, data)
    chart, drawn = frame.chart, list(frame.chart.plots[0].series)
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(LEAST_PT), FONT, rgb(COLOURS.ink)
    chart.has_legend = False
    size = (width / EMU_A_PX, height / EMU_A_PX)
    room = MOST_ROOM * size[0] - max(text_width(series.name, TYPE, 500) for series in native.series) - 2 * LABEL_GAP
    named = native.kind == "lines" and len(native.series) <= MOST_NAMED and room >= 0  # at the ends of lines
    plot_width = size[0] * (1 - MOST_ROOM if named else 1 - TICK_ROOM)
    ends = _draw_axes(chart, native, width=plot_width)
    if native.kind == "lines":
        lines = drawn[len(under) :]
        for shape, series in zip(lines, native.series, strict=True):
            _draw_line(shape, series, native.categories)
        if under:
            _lay_under(chart, _free_place(native, width=plot_width) if named else None)
        if named:
            _name_ends(chart, lines, native, size=size, ends=ends)
    else:
        _draw_columns(chart, native, drawn)
    if not named and len(drawn) > 1:
        _add_legend(chart, hidden=bool(under))
    return frame


def rgb(colour: str) -> RGBColor:
    """Return a colour as PowerPoint has it."""
    parsed: RGBColor = RGBColor.from_string(colour.removeprefix("#").upper())
    return parsed


# -- axes ------------------------------------------------------------------------------------------


def ends_of(native: NativeChart) -> Ends:
    """Return the ends of the value axis, zero among them, and the step of its ticks."""
    values = [value for series in native.series for value in series.values.values()]
    low, high = min([0.0, *values]), native.most or max([*values, *(native.band or (0.0, 0.0))[:2], 0.0]) or 1.0
    if native.ranks:
        return 0.0, ceil(high / RANK_STEP) * float(RANK_STEP), float(RANK_STEP)
    size = 10 ** floor(log10((high - low) / TICKS))
    step = size * next(step for step in STEPS if step * size * TICKS >= high - low)
    return floor(low / step) * step, native.most or ceil(high / step) * step, step


def _draw_axes(chart: Any, native: NativeChart, *, width: float) -> Ends:
    low, high, step = ends_of(native)
    values, categories = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = low, high, step
    values.format.line.fill.background()
    values.major_tick_mark = categories.minor_tick_mark = XL_TICK_MARK.NONE
    values.has_major_gridlines = True
    grid = values.major_gridlines.format.line
    grid.color.rgb, grid.width = rgb(COLOURS.grid), Pt(GRID)
    values.tick_labels.font.color.rgb = categories.tick_labels.font.color.rgb = rgb(COLOURS.quiet)
    _skip_categories(chart, native, width=width)
    if native.ranks:
        values.reverse_order = True
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = '[=0]"";0', False  # none is 0th
    # the foot, where 1 is at the top
    categories.tick_label_position = XL_TICK_LABEL_POSITION.HIGH if native.ranks else XL_TICK_LABEL_POSITION.LOW
    categories.major_tick_mark = XL_TICK_MARK.OUTSIDE
    categories.format.line.color.rgb, categories.format.line.width = rgb(COLOURS.ink), Pt(AXIS)
    return low, high, step


def _skip_categories(chart: Any, native: NativeChart, *, width: float) -> None:
    """Label every category, or every second, third and so on: upright, their words below each other where need be."""
    widest = max(text_width(word, TYPE) for category in native.categories for word in category.split()) + LABEL_GAP
    axis = chart.category_axis._element
    skip = ceil(widest * len(native.categories) / width)
    axis.xpath("./c:noMultiLvlLbl")[0].addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{skip}"/>'))
    axis.xpath("./c:txPr/a:bodyPr")[0].set("rot", "0")


# -- marks -----------------------------------------------------------------------------------------


def _draw_line(shape: Any, series: Series, categories: Sequence[str]) -> None:
    shape.smooth = False
    shape.format.line.color.rgb, shape.format.line.width = rgb(series.colour), Pt(LINE)
    if series.dashed:
        shape.format.line.dash_style = MSO_LINE.DASH
    _draw_marker(shape.marker, series.colour, drawn=len(categories) <= MANY)
    there = [False, *(category in series.values for category in categories), False]
    for at in range(len(categories)):
        if there[at + 1] and not there[at] and not there[at + 2] and len(categories) > MANY:
            _draw_marker(shape.points[at].marker, series.colour, drawn=True)


def _draw_marker(marker: Any, colour: str, *, drawn: bool) -> None:
    marker.style = XL_MARKER_STYLE.CIRCLE if drawn else XL_MARKER_STYLE.NONE
    if drawn:
        marker.size = MARKER_PT
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = marker.format.line.color.rgb = rgb(colour)


def _draw_columns(chart: Any, native: NativeChart, drawn: Sequence[Any]) -> None:
    plot, held = chart.plots[0], [category for series in native.series for category in series.values]
    plot.gap_width = COLUMN_GAP
    plot.overlap = 100 if len(held) == len(set(held)) else 0  # one bar a category stands in its middle
    for shape, series in zip(drawn, native.series, strict=True):
        shape.format.fill.solid()
        shape.format.fill.fore_color.rgb = rgb(series.colour)
        shape.invert_if_negative = False


def _lay_under(chart: Any, named_at: int | None) -> None:
    """Make the first two series of a line chart stacked areas: the lower without a fill, the upper the band."""
    (lines,) = chart._chartSpace.xpath(".//c:lineChart")
    stacked = '<c:grouping val="stacked"/><c:varyColors val="0"/>'
    areas = parse_xml(f"<c:areaChart {nsdecls('c')}>{stacked}</c:areaChart>")
    for at, series in enumerate(lines.xpath("./c:ser")[:2]):
        for element in series.xpath("./c:marker | ./c:smooth | ./c:spPr"):
            series.remove(element)
        fill = f'<a:solidFill><a:srgbClr val="{COLOURS.band[1:].upper()}"/></a:solidFill>' if at else "<a:noFill/>"
        look = parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{fill}<a:ln><a:noFill/></a:ln></c:spPr>")
        series.xpath("./c:tx")[0].addnext(look)
        areas.append(series)
        if at and named_at is not None:
            _name_at(series, named_at, _type(COLOURS.ink))
    for axis in lines.xpath("./c:axId"):
        areas.append(deepcopy(axis))
    lines.addprevious(areas)


def _free_place(native: NativeChart, *, width: float) -> int:
    """Return the category at which the name of the band is farthest from every line; none crosses it if that can be."""
    low, high, words = native.band or (0.0, 0.0, "")
    number = len(native.categories)
    half = ceil(text_width(words, TYPE, 500) / 2 / (width / number))

    def away(at: int) -> float:
        near = native.categories[max(at - half, 0) : at + half + 1]
        offs = [
            [series.values[one] - (low + high) / 2 for one in near if one in series.values] for series in native.series
        ]
        return min((0.0 if min(own) < 0 < max(own) else min(map(abs, own)) for own in offs if own), default=inf)

    return max(range(min(half, number - 1), max(number - half, half + 1)), key=away) if number > half else number // 2


# -- names -----------------------------------------------------------------------------------------


def _name_ends(chart: Any, drawn: Sequence[Any], native: NativeChart, *, size: tuple[float, float], ends: Ends) -> None:
    """Write the name of each line beside its last point, moved apart where two would touch."""
    (width, height), (low, high, _) = size, ends
    widest = max(text_width(series.name, TYPE, 500) for series in native.series)
    left = max(text_width(f"{high:,.0f}", TYPE), text_width(f"{low:,.0f}", TYPE)) + LABEL_GAP
    top, bottom = TYPE * 0.7, TYPE * 2
    plot = height - top - bottom
    free = left + widest + 2 * LABEL_GAP
    shares = {"x": left / width, "y": top / height, "w": 1 - free / width, "h": plot / height}  # of the chart
    sides = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in shares.items())
    inside = f'<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{sides}'  # of ticks and names
    layout = parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{inside}</c:manualLayout></c:layout>")
    chart._chartSpace.xpath(".//c:plotArea")[0].insert(0, layout)
    last = [max((at for at, one in enumerate(native.categories) if one in s.values), default=-1) for s in native.series]

    def px(value: float) -> float:
        share = (value - low) / (high - low)
        return plot * (share if native.ranks else 1 - share)

    named = sorted(
        (px(series.values[native.categories[at]]), number)
        for number, (series, at) in enumerate(zip(native.series, last, strict=True)) if at >= 0
    )  # fmt: skip
    moved = spread([place for place, _ in named], apart=TYPE * 1.2, low=0, high=plot)
    for (place, number), to in zip(named, moved, strict=True):
        off = f'<c:layout><c:manualLayout><c:y val="{(to - place) / height:.4f}"/></c:manualLayout></c:layout>'
        label = f'{off}{_type(native.series[number].colour)}<c:dLblPos val="r"/>'
        _name_at(drawn[number]._element, last[number], label)


def _name_at(series: Any, point: int, look: str) -> None:
    """Write the name of a series at one of its points."""
    label = f'<c:dLbl><c:idx val="{point}"/>{look}{_showing("SerName")}</c:dLbl>'
    series._insert_dLbls(parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{label}{_showing()}</c:dLbls>"))


def _type(colour: str) -> str:
    """Return the look of a label: no ground, its type in a colour, on one line."""
    return (
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr wrap="none" rot="0"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{LEAST_PT * 100}" b="0"><a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'
        f'<a:latin typeface="{FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="en"/></a:p></c:txPr>'
    )


def _showing(what: str = "") -> str:
    """Return what labels show: `SerName` or nothing."""
    kinds = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    return "".join(f'<c:show{kind} val="{int(kind == what)}"/>' for kind in kinds)


def _add_legend(chart: Any, *, hidden: bool) -> None:
    """Add a legend over the plot; what only holds a band up is not in it."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    if hidden:
        inside = '<c:idx val="0"/><c:delete val="1"/>'
        entry = parse_xml(f"<c:legendEntry {nsdecls('c')}>{inside}</c:legendEntry>")
        chart.legend._element.xpath("./c:legendPos")[0].addnext(entry)
