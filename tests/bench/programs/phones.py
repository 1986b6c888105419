"""Many phones of a room, in a process of their own: `phones.py URL CODE NUMBER SECONDS`.

Each enters, waits for news as its page does, and with each line on the input sends one guess, all within so many
seconds. What became of it is printed as JSON, a line each time.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any
from urllib.parse import urlsplit

ANSWER_SECONDS = 60


class Phone:
    """One phone: it waits for news on one connection, and sends on others."""

    def __init__(self, url: str, code: str) -> None:
        self._server = urlsplit(url)
        self._code = code
        self.token = ""
        self.state: dict[str, Any] = {}

    async def ask(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        """Return status and content of an answer."""
        sent = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{'GET' if body is None else 'POST'} /rooms/{self._code}/{path} HTTP/1.1\r\n"
            f"Host: {self._server.netloc}\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\nConnection: close\r\n\r\n"
        )
        reader, writer = await asyncio.open_connection(self._server.hostname, self._server.port)
        try:
            writer.write(head.encode() + sent)
            answer = await asyncio.wait_for(reader.read(), ANSWER_SECONDS)
        finally:
            writer.close()
        told, _, content = answer.partition(b"\r\n\r\n")
        return int(told.split(b" ", 2)[1]), json.loads(content)

    async def enter(self) -> None:
        """Enter the room."""
        _, told = await self.ask("phones", {})
        self.token = told["token"]
        _, self.state = await self.ask("state")

    async def follow(self) -> None:
        """Wait for news, again and again."""
        while True:
            _, self.state = await self.ask(f"state?after={self.state['version']}")

    async def guess(self, after: float) -> tuple[int, float]:
        """Send a guess so many seconds from now; return the status of the answer, and the seconds it took."""
        await asyncio.sleep(after)
        options = [key for key, _ in self.state["ask"]["options"]]
        began = time.perf_counter()
        status, self.state = await self.ask("guess", {"step": self.state["step"], "guess": options})
        return status, time.perf_counter() - began


async def main(url: str, code: str, number: int, seconds: float) -> None:
    """Have phones enter, and answer when they are told to."""
    phones = [Phone(url, code) for _ in range(number)]
    waiting = []  # ended with the program
    for phone in phones:
        await phone.enter()
        waiting.append(asyncio.create_task(phone.follow()))
    print("ready", flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        answers = await asyncio.gather(*(phone.guess(seconds * at / number) for at, phone in enumerate(phones)))
        taken = sum(status == 200 for status, _ in answers)
        print(json.dumps({"taken": taken, "seconds": [took for _, took in answers]}), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
