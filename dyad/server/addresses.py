"""Where an address leads: to a page, to a file of Streamlit's, to what it meant, or to a page that says there is none.

Streamlit answers every address that is none of its own with its empty page and 200, so that a mistyped link shows the
overview, and a script of another version is HTML. What it has routes for is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from dyad.publish.pages import FIRST, PAGES
from dyad.server.answers import NEVER, REVALIDATED, is_read

HTML_ENDING = ".html"  # pages of the static website have it
INDEX = "index"
AMP = re.compile(r"^(amp;)+")  # before the name of a parameter: a link was copied from the source of a page

NOT_FOUND = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Not found</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 36rem; margin: 4rem auto; padding: 0 1rem; font: 1rem/1.6 'Fira Sans', system-ui, sans-serif;
  color: #14181d; background: #ffffff; }}
a {{ color: #0b5cad; }}
h1 {{ font-size: 1.5rem; }}
li {{ display: inline-block; margin-right: 1rem; }}
ul {{ padding: 0; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #e8ebef; background: #12161c; }} a {{ color: #6cb2ff; }} }}
</style>
</head>
<body>
<main>
<h1>There is no page at this address</h1>
<p>It may have been mistyped, or the link to it was cut short. What there is:</p>
<nav><ul>
{links}
</ul></nav>
</main>
</body>
</html>
"""


def resolve(path: str, query: str, *, files: Collection[str] = ()) -> str | None:
    """Return where an address leads, given as it was sent: percent-encoded, the path with its slash at the beginning.

    It is "" where the address is right, else the one that was meant, from there, below whatever path a proxy adds
    before both; None where nothing is. `files` are paths of files without that slash.

    >>> resolve("/timeline", "event=a")
    ''
    >>> resolve("/Timeline/", "event=a&amp;years=2014")
    '../timeline?event=a&years=2014'
    >>> print(resolve("/nothing", ""))
    None
    """
    plain = unquote(path)
    if plain.removeprefix("/") in files:
        return ""
    asked, _, more = plain.partition("?")  # a mark that was encoded with all that follows it
    mended = _mend(query, prefix=more)
    name = asked.strip("/").lower().removesuffix(HTML_ENDING)
    name = "" if name in (FIRST.name, INDEX) else name
    if asked.startswith("//") or name not in [page.path for page in PAGES.values()]:
        return None
    if plain == f"/{name}" and mended == query:
        return ""
    return f"{_way_up(path)}{name}" + (f"?{mended}" if mended else "")


def _mend(query: str, *, prefix: str = "") -> str:
    """Return a query, after what stood in the path for a part of it, without what copying a link may do to it."""
    part = query if "=" in query else unquote(query)  # encoded whole, with its equals signs
    given = parse_qsl(f"{prefix}&{part}", keep_blank_values=True)
    meant = [(AMP.sub("", name), value) for name, value in given]
    well = not prefix and meant == parse_qsl(query, keep_blank_values=True)
    return query if well else urlencode(meant)


class Addresses:
    """Redirect addresses that meant another one, and answer those that lead nowhere, but for what the app has routes.

    It stands within the app, as `middleware`, before what answers for pages. `files` are paths below the folder that
    the app serves whole.
    """

    def __init__(self, app: ASGIApp, *, files: Collection[str]) -> None:
        self._app = app
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._app
        if is_read(scope) and not _has_route(scope):
            answer = self._answer(scope) or self._app
        await answer(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
        found = resolve(path, query, files=self._files)
        if found is None:
            up = _way_up(path)
            links = [f'<li><a href="{up}{page.path}">{escape(page.menu)}</a></li>' for page in PAGES.values()]
            return HTMLResponse(NOT_FOUND.format(links="\n".join(links)), 404, NEVER)
        return RedirectResponse(found, headers=REVALIDATED) if found else None


def _way_up(path: str) -> str:
    """Return what leads from an address to the one at `/`, whatever path a proxy adds before both."""
    return "../" * (path.count("/") - 1) or "./"


def _has_route(scope: Scope) -> bool:
    """Return whether an app has a route for a request, other than the folder that it serves whole."""
    routes: Iterable[BaseRoute] = scope["app"].routes
    return any(
        route.matches(scope)[0] == Match.FULL for route in routes if not (isinstance(route, Mount) and not route.path)
    )


def files_in(folder: Path) -> frozenset[str]:
    """Return the files in Streamlit's folder of them, by path, but for its page: that is at the addresses of pages."""
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    return frozenset(files - {f"{INDEX}{HTML_ENDING}"})
