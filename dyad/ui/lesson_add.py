"""“Add to lesson”: the one control that makes a figure, an event or a claim on any page a step of one's own lesson.

A page has the place, which names what stands there; `lesson_store.js` puts the control into it.
"""

from __future__ import annotations

from markupsafe import Markup

from dyad.ui.html_tables import show_markup

PLACE = Markup('<span class="dyad-add" data-lesson-mark="{mark}" data-lesson-title="{title}"></span>')


def add_place(mark: str, title: str) -> Markup:
    """Return the place of the control for what a mark names (`dyad.lesson.rows`)."""
    return PLACE.format(mark=mark, title=title)


def offer_to_add(mark: str, title: str) -> None:
    """Show the control for what a mark names."""
    show_markup(add_place(mark, title))
