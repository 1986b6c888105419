"""A class answers by phone while the window in front runs: what is lost, and how much slower the window gets."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from dyad.importing.current import current_record, data_folder
from dyad.lesson import read_lesson
from tests.bench.processes import PROGRAMS, Process, worked
from tests.bench.servers import NO_PREWARM, serve_app
from tests.bench.sessions import Reader

PHONES, SECONDS = 200, 2.0  # all answer within so many
PAUSE_SECONDS = 0.1  # of the window, between two runs
NETWORK = "http://dyad.example"  # where the window says that it is: phones could come there
WAIT_SECONDS = 60
WARM_RUNS = 5

Found = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Room:
    """The room that a window has opened."""

    server: Process
    code: str
    secret: str

    def told(self) -> dict[str, Any]:
        """Return how many are there and have answered."""
        address = f"{self.server.address}/rooms/{self.code}/window"
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {self.secret}"})
        with urllib.request.urlopen(request) as answer:
            told: dict[str, Any] = json.load(answer)
            return told


def measure_rooms(*, rounds: int) -> Found:
    """Return seconds of the window's runs while phones wait or answer, and of answers; their load; what was lost."""
    found: Found = {"waiting": [], "answering": [], "answers": [], "lost": 0, "share": []}
    for _ in range(rounds):
        with serve_app(env=NO_PREWARM) as server:
            asyncio.run(_measure(server, found))
    return found


async def _measure(server: Process, found: Found) -> None:
    steps = read_lesson(data_folder(), current_record()).steps
    at = [step.question for step in steps].index("order") + 1
    async with Reader(address=server.address, path="present", query=f"step={at}", seen_as=NETWORK) as window:
        await window.run()
        window.press("room_open")
        room = _room_in(server, await window.run())
        command = [sys.executable, str(PROGRAMS / "phones.py"), str(server.port), room.code, str(PHONES), str(SECONDS)]
        phones = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            assert phones.stdout is not None
            await asyncio.to_thread(phones.stdout.readline)
            for _ in range(WARM_RUNS):
                await window.run()
            found["waiting"] += await _runs(window)
            answered = asyncio.create_task(_answer(phones))
            found["answering"] += await _runs(window)
            for told in (await answered, await _answer_alone(server, phones, found)):
                found["answers"] += told["seconds"]
                found["lost"] += PHONES - min(told["taken"], room.told()["answered"])
        finally:
            with suppress(ProcessLookupError):
                phones.kill()
            phones.wait()


async def _answer(phones: subprocess.Popen[str]) -> dict[str, Any]:
    """Have the phones answer, and return what became of it."""
    assert phones.stdin is not None
    assert phones.stdout is not None
    phones.stdin.write("\n")
    phones.stdin.flush()
    async with asyncio.timeout(WAIT_SECONDS):
        told: dict[str, Any] = json.loads(await asyncio.to_thread(phones.stdout.readline))
        return told


async def _answer_alone(server: Process, phones: subprocess.Popen[str], found: Found) -> dict[str, Any]:
    """Have them answer again while the window rests: what the server works then is theirs."""
    begun = worked(server.pid)
    told = await _answer(phones)
    found["share"].append((worked(server.pid) - begun) / SECONDS)
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


def _room_in(server: Process, answer: Any) -> Room:
    for element in answer.elements():
        if element.WhichOneof("type") == "bidi_component" and '"secret"' in element.bidi_component.json:
            told = json.loads(element.bidi_component.json)
            return Room(server=server, code=told["code"], secret=told["secret"])
    raise RuntimeError("The window opened no room.")
