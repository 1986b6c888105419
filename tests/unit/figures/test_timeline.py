"""The timeline as a whole: its title, its words for those who do not see it, its key."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dyad.findings.claims import UNCLAIMED, event_verdicts
from dyad.findings.events import after_document, left_out
from dyad.record import Record, read_record
from dyad.wording.claims import say_what_claims_do
from dyad.wording.timeline import SIGN_WORDS
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import event_values, layers
from tests.unit.tables import change, find


@pytest.mark.parametrize("choice", [{}, {"beyond": True}, {"themes": ("energy",)}, {"years": (2015, 2016)}])
@pytest.mark.parametrize("width", [340, 1200])
def test_the_alt_text_counts_what_is_drawn(record: Record, draw: Draw, width: int, choice: dict[str, object]) -> None:
    """The alt text holds the number of events, of each theme and of each verdict, and the first and last event.

    The documents of all that is drawn are the figure's.
    """
    figure = draw("timeline", width, **choice)
    values = event_values(figure)
    assert figure.alt.startswith(f"Timeline of {len(values)} event")
    left_out = re.search(r"; (\d+) of them left out", figure.subtitle)
    for kind in ("theme", "verdict"):
        for word, number in Counter(value[kind] for value in values).items():
            if word == UNCLAIMED and left_out:
                assert f"{left_out[1]} beyond the essay" in figure.alt
                assert f"{number - int(left_out[1])} after the essay" in figure.alt
            else:
                assert re.search(rf"\b{number} {word}\b", figure.alt), word
    assert {record.source(one).publisher for one in figure.sources} == set(figure.publishers)
    assert values[0]["title"] in figure.alt
    assert values[-1]["title"] in figure.alt
    assert values[-1]["date_text"] in figure.alt


@pytest.mark.parametrize(
    "choice", [{}, {"beyond": True}, {"themes": ("energy",)}, {"years": (2015, 2016)}, {"years": (2003, 2003)},
               {"years": (2004, 2004), "beyond": True}, {"text": "zzzz"}]
)  # fmt: skip
def test_the_title_states_the_finding(record: Record, draw: Draw, choice: dict[str, Any]) -> None:
    """The title says in ten words for how many of the events the essay names all holds that it says."""
    figure = draw("timeline", **choice)
    verdicts = event_verdicts(record)
    counted = Counter(verdicts[id] for id in figure.data["id"])
    named, good = len(figure.data) - counted[UNCLAIMED], counted["confirmed"] + counted["opinion"]
    if figure.data.empty:
        assert "No event of" in figure.title
    if named > 1:
        assert f"holds for {good or 'none'} of {named} events, " in figure.title
    assert str(figure.spec["description"]).startswith(figure.title)
    begun = figure.data.set_index("id")["first"].astype(str)
    later = sum(verdicts[id] == UNCLAIMED and begun[id] > "2017-11-20" for id in figure.data["id"])
    left_out = counted[UNCLAIMED] - later
    assert (f"{left_out} of them left out by the essay" in figure.subtitle) == bool(left_out)


@pytest.mark.parametrize("choice", [{"themes": ("economy",)}, {"beyond": True}, {"years": (2009, 2012)}])
def test_the_key_holds_the_signs_drawn_and_no_other(record: Record, draw: Draw, choice: dict[str, Any]) -> None:
    """The key explains the signs that are drawn, in few words, and only those; on paper it counts them."""
    figure = draw("timeline", **choice)
    words, values = {entry.text for entry in figure.key or ()}, event_values(figure)
    drawn = Counter(figure.data["verdict"])
    for verdict in SIGN_WORDS:
        assert (say_what_claims_do(verdict, drawn[verdict]) in words) == (drawn[verdict] > 0), verdict
    told = {entry.text for entry in draw("timeline", told=True, **choice).key or ()}
    for verdict, said in SIGN_WORDS.items():
        assert (said in told) == (drawn[verdict] > 0), said
    later = int(after_document(record, figure.data).sum())
    said = f"{int(left_out(record, figure.data).sum())} left out by the essay, {later} after it"  # as the subtitle does
    assert said in words if later else any(one.endswith("left out by the essay") for one in words)
    for known, said in (("spell", "lasted"), ("within", "date within this")):
        assert (said in words) == any(value["bar"] and value["known"] == known for value in values)


def test_undated_events_are_counted(draw: Draw, folder: Path) -> None:
    """An event without a date is not drawn, and the figure says how many are not."""
    change(folder, "events", find(folder, "events", id="druzhba-2016"), date="")
    figure = draw("timeline", of=read_record(folder))
    assert "druzhba-2016" not in set(figure.data["id"])
    last = [layer for layer in layers(figure) if layer.row == len(figure.spec["vconcat"]) - 1]
    words = " ".join(value["text"] for layer in last for value in layer.values)
    assert "1 event without a date not drawn" in words.replace("\n", " ")
