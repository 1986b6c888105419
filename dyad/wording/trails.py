"""What the trails of ranks say, still and in motion: exports against imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dyad.findings.finding import Years
from dyad.findings.ranks import RankPair
from dyad.wording.figures import within_ten_words
from dyad.wording.pieces import count, listing, ordinal, possessive, say_span

EXPORTS_AXIS, IMPORTS_AXIS = "World rank in exports, 1 at the top", "World rank in imports, 1 at the right"
SIDES = ("exports rank higher", "imports rank higher")  # of the line of equal ranks
EQUAL, DIAGONAL, WHAT = "ranks equal", "Diagonal: ranks equal", "exports, imports"
PLAY, PAUSE = "▶ Play", "❚❚ Pause"
TIPS = {
    "name": "Economy", "year": "Year", "exports": "World rank in exports", "imports": "World rank in imports",
    "by": "According to", "publishers": "Source",
}  # fmt: skip

Trails = Mapping[str, Sequence[RankPair]]  # by name of the economy, in order


def played(years: str) -> str:
    return f"Ranks in exports and imports, year by year, {years}"


def hover(*, year: int | str, name: str) -> str:
    return f"{year}: exports %{{y}}, imports %{{x}}<extra>{name}</extra>"


def aloud(*, name: str, of: RankPair, main: str) -> str:
    return f"{name}, {of.year}: {ordinal(of.exports)} in exports, {ordinal(of.imports)} in imports, according to {main}"


def motion_subtitle(main: str) -> str:
    return f"{possessive(main)} list of ranks by value; lines: the years before; grey: other economies"


def trails_title(trails: Trails, years: Years) -> str:
    """State how the first economy moved in exports and in imports, in at most ten words."""
    if not trails:
        return f"No ranks in both exports and imports, {say_span(years)}"
    name, pairs = next(iter(trails.items()))
    start, end = pairs[0], pairs[-1]
    span = say_span((start.year, end.year))
    if start.year == end.year:
        at = [f"{ordinal(rank)} in {flow}" for flow, rank in end.flows.items()]
        return within_ten_words(f"{name} was {' and '.join(at)}, {span}", f"{name}: {', '.join(at)}, {span}")
    ways = {
        flow: "fell" if rank > former else "climbed" if rank < former else "stayed"
        for (flow, former), rank in zip(start.flows.items(), end.flows.values(), strict=True)
    }
    if ways["exports"] == ways["imports"]:
        way = ways["exports"]
        return within_ten_words(f"{name} {way} in exports and imports, {span}", f"{name} {way} in both, {span}")
    said = [f"{way} in {flow}" for flow, way in ways.items()]
    return within_ten_words(f"{name} {' and '.join(said)}, {span}", f"{name}: {', '.join(said)}, {span}")


def trails_subtitle(years: Years, main: str) -> str:
    """Say what a mark is, and in whose list; "" where there is none."""
    by = f"{possessive(main)} list of ranks by value" if main else "Ranks by value"
    return f"{by}, a mark a year, {say_span(years)}"


def say_others(drawn: int, out_of: int, year: int, *, named: int) -> str:
    """Say what grey marks are, how many of them are named, and out of how many economies (0: not known)."""
    of = f" of {out_of} ranked" if out_of else ""
    return f"Grey: {count(drawn, 'other economy', 'other economies')}{of}, {year}; {named or 'none'} named"


def say_shared(trails: Trails) -> list[str]:
    """Say which years of a trail have one mark, as their ranks are the same."""
    said = []
    for name, pairs in trails.items():
        years: dict[tuple[int, int], list[str]] = {}
        for pair in pairs:
            years.setdefault((pair.exports, pair.imports), []).append(str(pair.year))
        if shared := [listing(same) for same in years.values() if len(same) > 1]:
            said.append(f"{name} {', '.join(shared)}")
    return [f"Years that share a mark: {'; '.join(said)}"] if said else []


def say_mark(of: RankPair, main: str) -> dict[str, str]:
    """Return what is told of a mark, by column."""
    exports, imports = ordinal(of.exports), ordinal(of.imports)
    return {"shown": f"{exports}, {imports}", "exports": exports, "imports": imports, "what": WHAT, "by": main}


def describe_trails(trails: Trails, years: Years, main: str) -> str:
    """Describe trails for those who do not see them."""
    if not trails:
        return f"Scatter of world ranks. {trails_title(trails, years)}."
    known = [pair.year for pairs in trails.values() for pair in pairs]
    span = say_span((min(known), max(known)))
    said = [f"Scatter of world ranks, imports against exports, a trail for each economy, {span} ({main})."]
    return " ".join([*said, *(_say_trail(name, pairs) for name, pairs in trails.items())])


def describe_motion(trails: Trails, main: str) -> str:
    """Describe the play through the years for those who do not see it."""
    known = [pair.year for pairs in trails.values() for pair in pairs]
    said = [f"Scatter of world ranks, imports against exports, playing {min(known)} to {max(known)} ({main})."]
    return " ".join([*said, *(_say_move(name, trails[name]) for name in sorted(trails))])


def _say_trail(name: str, pairs: Sequence[RankPair]) -> str:
    if len(pairs) > 1:
        return _say_move(name, pairs)
    return f"{name} stands at {_say_both(pairs[0])} ({pairs[0].year})."


def _say_move(name: str, pairs: Sequence[RankPair]) -> str:
    start, end = pairs[0], pairs[-1]
    to = f"{ordinal(end.exports)} and {ordinal(end.imports)} ({end.year})"
    return f"{name} moves from {_say_both(start)} ({start.year}) to {to}."


def _say_both(of: RankPair) -> str:
    return f"{ordinal(of.exports)} in exports and {ordinal(of.imports)} in imports"
