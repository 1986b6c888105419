"""Links to files: of the served record by their address, of what is only in this session by a random name.

A file of a reader's own tables is made when its link is followed. The link ends with the session, which alone holds
what the file is made of, and when other tables are shown.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote
from weakref import WeakValueDictionary

import streamlit as st
from markupsafe import Markup

from dyad.figures.style import Scheme
from dyad.publish.file_requests import FOLDER, FileRequest, Source, file_address, make_file, saved_as
from dyad.render.drawing import Drawing
from dyad.render.markup import write_still

MOST_OFFERED = 200  # files a session, the latest
NAME_BYTES = 16
OWN = "own"  # the part of `/files/` for what is handed out under a random name
OFFERS = "dyad_offers"  # our entry in the session's state: link → what it hands out

LINK = Markup('<a download="{name}" href="{href}" title="{about}">{label}</a>')
ROW = Markup('<div class="saves">{links}</div>')


@dataclass(frozen=True, kw_only=True, eq=False)
class Offer:
    """A file that only this session can make: its name, and how to make it; a drawing for the width asked for."""

    name: str
    make: Callable[..., bytes]


_offered: WeakValueDictionary[str, Offer] = WeakValueDictionary()  # by random name; the session holds them


def link_to(label: str, source: Source, request: FileRequest, *, served: bool, about: str = "") -> Markup:
    """Return a link to a file of a record: by its address where it is the one that is served."""
    name = saved_as(source, request)
    if not served:
        return link_own(label, name, partial(make_file, source, request), about=about)
    return LINK.format(name=name, href=file_address(source, request), about=about, label=label)


def link_own(label: str, name: str, make: Callable[[], bytes], *, about: str = "") -> Markup:
    """Return a link to a file that this session makes."""
    return LINK.format(name=name, href=offer_file(name, label, make), about=about, label=label)


def show_links(links: Iterable[Markup]) -> None:
    """Show links as a row of buttons."""
    st.html(ROW.format(links=Markup("").join(links)))


def offer_file(name: str, label: str, make: Callable[..., bytes]) -> str:
    """Return the address under which a file is handed out from now on; the same as long as it lasts."""
    offers: dict[tuple[str, str], tuple[str, Offer]] = st.session_state.setdefault(OFFERS, {})
    secret = offers.pop((name, label))[0] if (name, label) in offers else secrets.token_hex(NAME_BYTES)
    offer = Offer(name=name, make=make)
    offers[name, label], _offered[secret] = (secret, offer), offer
    if len(offers) > MOST_OFFERED:
        del offers[next(iter(offers))]
    return f"{FOLDER}/{OWN}/{secret}/{quote(name)}"


def offer_still(label: str, draw: Callable[[], Drawing], *, scheme: Scheme | None = None) -> str:
    """Return the address under which a drawing of a reader's own tables is handed out; `label` tells it from others."""
    return offer_file("drawing.html", label, lambda: write_still(draw(), scheme=scheme).encode())


def find_offer(secret: str) -> Offer | None:
    """Return what is handed out under a random name, if it still is; from any thread."""
    return _offered.get(secret)
