"""The shared choice: the same on every page, from the address and back to the default."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dyad.publish.sheets import PAPERS, SIZES
from tests.app.seen import PAGES, Show, said

CHOICE: dict[str, Any] = {
    "years": ["2010", "2016"], "theme": ["defence", "energy"], "q": "pipeline", "beyond": "true", "context": "true",
    "event": "pipeline-agreement-2015",
}  # fmt: skip


def widgets(app: AppTest) -> dict[str, Any]:
    """Return what the filters hold."""
    return {
        "years": app.slider(key="years").value,
        "theme": app.button_group(key="theme").value,
        "q": app.text_input(key="q").value,
        "event": app.text_input(key="event").value,
        "beyond": app.checkbox(key="beyond").value,
        "context": app.checkbox(key="context").value,
    }


DEFAULT = {"years": (2003, 2017), "theme": [], "q": "", "event": "", "beyond": False, "context": False}
CHOSEN = CHOICE | {"years": (2010, 2016), "beyond": True, "context": True}


def test_page_switch_keeps_the_choice(show: Show) -> None:
    """A choice made on one page holds on every page visited after it."""
    app = show("overview")
    app.slider(key="years").set_value((2010, 2016))
    app.checkbox(key="beyond").set_value(True)
    app.button_group(key="theme").set_value(["energy"])
    app.run()
    chosen = DEFAULT | {"years": (2010, 2016), "beyond": True, "theme": ["energy"]}
    for name in (*PAGES, "overview", "trade"):
        assert widgets(show(name)) == chosen, name


def test_reset(show: Show) -> None:
    """Reset brings every filter back to its default and closes the open event."""
    app = show("timeline", **CHOICE)
    assert app.button(key="fold").label == "Filters · 6"  # two themes are two
    next(button for button in app.button if button.label == "Reset").click().run()
    assert widgets(app) == DEFAULT
    assert app.button(key="fold").label == "Filters"


BAD = {"years": ["2016", "2010"], "theme": "defense", "event": "druzhba-2O17", "beyond": "perhaps", "context": "1",
       "q": "x" * 200}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "query", "told"),
    [
        ("overview", BAD, ("years=2016, 2010", "the earlier first", "theme=defense", "Did you mean “defence”?",
         "event=druzhba-2O17", "beyond=perhaps", "context=1", "true or false", "at most 80 characters")),
        ("overview", {"own": "0123456789ab", "theme": "trade"},
         ("They were never stored", "theme=trade", "Pakistan–Russia, 2003–2017")),
        ("timeline", {"story": "maybe"}, ("story=maybe", "true or false")),
        ("record", {"table": "surces"}, ("table=surces", "comparison or sources", "Did you mean “sources”?")),
        ("figures", {"figure": "overview", "notes": "no"}, ("notes=no", "true or false")),
        ("figures", {"figure": "overview", "size": "huge"}, ("size=huge", *SIZES)),
        ("figures", {"figure": "overview", "paper": "blue"}, ("paper=blue", *PAPERS)),
        ("figures", {"figure": "overview", "scale": "9"}, ("scale=9", *"123")),
        ("figures", {"figure": "trade-bnad"}, ("figure=trade-bnad", "Did you mean “trade-band”")),
        ("claims", {"claim": "oic-observers"}, ("claim=oic-observers", "no claim is called that", "“oic-observer”?")),
        ("present", {"revealed": "yes"}, ("revealed=yes", "true, false, 1 or 0")),
        ("present", {"way": "long"}, ("way=long", "there is one other way, “short”", "1 / 19")),
        ("present", {"lesson": "A" * 7_000}, ("lesson=AAA", "1 / 19")),
    ],
)  # fmt: skip
def test_bad_values_are_dropped_and_told(show: Show, name: str, query: dict[str, Any], told: tuple[str, ...]) -> None:
    """What a filter, or a page alone, cannot be leaves the address, and is named once with what is allowed."""
    app = show(name, **query)
    assert len(app.warning) == 1
    assert all(part in said(app) for part in told)
    assert {*app.query_params} <= {"figure"}


def test_a_broken_lesson_is_dropped_late_too(show: Show) -> None:
    """What is no lesson is told of in a session that is there already, as Back and Forward may bring it."""
    show("present")
    app = show("present", lesson="zzz")
    assert len(app.warning) == 1
    assert "lesson=zzz" in said(app)
    assert not app.query_params


def test_good_values_survive_bad_ones(show: Show) -> None:
    """A bad value beside good ones takes only itself away; parameters of others stay in the address."""
    app = show("timeline", years=["2010", "2016"], theme=["energy", "nonsense"], beyond="true", embed_step="3")
    assert widgets(app) == DEFAULT | {"years": (2010, 2016), "theme": ["energy"], "beyond": True}
    assert "theme=nonsense" in said(app)
    left = {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}
    assert left == {"years": ["2010", "2016"], "theme": ["energy"], "beyond": ["true"], "embed_step": ["3"]}


def test_notice_can_be_dismissed(show: Show) -> None:
    """The notice of dropped values stays over a page switch and goes when dismissed."""
    show("overview", beyond="perhaps")
    app = show("trade")
    assert len(app.warning) == 1
    next(button for button in app.button if button.label == "Dismiss").click().run()
    assert not app.warning
