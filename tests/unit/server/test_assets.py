"""Scripts and styles leave compressed once, and nothing else is touched."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from starlette.responses import PlainTextResponse

from dyad.server import answers, assets
from dyad.server.assets import Assets
from tests.unit.server.asking import ask

SCRIPT = b"export const words = 'the same words again';\n" * 200
BROWSER = "gzip, deflate, br, zstd"


@pytest.fixture
def app(tmp_path: Path) -> Assets:
    """Return the assets of a small folder before an app that answers everything else."""
    folder = tmp_path / "static"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "index.abc.js").write_bytes(SCRIPT)
    (folder / "js" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.js").write_text("no", encoding="utf-8")
    return Assets(PlainTextResponse("handed on"), folder=folder)


@pytest.mark.parametrize("path", ["/static/js/index.abc.js", "/timeline/static/js/index.abc.js"])
def test_a_script_is_sent_compressed_and_kept_for_good(app: Assets, path: str) -> None:
    """A script is the same once unpacked, smaller on the way, named as what it is, and kept by the browser."""
    answer = ask(app, path, accept_encoding=BROWSER)
    assert brotli.decompress(answer.body) == SCRIPT
    assert len(answer.body) < len(SCRIPT) / 10
    assert answer.headers["content-length"] == str(len(answer.body))
    assert (answer.headers["content-encoding"], answer.headers["content-type"]) == ("br", "application/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accept", ["gzip", "gzip, deflate", "gzip, br;q=0"])
def test_a_browser_without_brotli_gets_gzip(app: Assets, accept: str) -> None:
    """Browsers take no brotli from another machine over http; what they get is compressed all the same."""
    answer = ask(app, "/static/js/index.abc.js", accept_encoding=accept)
    assert gzip.decompress(answer.body) == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"


def test_each_file_is_compressed_once(app: Assets, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was compressed for the first reader is not compressed again."""
    first = ask(app, "/static/js/index.abc.js", accept_encoding=BROWSER)
    monkeypatch.delattr(answers.brotli, "compress")
    assert ask(app, "/static/js/index.abc.js", accept_encoding=BROWSER).body == first.body


def test_a_font_of_ours_goes_in_place_of_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font there is of the same name as one of Streamlit's is sent instead, and another is handed on."""
    for folder in ("theirs/media", "ours"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("icons.abc.woff2", "other.abc.woff2"):
        (tmp_path / "theirs" / "media" / name).write_bytes(b"whole")
    (tmp_path / "ours" / "icons.abc.woff2").write_bytes(b"cut")
    monkeypatch.setattr(assets, "OWN_FILES", tmp_path / "ours")
    app = Assets(PlainTextResponse("handed on"), folder=tmp_path / "theirs")
    answer = ask(app, "/static/media/icons.abc.woff2")
    assert (answer.headers["content-type"], answer.body) == ("font/woff2", b"cut")
    assert "immutable" in answer.headers["cache-control"]
    assert ask(app, "/static/media/other.abc.woff2").body == b"handed on"


@pytest.mark.parametrize(
    ("path", "accept", "method"),
    [
        ("/static/js/index.abc.js", "", "GET"),
        ("/static/js/index.abc.js", "zstd", "GET"),
        ("/static/js/index.abc.js", "gzip;q=0, br;q=0", "GET"),
        ("/static/js/index.abc.js", BROWSER, "POST"),
        ("/static/js/picture.png", BROWSER, "GET"),
        ("/static/js/absent.js", BROWSER, "GET"),
        ("/static/../secret.js", BROWSER, "GET"),
        ("/static//js/index.abc.js", BROWSER, "GET"),
        ("/", BROWSER, "GET"),
    ],
)
def test_anything_else_is_handed_on(app: Assets, path: str, accept: str, method: str) -> None:
    """Streamlit answers for pictures, pages, files that are not there, and browsers that read neither coding."""
    assert ask(app, path, accept_encoding=accept, method=method).body == b"handed on"
