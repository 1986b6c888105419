"""A class answers by phone while the window in front runs: what is lost, and how much slower the window gets."""

from __future__ import annotations

import asyncio
import json
import sys
import time
import urllib.request
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from contextlib import suppress
from typing import Any

from dyad.importing.current import current_record, data_folder
from dyad.lesson import read_lesson
from tests.bench.network import Network
from tests.bench.processes import processes_of, worked
from tests.bench.servers import PROGRAMS, serve_app
from tests.bench.sessions import Answer, Reader
from tools.browser import Server

PHONES, SECONDS = 200, 2.0  # all answer within so many
PAUSE_SECONDS = 0.1  # of the window, between two runs
NETWORK = "http://dyad.example"  # where the window says that it is: phones could come there
WAIT_SECONDS = 60
WARM_RUNS = 5

Found = dict[str, Any]


def measure_rooms(_: Network, rounds: int) -> Found:
    """Return seconds of the window's runs while phones wait or answer, and of answers; their load; what was lost."""
    found: Found = {"waiting": [], "answering": [], "answers": [], "lost": 0, "share": []}
    for _round in range(rounds):
        with serve_app() as server:
            asyncio.run(_measure(server, found))
    return found


async def _measure(server: Server, found: Found) -> None:
    steps = read_lesson(data_folder(), current_record()).steps
    at = [step.question for step in steps].index("order") + 1
    async with Reader(address=server.url, path="present", query=f"step={at}", seen_as=NETWORK) as window:
        await window.run()
        window.press("room_open")
        room = _room_in(await window.run())
        command = [sys.executable, str(PROGRAMS / "phones.py"), server.url, room["code"], str(PHONES), str(SECONDS)]
        phones = await create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
        try:
            assert phones.stdout
            await phones.stdout.readline()
            for _ in range(WARM_RUNS):
                await window.run()
            found["waiting"] += await _runs(window)
            answered = asyncio.create_task(_answer(phones))
            found["answering"] += await _runs(window)
            for told in (await answered, await _answer_alone(server, phones, found)):
                found["answers"] += told["seconds"]
                found["lost"] += PHONES - min(told["taken"], _count_answered(server, room))
        finally:
            with suppress(ProcessLookupError):
                phones.kill()
            await phones.wait()


async def _answer(phones: Process) -> dict[str, Any]:
    """Have the phones answer, and return what became of it."""
    assert phones.stdin
    assert phones.stdout
    phones.stdin.write(b"\n")
    async with asyncio.timeout(WAIT_SECONDS):
        told: dict[str, Any] = json.loads(await phones.stdout.readline())
        return told


async def _answer_alone(server: Server, phones: Process, found: Found) -> dict[str, Any]:
    """Have them answer again while the window rests: what the server works then is theirs."""
    first = processes_of(server)[0]
    begun = worked(first)
    told = await _answer(phones)
    found["share"].append((worked(first) - begun) / SECONDS)
    return told


async def _runs(window: Reader) -> list[float]:
    """Have the window run for as long as phones answer, and return the seconds of each run."""
    seconds: list[float] = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        began = time.perf_counter()
        seconds.append((await window.run()).ended - began)
        await asyncio.sleep(PAUSE_SECONDS)
    return seconds


def _room_in(answer: Answer) -> dict[str, str]:
    """Return code and secret of the room that the window has opened."""
    for element in answer.elements():
        if element.WhichOneof("type") == "bidi_component" and '"secret"' in element.bidi_component.json:
            room: dict[str, str] = json.loads(element.bidi_component.json)
            return room
    raise RuntimeError("The window opened no room.")


def _count_answered(server: Server, room: dict[str, str]) -> int:
    """Return how many have answered, as the window is told."""
    request = urllib.request.Request(
        f"{server.url}/rooms/{room['code']}/window", headers={"Authorization": f"Bearer {room['secret']}"}
    )
    with urllib.request.urlopen(request) as answer:
        return int(json.load(answer)["answered"])
