"""The trails through the ranks: every year drawn where the list has it, labels whole and apart."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest

from dyad.figures.compose import Figure
from dyad.figures.geometry import LINE
from dyad.figures.rank_rows import rank_pairs
from dyad.figures.style import Style, text_width
from dyad.figures.trail_room import PASS
from dyad.figures.trails import LAST
from dyad.record import Record
from dyad.render.drawing import WIDTHS, draw_view
from dyad.view import default_view
from dyad.wording.pieces import ordinal
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import Layer, layers
from tests.unit.tables import Raw


def marks(figure: Figure) -> list[dict[str, object]]:
    """Return the rows of the marks, each economy's in order of years."""
    found = [layer for layer in layers(figure) if layer.kind == "point" and layer.field("size")]
    return sorted((dict(value) for value in found[0].values), key=lambda value: (value["economy"], value["at"]))


def words(figure: Figure) -> list[tuple[Layer, dict[str, object]]]:
    """Return the labels beside marks."""
    return [(layer, dict(value)) for layer in layers(figure) if layer.field("x") == "text_x" for value in layer.values]


@pytest.mark.parametrize("width", [*WIDTHS.values(), 1840])
def test_the_first_rank_is_at_the_top_and_at_the_right(draw: Draw, record: Record, width: int) -> None:
    """A better rank in imports stands further right, one in exports higher, all within the plot."""
    figure = draw("rank-trails", width)
    pairs = rank_pairs(record, record.about.years)
    placed = [(row["x"], row["y"]) for row in marks(figure)]
    assert len(placed) == len(pairs) > 20
    ranks = list(zip(pairs["imports"], pairs["exports"], strict=True))
    for ((x, y), (imports, exports)), ((x2, y2), (imports2, exports2)) in combinations(
        zip(placed, ranks, strict=True), 2
    ):
        assert (x < x2) == (imports > imports2)
        assert (y < y2) == (exports < exports2)
    assert all(0 < float(str(x)) <= width for x, _ in placed)


@pytest.mark.parametrize(
    ("years", "title"),
    [
        ((2003, 2017), "Pakistan fell in exports and climbed in imports, 2003–2017"),
        ((2017, 2017), "Pakistan was 67th in exports and 46th in imports, 2017"),
        ((2005, 2008), "Pakistan fell in exports and imports, 2005–2008"),
        ((1998, 1999), "No ranks in both exports and imports, 1998–1999"),
    ],
)
def test_the_title_says_both_ways(draw: Draw, years: tuple[int, int], title: str) -> None:
    """The title says how the first economy moved in exports and in imports, of one year where it stood, or of none."""
    assert draw("rank-trails", years=years).title == title


@pytest.mark.parametrize("width", [*WIDTHS.values(), 1840])
def test_the_ends_of_each_trail_are_named(draw: Draw, width: int) -> None:
    """The last year stands with the name, the first by itself where there is room for it; a few between, none twice."""
    said = [str(row["word"]) for _, row in words(draw("rank-trails", width))]
    assert {"Pakistan 2017", "Russia 2017"} <= set(said)
    assert said.count("2003") == 2 or width < 600
    assert all(said.count(year) <= 2 for year in said)


def test_marks_tell_both_ranks(record: Record) -> None:
    """A mark of a drawing tells the economy, the year, both ranks and who lists them; its label does, too."""
    drawing = draw_view(record, default_view(record), "rank-trails", WIDTHS["wide"])
    told = drawing.marks["figure:PAK:World Bank:exports, imports:2003"]
    assert told["tells"][:4] == [
        "Pakistan, 2003", "World rank in exports: 58th", "World rank in imports: 54th", "According to: World Bank",
    ]  # fmt: skip
    assert (told["a"], told["b"]) == (2003, 2004)
    own = [key for key in drawing.marks if key.split(":")[1] in record.about.codes]
    assert len(own) == len(rank_pairs(record, record.about.years))


def test_every_other_economy_is_a_grey_dot(draw: Draw, raw: Raw) -> None:
    """Each economy with both ranks of the last year has its dot where the list has it, as far as the plot reaches."""
    ranks: dict[str, dict[str, int]] = {}
    for row in raw["comparison"]:
        if row["indicator"] in ("export_rank", "import_rank") and row["year"] == "2017":
            ranks.setdefault(row["economy"], {})[row["flow"]] = int(float(row["value"]))
    both = {code: own for code, own in ranks.items() if len(own) == 2 and code not in ("PAK", "RUS")}
    figure = draw("rank-trails")
    dots = [layer for layer in layers(figure) if layer.kind == "point" and not layer.field("size")]
    (grey,) = [layer for layer in dots if layer.values]
    drawn = {str(value["economy"]): (value["exports"], value["imports"]) for value in grey.values}
    assert len(drawn) > 70
    assert drawn.items() <= {c: (ordinal(r["exports"]), ordinal(r["imports"])) for c, r in both.items()}.items()
    worst = max(max(both[code].values()) for code in drawn)
    assert all(code in drawn or max(own.values()) > worst for code, own in both.items())
    named = len([word for _, word in words(figure) if word["economy"] in both])
    shared = "Years that share a mark: Russia 2004 and 2015, 2007 and 2010"
    assert figure.notes == [shared, f"Grey: {len(drawn)} other economies of 205 ranked, 2017; {named} named"]
    assert 15 <= named <= 20


@pytest.mark.parametrize("width", [288, 358, 760, 1216, 1840])
def test_lines_to_labels_touch_their_own_mark_and_no_other(draw: Draw, width: int) -> None:
    """A line begins at the edge of its mark and passes all others; without one a word is nearest to its own."""
    figure = draw("rank-trails", width)
    grey = [v for layer in layers(figure) if layer.kind == "point" and not layer.field("size") for v in layer.values]
    dots = {(str(v["economy"]), v["year"]): (float(v["x"]), float(v["y"])) for v in (*grey, *marks(figure))}
    led = 0
    for _, label in words(figure):
        own = dots[str(label["economy"]), label["year"]]
        others = [at for at in dots.values() if at != own]
        if "x1" in label:
            a, b = ((float(label[f"x{end}"]), float(label[f"y{end}"])) for end in (1, 2))
            led += 1
            assert hypot(a[0] - own[0], a[1] - own[1]) <= LAST / 2 + 0.1
            steps = [(a[0] + (b[0] - a[0]) * at / 50, a[1] + (b[1] - a[1]) * at / 50) for at in range(51)]
            assert min(hypot(x - at[0], y - at[1]) for x, y in steps for at in others) > PASS
        elif not label["first"] and not label["last"]:
            left, middle = float(label["text_x"]), float(label["text_y"])
            size = Style().text
            right, half = left + text_width(str(label["word"]), size), size * LINE / 2
            away = {
                at: hypot(max(left - at[0], 0.0, at[0] - right), max(abs(at[1] - middle) - half, 0.0))
                for at in dots.values()
            }
            assert min(away, key=lambda at: away[at]) == own
    assert led
