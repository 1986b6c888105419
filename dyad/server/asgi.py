"""The app that is served: Streamlit's, with security headers, files, first HTML and limits before it.

`python -m dyad serve` and `streamlit run app.py` serve the same; what lies in uvicorn (`protocols`) is the former's.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit.file_util import get_static_dir
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.bootstrap import load_config_options

from dyad.paths import shipped
from dyad.publish.drawing_requests import FOLDER
from dyad.render.cache import Drawings
from dyad.render.engine import draw_elsewhere, packed_elsewhere
from dyad.rooms.room import ROOMS
from dyad.server.addresses import Addresses, files_in
from dyad.server.assets import Assets
from dyad.server.drawings import DrawingsRoute
from dyad.server.files import FilesMiddleware
from dyad.server.first.making import FirstHTML
from dyad.server.guard import BLOCKED_PATHS, METRICS, HostGuard
from dyad.server.headers import HeadersMiddleware, security_headers
from dyad.server.health import answer_health, name_failure
from dyad.server.index import make_index
from dyad.server.join.page import join_page
from dyad.server.limits import limited
from dyad.server.prewarm import prewarm, warm_up
from dyad.server.protocols import BoundedHeads
from dyad.server.rooms import RoomsMiddleware
from dyad.server.settings import Settings, StartError, read_settings
from dyad.server.uploads import Uploads
from dyad.ui.failure import tell_failure

APP = shipped("app.py")
ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - what Streamlit serves on where its settings name no address
MOST_MESSAGE_BYTES = 256 * 1024  # of a page: what its widgets hold; files come by another way
GRACE_SECONDS = 3  # for answers under way when the server is told to end
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"  # as Streamlit's own


def serve(settings: Settings, *, on: Sequence[socket.socket]) -> None:
    """Serve until Ctrl-C or the end of the process is asked for."""
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    parts = Parts(settings)
    app = st.App(APP, **parts.app_options())
    # After `st.App`, which says where .streamlit/config.toml is: it counts, but for what is given here.
    load_config_options({"server.address": settings.host, "server.port": settings.port})
    config = uvicorn.Config(
        app,
        lifespan="on",
        http=BoundedHeads,
        ws_max_size=MOST_MESSAGE_BYTES,
        ws_per_message_deflate=False,  # as with `streamlit run`: classes sit in one room, and packing costs time
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=list(on))


def app_options() -> dict[str, Any]:
    """Return what `streamlit run`, which has read .streamlit/config.toml, makes the `st.App` of `app.py` with.

    Ends the process with one line where a variable holds what it may not.
    """
    try:
        address = st.get_option("server.address") or ANY_ADDRESS
        settings = read_settings(os.environ, host=address, port=st.get_option("server.port"))
    except StartError as why:
        raise SystemExit(str(why)) from why
    return Parts(settings).app_options()


class Parts:
    """What stands before Streamlit's app; made when its server starts, as Streamlit's settings are not read before."""

    def __init__(self, settings: Settings) -> None:
        PagesManager.uses_pages_directory = False  # of which Streamlit would make a menu until it has seen ours
        self.settings = settings
        ROOMS.address, ROOMS.alone = settings.phones, settings.alone
        self.drawings = Drawings(draw=packed_elsewhere)  # of the record that is served
        self._static = Path(get_static_dir())

    @cached_property
    def index(self) -> str:
        """The HTML of every page, before its own head and body are in it."""
        return make_index(self._static)

    @cached_property
    def headers(self) -> dict[str, str]:
        return security_headers(self.index, ancestors=self.settings.ancestors)

    def app_options(self) -> dict[str, Any]:
        """Return what Streamlit's app is made with."""
        return {
            "routes": [
                Route("/health", answer_health),
                Route(f"/{FOLDER}/{{name}}", DrawingsRoute(self.drawings).answer),
            ],
            "middleware": [Middleware(self._stand_before)],
            "lifespan": limited,
            "on_script_error": tell_failure,
            # it is made outside of any middleware
            "exception_handlers": {Exception: lambda _, error: name_failure(error, self.headers)},
        }

    def _stand_before(self, app: ASGIApp) -> ASGIApp:
        """Return Streamlit's app with all that is ours before it."""
        draw_elsewhere()
        app = Uploads(app, limits=self.settings.uploads)
        app = FirstHTML(app, self.index, self.drawings)
        app = Addresses(app, files=files_in(self._static))
        app = HeadersMiddleware(RoomsMiddleware(FilesMiddleware(app)), self.headers, phone_page=join_page())
        assets = Assets(app, folder=self._static / "static")
        Thread(target=warm_up, daemon=True).start()
        if self.settings.prewarm:
            Thread(target=prewarm, args=(self.drawings,), name="prewarm", daemon=True).start()
        blocked = BLOCKED_PATHS if self.settings.metrics else (*BLOCKED_PATHS, METRICS)
        return HostGuard(assets, headers=self.headers, names=self.settings.names, blocked=blocked)
