"""Keys, clickers and swipes on a lesson: a component without a face tells where in the lesson to go.

Which press asks for what is `dyad/render/lesson.js`, as on the static site. It also unfolds the menu, and keeps the
teacher's window and the class's at the same place where both are open in one browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dyad.render.markup import LESSON_SCRIPT
from dyad.ui.component import heard, read_script

KEY = "dyad_clicker"

_clicker = st.components.v2.component(KEY, js=LESSON_SCRIPT + read_script("clicker"))


def listen(
    at: int,
    names: Sequence[str],
    *,
    says: str,
    go: Callable[[int], None],
    guesses: Mapping[str, Sequence[str]] | None,
    hear: Callable[[object], None],
) -> None:
    """Listen to keys, swipes and the other window; `go` is called with the place asked for.

    Once another place has come, what it `says` is said aloud.

    The places have `names`, by which windows on different ways through a lesson meet at what both have.

    The browser keeps the `guesses` of this window, None where it has none; `hear` is called with those that it kept
    and this session does not know.
    """

    def told() -> None:
        place = heard(KEY, "place")
        if isinstance(place, int) and 0 <= place < len(names):
            go(place)

    data = {"at": at, "names": list(names), "says": says, "guesses": guesses}
    _clicker(key=KEY, data=data, on_place_change=told, on_guesses_change=lambda: hear(heard(KEY, "guesses")))
