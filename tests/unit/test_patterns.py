"""No text makes a regular expression of the package take longer than it is long."""

from __future__ import annotations

import itertools
import re

import pytest

from dyad.record.checking import URL
from tests.unit.patterns import all_patterns, slow_text

# Patterns that stood here once, each with the one in its place and the characters on which they are compared
OLD_URL = re.compile(r"https?://[^\s/?#\"<>\\]+\.[^\s\"<>\\]+")
OLD_TIME = re.compile(r"(?:\s+|(?<=[0-9])T)([0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?(?: ?[ap]m)?)Z?$", re.IGNORECASE)
QUADRATIC = (
    OLD_URL,
    OLD_TIME,
    re.compile(r"a+b"),
    re.compile(r"(?:ab)*c"),
    re.compile(r"\s+$"),
    re.compile(rb"<[^>]*>"),
)


def test_the_time_of_each_pattern_grows_as_its_text_does() -> None:
    """Of each pattern there is, on texts made of its own characters: ten times as long takes ten times as long."""
    patterns = all_patterns()
    assert len(patterns) > 60
    slow = {name: text for name, pattern in patterns.items() if (text := slow_text(pattern))}
    assert slow == {}


@pytest.mark.parametrize("pattern", QUADRATIC, ids=lambda pattern: str(pattern.pattern)[:20])
def test_a_pattern_that_is_slow_is_found(pattern: re.Pattern[str]) -> None:
    """A pattern whose time grows as the square of the length is found by the texts made for it."""
    assert slow_text(pattern)


def test_web_addresses_are_what_they_were() -> None:
    """The linear pattern takes every short text that the plain one takes, and no other."""
    for length in range(7):
        for rest in itertools.product("a./? <é", repeat=length):
            text = "http://" + "".join(rest)
            assert bool(URL.fullmatch(text)) == bool(OLD_URL.fullmatch(text)), text
