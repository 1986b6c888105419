"""What stands before Streamlit, asked as an ASGI server asks: names, closed doors, health, settings."""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.config import get_config_options

from dyad.__main__ import main
from dyad.record import read_record
from dyad.rooms import reach
from dyad.server import asgi, guard
from dyad.server import settings as serving
from dyad.server.assets import Assets
from dyad.server.headers import HeadersMiddleware
from dyad.server.health import answer_health, name_failure
from tests.unit.server.asking import exchange
from tests.unit.tables import change
from tools.browser import free_port

HEADERS = {"x-test": "1"}
BLOCKED = (*guard.BLOCKED_PATHS, guard.METRICS)


def ask(
    app: ASGIApp, path: str = "/", *, host: str = "localhost:8501", kind: str = "http", headers: Any = None
) -> list[Message]:
    """Return what an app sends in answer to a request."""
    given = [(b"host", host.encode())] if headers is None else headers
    return asyncio.run(exchange(app, path, type=kind, headers=given))


def front(app: ASGIApp | None = None, *, names: tuple[str, ...] = ()) -> guard.HostGuard:
    """Return what stands before an app that always answers."""
    assets = Assets(HeadersMiddleware(app or PlainTextResponse("drawn"), HEADERS), folder=Path("no such folder"))
    return guard.HostGuard(assets, headers=HEADERS, names=names, blocked=BLOCKED)


def status(sent: list[Message]) -> int:
    """Return the status of an answer."""
    code: int = sent[0]["status"]
    return code


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/", 200),
        ("/_stcore/health", 200),
        ("/_stcore/metrics", 404),
        ("/school/_stcore/metrics/", 404),
        ("/_stcore/script-health-check", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/agent", 404),
        ("/_stcore/agents", 200),
    ],
)
def test_closed_doors(path: str, code: int) -> None:
    """What counts and steers is not there, below a proxy's path neither, and that answer has the headers, too."""
    sent = ask(front(), path)
    assert status(sent) == code
    assert (b"x-test", b"1") in sent[0]["headers"]


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_under_way_as_the_server_ends(begun: bool) -> None:
    """An answer that the server has no more time for is 503 and no error, unless its head is out already."""

    async def answer(_: Scope, __: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        task = asyncio.current_task()
        assert task
        task.cancel()
        await asyncio.sleep(0)

    sent = ask(front(answer))
    assert [message.get("status") for message in sent] == ([200] if begun else [503, None])
    assert (b"x-test", b"1") in sent[0]["headers"]


@pytest.mark.parametrize(("name", "word", "usual"), [("prewarm", "0", True), ("metrics", "1", False)])
def test_one_word_turns_a_switch(name: str, word: str, *, usual: bool) -> None:
    """DYAD_PREWARM=0 has nothing drawn ahead, DYAD_METRICS=1 opens the metrics; nothing else in them does."""
    for value in ("", "0", "1", "no", "true"):
        settings = serving.read_settings({f"DYAD_{name.upper()}": value}, host="127.0.0.1", port=1)
        assert getattr(settings, name) == (usual != (value == word))


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("localhost:8501", 200),
        ("LOCALHOST", 200),
        ("localhost.:8501", 200),
        ("[::1]:8501", 200),
        ("a.school.example", 200),
        ("school.example", 400),
        ("evil.example:8501", 400),
        ("localhost.evil.example", 400),
        ("localhost@evil.example", 400),
        ("localhost:8501.evil.example", 400),
        ("localhost:8501:80", 400),
        ("localhost/evil.example", 400),
        ("[::1", 400),
        ("", 400),
    ],
)
def test_names(host: str, code: int) -> None:
    """A request under another name is refused in words that say how to add one; without names all are let in."""
    sent = ask(front(names=(*serving.LOOPBACK, "*.school.example")), host=host)
    assert status(sent) == code
    if code == 400:
        assert b"DYAD_HOSTS" in sent[1]["body"]
    assert status(ask(front(), host=host)) == 200


