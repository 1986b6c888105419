"""What a process may hold: sessions of closed pages, and descriptors."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from dyad.server import limits
from dyad.server.limits import ClosedSessions

resource = pytest.importorskip("resource", reason="Windows has no such limit")


class Runtime:
    """Stands for Streamlit's runtime: closes sessions as that does, once it finds them in the storage."""

    def __init__(self) -> None:
        self.storage: Any = None
        self.closed: list[str] = []

    def close_session(self, id: str) -> None:
        """Close a session that is kept."""
        assert self.storage.get(id)
        self.storage.delete(id)
        self.closed.append(id)


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """Return what stands for Streamlit's runtime."""
    runtime = Runtime()
    monkeypatch.setattr(limits, "get_instance", lambda: runtime)
    return runtime


def left(id: str) -> Any:
    """Return a session whose page was closed."""
    session = SimpleNamespace(id=id, session_state={"tables": "brought"})
    return SimpleNamespace(client=None, session=session, script_run_count=1)


def test_a_closed_session_is_forgotten_by_the_clock(runtime: Runtime) -> None:
    """It is there for whoever comes back in time, and later closed with all it held, though nobody else came."""

    async def live() -> None:
        runtime.storage = closed = ClosedSessions(most=9, seconds=0.01)
        back, gone = left("back"), left("gone")
        closed.save(back)
        closed.save(gone)
        assert closed.get("back") is back
        assert closed.list() == [back, gone]
        closed.delete("back")  # its reader came back
        while closed.list():
            await asyncio.sleep(0)
        assert runtime.closed == ["gone"]
        assert (gone.session.session_state, back.session.session_state) == ({}, {"tables": "brought"})
        assert closed.get("gone") is None

    asyncio.run(live())


@pytest.mark.parametrize("most", [0, 2])
def test_the_oldest_makes_room(runtime: Runtime, most: int) -> None:
    """No more are kept than may be; who left first goes first."""

    async def live() -> None:
        runtime.storage = closed = ClosedSessions(most=most, seconds=60)
        for id in "abcd":
            closed.save(left(id))
        await asyncio.sleep(0)
        assert [kept.session.id for kept in closed.list()] == list("abcd")[4 - most :]
        assert runtime.closed == list("abcd")[: 4 - most]

    asyncio.run(live())


@pytest.mark.parametrize(
    ("soft", "hard", "most", "raised"),
    [
        (256, resource.RLIM_INFINITY, resource.RLIM_INFINITY, 65_536),
        (256, resource.RLIM_INFINITY, 10_240, 10_240),  # as on some versions of macOS
        (1_024, 4_096, resource.RLIM_INFINITY, 4_096),
        (256, 256, resource.RLIM_INFINITY, 256),
        (100_000, 200_000, resource.RLIM_INFINITY, 100_000),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, resource.RLIM_INFINITY, None),
    ],
)
def test_the_soft_limit_is_raised(
    soft: int, hard: int, most: int, raised: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes up as far as the hard limit, the system and 65,536 allow, and never down."""
    now = [soft, hard]

    def set_limit(_: int, wanted: tuple[int, int]) -> None:
        if most != resource.RLIM_INFINITY and wanted[0] > most:
            raise ValueError("not allowed to raise maximum limit")
        now[:] = wanted

    monkeypatch.setattr(limits.resource, "getrlimit", lambda _: tuple(now))
    monkeypatch.setattr(limits.resource, "setrlimit", set_limit)
    assert limits.raise_descriptor_limit() == raised
    assert now == [soft if raised is None else raised, hard]
