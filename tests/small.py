"""A record small enough to be drawn whole in seconds, with something of everything a record can hold."""

from __future__ import annotations

from pathlib import Path

from tests.browser.corpus import as_csv

SOURCES = ("gazette", "ledger", "speech")


def small_tables() -> dict[str, bytes]:
    """Return tables of two states: six events, four claims, trade and ranks of six years, a lesson of four steps."""
    events = [
        {"id": id, "date": date, "title": title, "label": label, "summary": f"{title} in a few words.", "theme": theme,
         "scope": scope, "actors": "Ministers;Envoys", "place": "Lisbon", "note": note, "sources": "gazette;ledger"}
        for id, date, title, label, theme, scope, note in (
            ("first-treaty", "2001-03-04", "The first treaty is signed", "First treaty", "diplomacy", "bilateral", ""),
            ("port-opens", "2002-05", "A port opens to both fleets", "Port opens", "economy", "bilateral", "Disputed."),
            ("long-fair", "2003-06-01/2003-09-30", "A fair lasts all summer", "Long fair", "economy", "bilateral", ""),
            ("quiet-visit", "2004~", "An envoy comes quietly", "Quiet visit", "diplomacy", "bilateral", "Straße."),
            ("far-summit", "2005-10-10", "A summit of many states", "Far summit", "diplomacy", "regional", ""),
            ("last-treaty", "2006-01-02", "The last treaty is signed", "Last treaty", "diplomacy", "bilateral", ""),
        )
    ]  # fmt: skip
    claims = [
        {"id": f"c-{number}", "event": event, "claim": f"It is said, number {number}.", "value": "", "unit": "",
         "locator": f"p. {number}", "verdict": verdict, "check": "", "record": "What was found.", "sources": "gazette"}
        for number, (event, verdict) in enumerate((
            ("first-treaty", "confirmed"), ("port-opens", "contradicted"), ("long-fair", "not found"),
            ("last-treaty", "confirmed"), ("", "opinion"),
        ))
    ]  # fmt: skip
    sources = [
        {"id": id, "author": "", "title": f"The {id}", "publisher": f"{id.capitalize()} House", "date": "2007",
         "url": f"https://{id}.example/read?a=1&b=2", "language": "en", "licence": "Free to read", "note": ""}
        for id in SOURCES
    ]  # fmt: skip
    usual = {"period": "calendar", "basis": "statistics", "low": "", "high": "", "out_of": "", "note": ""}
    trade = [
        {"indicator": "goods_trade", "economy": one, "partner": other, "year": str(2001 + at), "flow": flow,
         "value": str(value + 10 * at), "unit": "USD million", "reporter": reporter, "sources": "ledger"} | usual
        for at in range(6)
        for one, other, flow, value, reporter in (
            ("FRA", "PRT", "total", 100, "FRA"), ("FRA", "PRT", "total", 90, "PRT"),
            ("FRA", "PRT", "exports", 60, "FRA"), ("FRA", "PRT", "imports", 40, "FRA"),
        )
    ] + [
        {"indicator": "export_rank", "economy": one, "partner": "", "year": str(2001 + at), "flow": "exports",
         "value": str(rank + at), "unit": "rank", "reporter": "World list", "sources": "ledger"} | usual
        for at in range(6)
        for one, rank in (("FRA", 5), ("PRT", 40))
    ]  # fmt: skip
    empty = dict.fromkeys(
        ("figure", "view", "event", "claim", "question", "options", "prompt", "answer", "note", "sources"), ""
    )
    lesson = [
        empty | {"id": "begin", "title": "Before we begin", "shows": "text", "prompt": "What do you know?"},
        empty | {"id": "look", "title": "What happened", "shows": "figure", "figure": "timeline"},
        empty | {"id": "order", "title": "Which came first?", "shows": "question", "question": "order",
                 "options": "port-opens;last-treaty;first-treaty", "prompt": "Put them in order."},
        empty | {"id": "end", "title": "One event", "shows": "event", "event": "long-fair", "note": "For teachers."},
    ]  # fmt: skip
    tables = {"events": events, "claims": claims, "sources": sources, "trade": trade, "lesson": lesson}
    return {f"{name}.csv": as_csv(rows) for name, rows in tables.items()}


def write_tables(folder: Path, tables: dict[str, bytes]) -> Path:
    """Write tables into a new folder."""
    folder.mkdir()
    for name, content in tables.items():
        (folder / name).write_bytes(content)
    return folder
