"""HTML as plain text: what it says, the links it holds, nothing that could act."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

UNSEEN = frozenset({"script", "style", "template", "iframe", "noscript"})  # whose content no reader sees
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
     "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
PART, ID = "data-dyad", "data-id"  # attributes by which what we write is told apart when it is read again
_GAP = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")  # no-break spaces stay
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link or an embedded page: where to, the words it stands on, and the marked part it stands in."""

    href: str
    text: str = ""
    part: str = ""
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Plain:
    """What a piece of HTML says. `parts` holds the text of `<div data-dyad="name">` by name, apart from `text`."""

    text: str
    links: tuple[Link, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)  # `data-id` of a marked part, by its name


def read_markup(html: str) -> Plain:
    """Return the plain text of HTML on one line; blocks are parted by a space.

    >>> read_markup('<p>Signed in <a href="https://mid.ru/">Moscow</a><br>by both &amp; all</p>').text
    'Signed in Moscow by both & all'
    """
    text = _NO_TEXT.sub("", html)
    if "<" not in text and "&" not in text:
        return Plain(text=on_one_line(text))
    parser = etree.HTMLParser(target=_Listener(), encoding="utf-8")
    parser.feed(text.encode())
    plain: Plain = parser.close()
    return plain


def on_one_line(text: str) -> str:
    r"""Return text of HTML as it is seen: without control characters, its spaces and line ends made single spaces.

    >>> on_one_line(" Moscow,\n  2016 ")
    'Moscow, 2016'
    """
    return _GAP.sub(" ", _NO_TEXT.sub("", text)).strip()


class _Listener:
    """Hears a parser. No tree is built, so no depth of nesting is too deep."""

    def __init__(self) -> None:
        self.texts: defaultdict[str, list[str]] = defaultdict(list)
        self.ids: dict[str, str] = {}
        self.links: list[Link] = []
        self.unseen = 0
        self.divs: list[str] = []
        self.anchors: list[tuple[Mapping[str, str], list[str]]] = []

    @property
    def part(self) -> str:
        return self.divs[-1] if self.divs else ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.unseen += tag in UNSEEN
        if tag == "div":
            self.divs.append(attributes.get(PART) or self.part)
            if attributes.get(PART) and attributes.get(ID):
                self.ids.setdefault(attributes[PART], attributes[ID])
        elif tag == "a":
            self.anchors.append((attributes, []))
        elif tag == "iframe" and attributes.get("src"):
            self.links.append(Link(href=attributes["src"].strip(), part=self.part))
        self._part_words(tag)

    def end(self, tag: str) -> None:
        self._part_words(tag)
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag == "div" and self.divs:
            self.divs.pop()
        elif tag == "a" and self.anchors:
            attributes, words = self.anchors.pop()
            if href := (attributes.get("href") or "").strip():
                text, id = on_one_line("".join(words)), attributes.get(ID) or ""
                self.links.append(Link(href=href, text=text, part=self.part, id=id))

    def data(self, text: str) -> None:
        if not self.unseen:
            self.texts[self.part].append(text)
            if self.anchors:
                self.anchors[-1][1].append(text)

    def close(self) -> Plain:
        told = {part: on_one_line("".join(words)) for part, words in self.texts.items()}
        return Plain(text=told.pop("", ""), links=tuple(self.links), parts=told, ids=self.ids)

    def _part_words(self, tag: str) -> None:
        if tag not in INLINE:
            self.data(" ")
