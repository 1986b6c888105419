"""Keys, clickers and swipes on a lesson: a component without a face tells where in the lesson to go.

Which press asks for what is `dyad/render/lesson.js`, as on the static site. It also unfolds the menu, and keeps the
teacher's window and the class's at the same place where both are open in one browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dyad.render.markup import LESSON_SCRIPT
from dyad.ui.component import heard, read_script
from dyad.ui.lesson_shown import Walk

KEY = "dyad_clicker"

_clicker = st.components.v2.component(KEY, js=LESSON_SCRIPT + read_script("clicker"))


def listen(
    walk: Walk, at: int, *, says: str, guesses: Mapping[str, Sequence[str]] | None, hear: Callable[[object], None]
) -> None:
    """Listen to keys, swipes and the other window on a way through a lesson, and go to the place asked for.

    Once another place has come, what it `says` is said aloud. Windows on different ways meet at what both have, by the
    names of places.

    The browser keeps the `guesses` of this window, None where it has none; `hear` is called with those that it kept
    and this session does not know.
    """

    def told() -> None:
        place = heard(KEY, "place")
        if isinstance(place, int) and 0 <= place < len(walk.places):
            walk.go(place)

    data = {"at": at, "names": walk.names, "says": says, "guesses": guesses}
    _clicker(key=KEY, data=data, on_place_change=told, on_guesses_change=lambda: hear(heard(KEY, "guesses")))