def test_one_name_only() -> None:
    """A request under two names is refused, whatever names are served, and so is a websocket."""
    hosts = [(b"host", b"localhost:8501"), (b"host", b"localhost:8501")]
    for names in ((), serving.LOOPBACK):
        assert status(ask(front(names=names), headers=hosts)) == 400
    assert ask(front(), kind="websocket", headers=hosts) == [{"type": "websocket.close"}]


def test_pieces_are_passed_on_as_they_come() -> None:
    """An answer in pieces leaves piece by piece, and a websocket is not touched."""

    async def stream(scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for piece in (b"1", b"2"):
            await send({"type": "http.response.body", "body": piece, "more_body": True})

    assert [message.get("body") for message in ask(front(stream))] == [None, b"1", b"2"]
    assert ask(front(stream), kind="websocket") == [{"type": "websocket.accept"}]
    closed = [{"type": "websocket.close"}]
    assert ask(front(stream, names=("localhost",)), host="evil.example", kind="websocket") == closed


def health() -> tuple[int, dict[str, Any]]:
    """Return the status and the words of /health."""
    answer: Response = answer_health(Request({"type": "http"}))
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, json.loads(bytes(answer.body))


def test_health_of_a_sound_record(shown: Path) -> None:
    """It is 200 with the version and how much the record holds."""
    record = read_record(shown)
    counts = {"events": len(record.events), "claims": len(record.claims), "trade": len(record.trade)}
    counts |= {"comparison": len(record.comparison), "sources": len(record.sources)}
    assert health() == (200, {"status": "ok", "version": record.version, "counts": counts})


def test_health_of_broken_tables(shown: Path) -> None:
    """Nothing to show is 503 with the problems as sentences, no more than twenty of them, and their number."""
    line = change(shown, "events", 4, theme="Enrgy")
    code, told = health()
    assert (code, told["status"], told["count"]) == (503, "broken", 1)
    assert told["problems"][0].startswith(f'events.csv line {line}, column "theme": "Enrgy" is not a theme.')
    events = shown / "events.csv"
    events.write_text(events.read_text(encoding="utf-8").replace(",bilateral,", ",both,"), encoding="utf-8")
    code, told = health()
    assert code == 503
    assert len(told["problems"]) == 20 < told["count"]


def test_health_while_the_last_good_record_is_shown(shown: Path) -> None:
    """Tables broken since are 200 and stale: what is shown, since when it is not that of the files, and why."""
    _, sound = health()
    line = change(shown, "events", 4, theme="Enrgy")
    code, told = health()
    assert (code, told["status"], told["count"]) == (200, "stale", 1)
    assert told["problems"][0].startswith(f"events.csv line {line}, ")
    assert datetime.fromisoformat(told["since"]).tzinfo
    assert {name: told[name] for name in ("version", "counts")} == {name: sound[name] for name in ("version", "counts")}


def test_a_failed_answer_has_a_name() -> None:
    """The reader gets a sentence with a name and no traceback; what the log writes of the error has that name."""
    error = ZeroDivisionError("a fault that was put here")
    answer = name_failure(error, HEADERS)
    name = bytes(answer.body).decode().rsplit("error ", 1)[1].strip(" .\n")
    assert answer.status_code == 500
    assert answer.headers["x-test"] == "1"
    assert len(name) == 8
    assert "put here" not in bytes(answer.body).decode()
    assert name in error.__notes__[0]


@pytest.fixture
def serve_nothing(monkeypatch: pytest.MonkeyPatch, root: Path) -> Iterator[list[serving.Settings]]:
    """Let the command stop short of serving, and return what it would have served with."""
    settings: list[serving.Settings] = []

    def stop_short(given: serving.Settings, *, on: Any) -> None:
        for one in on:
            one.close()
        settings.append(given)

    monkeypatch.setattr(asgi, "serve", stop_short)
    monkeypatch.setenv("DYAD_DATA", str(root / "data"))  # set by the command, and to be taken back
    for variable in ("DYAD_HOSTS", "DYAD_FRAME_ANCESTORS", "DYAD_METRICS"):
        monkeypatch.delenv(variable, raising=False)
    return settings


def run(*arguments: str | int) -> Result:
    """Return what `python -m dyad serve` did."""
    return CliRunner().invoke(main, ["serve", *map(str, arguments)])


def test_this_machine_only(serve_nothing: list[serving.Settings]) -> None:
    """Unless told it serves this machine alone, under the names of this machine, and warns of nothing."""
    port = free_port()
    done = run("--port", port)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"The dashboard is at http://127.0.0.1:{port} (Ctrl-C ends it).\n"
    (settings,) = serve_nothing
    assert settings.names == serving.LOOPBACK
    assert settings.ancestors == ("'self'",)
    assert not settings.metrics


def test_a_network_is_warned_of(serve_nothing: list[serving.Settings]) -> None:
    """An address others reach gets one line of warning, and any name."""
    done = run("--host", "0.0.0.0", "--port", free_port())  # noqa: S104
    assert done.exit_code == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("Warning: on 0.0.0.0 anyone ")
    assert serve_nothing[0].names == ()


def test_a_proxys_name_is_added(serve_nothing: list[serving.Settings], monkeypatch: pytest.MonkeyPatch) -> None:
    """DYAD_HOSTS adds names to those of this machine."""
    monkeypatch.setenv("DYAD_HOSTS", "dyad.school.example *.lms.example")
    assert run("--port", free_port()).exit_code == 0
    assert serve_nothing[0].names == (*serving.LOOPBACK, "dyad.school.example", "*.lms.example")


def test_a_class_is_let_in(serve_nothing: list[serving.Settings], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is served on the network's address and on this machine's own, under these names; phones are told where."""
    monkeypatch.setattr(reach, "network_address", lambda: "127.0.0.2")
    port = free_port()
    done = run("--class", "--port", port)
    assert done.exit_code == 0, done.output
    (settings,) = serve_nothing
    assert settings.names == (*serving.LOOPBACK, "127.0.0.2")
    assert (settings.host, settings.phones) == ("127.0.0.2", f"http://127.0.0.2:{port}")
    for said in (
        f"http://127.0.0.1:{port}/present",
        f"http://127.0.0.2:{port}/join",
        "▄",
        "firewall",
        "keep devices apart",
    ):
        assert said in done.stdout
    assert run("--class", "--host", "127.0.0.3", "--port", free_port()).exit_code == 0
    assert serve_nothing[1].host == "127.0.0.3"
    monkeypatch.setattr(reach, "network_address", lambda: "")
    lost = run("--class", "--port", free_port())
    assert lost.exit_code == 1
    assert "in no network" in lost.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DYAD_HOSTS", "https://school.example"),
        ("DYAD_HOSTS", "school.example:443"),
        ("DYAD_FRAME_ANCESTORS", "school.example"),
    ],
)
def test_a_wrong_setting_is_one_line(
    variable: str, value: str, serve_nothing: list[serving.Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A setting that cannot be ends the start with exit 1 and one line that names it and says what is allowed."""
    monkeypatch.setenv(variable, value)
    done = run("--port", free_port())
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f'Error: {variable}: "{value}" is no ')
    assert "Allowed: " in line
    assert serve_nothing == []


def test_a_taken_port_is_one_line(serve_nothing: list[serving.Settings]) -> None:
    """A port that is in use, or an address of another machine, ends the start with exit 1 and one line."""
    with serving.listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        for host, fix in (("127.0.0.1", f"--port {int(port) + 1}."), ("192.0.2.1", "an address of this machine")):
            done = run("--host", host, "--port", port)
            assert done.exit_code == 1
            assert done.stdout == ""
            (line,) = done.stderr.splitlines()
            assert line.startswith(f"Error: Cannot serve on {host}, port {port}: ")
            assert fix in line
    assert serve_nothing == []


def test_streamlit_knows_each_of_our_settings(root: Path) -> None:
    """An option of `.streamlit/config.toml` that another Streamlit has no more is told of, hidden ones as well."""
    settings = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    known = get_config_options()
    ours = {f"{part}.{name}" for part, options in settings.items() for name, value in options.items()
            if not isinstance(value, dict)}  # fmt: skip
    assert {"runner.postScriptGC", "global.disableWidgetStateDuplicationWarning", "global.maxCachedMessageAge"} <= ours
    assert ours - known.keys() == set()
