"""Text is read in the encoding it was saved in: recognised where it shows, guessed and marked where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.importing.encodings import ENCODINGS, decode
from dyad.importing.files import open_file
from dyad.record.problems import RecordError
from tests.unit.brought import grid_of, refused

RUSSIAN = "id;date;title\r\n1;2016-04-26;Договор о дружбе\r\n"
FRENCH = "id;titre;lieu\r\n1;“L’été” – déjà là…;Besançon\r\n"
GERMAN = "id;Titel;Ort\r\n1;„Übung“ – 2. Runde;Köln\r\n"
ENGLISH = "id,title\r\n1,“Friendship” – the first\r\n2,Pakistan’s envoy\r\n"

WESTERN_WORDS = ["Köln", "été", "L’été", "Málaga", "Åre", "Genève", "“façade”", "niño", "Größe"]
CYRILLIC_WORDS = ["Сочи", "дружба", "СССР", "«Газпром»", "млн", "Ёлка", "ещё", "ТУ-154", "№ два"]


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [("utf-8", "", "UTF-8"), ("utf-8-sig", "", "UTF-8"), ("utf-16", "", "UTF-16"), ("utf-16-le", "\ufeff", "UTF-16"),
     ("utf-16-be", "\ufeff", "UTF-16"), ("utf-16-le", "", "UTF-16"), ("utf-16-be", "", "UTF-16"),
     ("utf-32-le", "\ufeff", "UTF-32"), ("utf-32-be", "\ufeff", "UTF-32")],
)  # fmt: skip
@pytest.mark.parametrize("text", [RUSSIAN, FRENCH, "id;ort\n1;x\n"])
def test_unicode_is_recognised(text: str, encoding: str, mark: str, named: str) -> None:
    """UTF-8 and UTF-16, with a byte-order mark or without, and UTF-32 with one read as they are, and are no guess."""
    (grid,) = open_file("events.csv", (mark + text).encode(encoding))
    assert grid.header == tuple(text.splitlines()[0].split(";"))
    assert grid.rows[0][1] == tuple(text.splitlines()[1].split(";"))
    assert (grid.read_as, grid.guessed) == (f"semicolon-separated, {named}", False)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (FRENCH, "cp1252"), (GERMAN, "cp1252"), (ENGLISH, "cp1252"),
     ("id;Köln\u02dc\n", "cp1252"), ("id;Ђорђевић\n", "cp1251")],
)  # fmt: skip
def test_a_short_text_in_a_code_page_is_guessed(text: str, encoding: str) -> None:
    """A row or two of Russian, French, German or English with curly quotes and dashes come out right, as a guess.

    Where a byte is none of one code page the other is taken, whatever the words look like.
    """
    assert decode(text.encode(encoding), file="events.csv") == (text, encoding)
    (grid,) = open_file("events.csv", text.encode(encoding))
    assert grid.read_as.endswith(ENCODINGS[encoding])
    assert grid.guessed


@pytest.mark.parametrize(("words", "encoding"), [(WESTERN_WORDS, "cp1252"), (CYRILLIC_WORDS, "cp1251")])
@given(data=st.data())
def test_few_words_tell_the_code_page(words: list[str], encoding: str, data: st.DataObject) -> None:
    """A word of ASCII and other letters tells Windows-1252, one without a letter of ASCII Windows-1251.

    So it is among as many English lines as may be.
    """
    said = " and ".join(data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=6)))
    text = f"id;title\n1;{said}\n" + "2;A long line about pipelines and trade\n" * data.draw(st.sampled_from([0, 500]))
    assert decode(text.encode(encoding), file="x")[0] == text


def test_one_letter_alone_can_be_guessed_wrong() -> None:
    """Nothing tells a lone Russian letter from a lone French one; what is read is still a guess, and can be changed."""
    content = "id;title\n1;в\n".encode("cp1251")
    assert grid_of(content).guessed
    assert decode(content, file="x")[0] != "id;title\n1;в\n"
    assert decode(content, file="x", encoding="cp1251")[0] == "id;title\n1;в\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("yer;Çağla\n", "cp1254"), ("miasto;Łódź\n", "cp1250"), ("شہر;کراچی\n", "cp1256"), (FRENCH, "cp1252"),
     (RUSSIAN, "utf-16"), (RUSSIAN, "utf-8")],
)  # fmt: skip
def test_a_chosen_encoding_overrides(text: str, encoding: str) -> None:
    """A file is read in the encoding that is asked for, which is no guess then."""
    text = text.replace("ی", "ي")  # the Persian letter is none of Windows-1256
    assert decode(text.encode(encoding), file="x", encoding=encoding) == (text, encoding)
    assert not open_file("x", text.encode(encoding), encoding=encoding)[0].guessed


def test_a_chosen_encoding_that_does_not_fit_is_told() -> None:
    """Bytes that the chosen encoding has no character for are named by line."""
    problem = refused(FRENCH.encode("cp1252"), encoding="utf-8")
    assert (problem.rule, problem.line) == ("encoding", 2)
    assert "UTF-8: byte 0x93" in str(problem)


@pytest.mark.parametrize("broken", [b"\xff", b"\xd0", b"\xe2\x80"])
def test_a_broken_byte_in_utf8_is_told_and_not_guessed_around(broken: bytes) -> None:
    """UTF-8 that is cut off or patched is not taken for a code page, which would make nonsense of all of it."""
    problem = refused(RUSSIAN.encode() + b"2;2017;" + broken)
    assert (problem.rule, problem.line) == ("encoding", 3)
    assert "UTF-8" in str(problem)


def test_what_fits_no_encoding_is_told() -> None:
    """Bytes that neither Unicode nor a code page has a character for are refused, not replaced."""
    problem = refused(b"a,b\n\x81,\x98\n")
    assert problem.rule == "encoding"
    assert "UTF-8" in problem.hint


@given(st.binary(max_size=200), st.sampled_from([None, *ENCODINGS]))
def test_any_bytes_are_read_or_refused(content: bytes, encoding: str | None) -> None:
    """Whatever the bytes, they are read without a byte-order mark, or refused with the rule on encodings."""
    refused = []
    try:
        text, used = decode(content, file="x", encoding=encoding)
    except RecordError as error:
        refused = [problem.rule for problem in error.problems]
    else:
        assert not text.startswith("\ufeff")
        assert used in ENCODINGS
    assert refused in ([], ["encoding"])
