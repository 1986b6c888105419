"""Pictures of claims: whole on their page, in words that stand there, by an address of their own."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from dyad.lesson import Lesson
from dyad.publish.cards import claim_card
from dyad.publish.claim_picture import missing_in_claim
from dyad.publish.file_requests import Source, file_address, make_file, read_file_request
from dyad.record import Record
from dyad.record.schema import VERDICTS


def test_a_claim_is_a_picture_with_its_verdict_and_sources(record: Record) -> None:
    """One of each verdict, and one of a thousand letters, are drawn whole; the file says what is to be seen."""
    source = Source(record=record, lesson=Lesson())
    long = record.claims.head(1).assign(claim="Many words " * 90, record="And more of them " * 80)
    stuffed = replace(source, record=replace(record, claims=long, version="long"))
    by_verdict = {claim_card(record, id).verdict.name: (source, id) for id in record.claims["id"]}
    assert set(VERDICTS) <= set(by_verdict)
    for made_of, id in (*by_verdict.values(), (stuffed, long["id"].iloc[0])):
        request = read_file_request(f"claim-{id}.png", {}, source=made_of)
        assert file_address(made_of, request) == f"files/claim-{id}.png"
        picture = Image.open(io.BytesIO(make_file(made_of, request)))
        card = claim_card(made_of.record, id)
        assert picture.size == (1280, 720)
        assert picture.text["Title"] == card.claim.rstrip(".")
        assert f"{card.verdict.words} · {card.where}. {card.record}".strip() in picture.text["Description"]
        edge = picture.crop((0, 700, 1280, 720)).getcolors()
        assert edge == [(1280 * 20, (255, 255, 255))]  # nothing is cut


def test_letters_that_would_be_gaps_are_named(record: Record) -> None:
    """A claim in letters that the font lacks is told of, as a figure is."""
    id = record.claims["id"].iloc[0]
    strange = record.claims.assign(claim=["漢字", *record.claims["claim"].iloc[1:]])
    assert missing_in_claim(record, id) == ""
    assert "漢" in missing_in_claim(replace(record, claims=strange, version="strange"), id)
