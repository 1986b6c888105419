"""Readers without a browser: pages of the dashboard opened in the language that Streamlit's own client speaks.

A reader asks for an address, opens the websocket, tells what its address and its widgets hold, and keeps what is
drawn for it. When the websocket ends, it finds a server again as the client does: it asks whether one is healthy,
opens another websocket, and tells the same as before. Nothing is drawn, so that a hundred readers cost little.

    with Reader("http://127.0.0.1:8501", "timeline", "years=2014&years=2017") as reader:
        reader.run()                                            # as a browser does once it is connected
        reader.run(dyad_window={"json_value": '{"width":1200}'})  # what a widget, by the end of its id, is set to
        reader.drawn                                            # by its place in the page, what stands there
"""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterable
from http.cookies import SimpleCookie
from typing import Any, Self

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

XSRF_COOKIE = "_streamlit_xsrf"
NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"  # noqa: S105 - what Streamlit's client says where it has no token
ANSWER_SECONDS = 30  # for one message or answer, on a busy machine
BACK_SECONDS = 60  # until a server is found again, on a busy machine
PAUSE_SECONDS = 0.1  # between two questions whether a server is there
ENDED_WELL = ForwardMsg.FINISHED_SUCCESSFULLY

Place = tuple[int, ...]


def ask_for_run(
    url: str, page: str, script: str, query: str, widgets: Iterable[WidgetState], kept: Iterable[str]
) -> BackMsg:
    """Return the message that has a page run: it is named by its `script`, as the server calls it, once that is known.

    `kept` are the hashes of large messages that need not be sent again.
    """
    asked = BackMsg()
    run = asked.rerun_script
    run.query_string, run.page_script_hash, run.page_name = query, script, "" if script else page
    run.widget_states.widgets.extend(widgets)
    run.cached_message_hashes.extend(kept)
    about = run.context_info
    about.url, about.timezone, about.locale, about.color_scheme = f"{url}/{page}", "UTC", "en-GB", "light"
    return asked


class Reader:
    """One page opened by one reader, who keeps cookies, widgets and what is drawn."""

    def __init__(self, url: str, page: str = "", query: str = "") -> None:
        self.page = page
        self.query = query
        self.session = ""  # as the server calls it
        self.cookies: dict[str, str] = {}
        self.drawn: dict[Place, Element] = {}
        self._url = url
        self._script = ""  # of the page, as the server calls it
        self._widgets: dict[str, WidgetState] = {}
        self._kept: dict[str, ForwardMsg] = {}
        self._socket: ClientConnection | None = None

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def connect(self) -> None:
        """Open the websocket, under the name of an earlier session where there was one; nothing runs yet."""
        self._fetch("_stcore/health")
        self._fetch("_stcore/host-config")
        spoken = ["streamlit", self.cookies.get(XSRF_COOKIE, NO_TOKEN), *([self.session] if self.session else [])]
        self._socket = connect(
            f"ws{self._url.removeprefix('http')}/_stcore/stream",
            origin=Origin(self._url),
            subprotocols=list(map(Subprotocol, spoken)),
            additional_headers={"Cookie": self._cookie_header()},
            open_timeout=ANSWER_SECONDS,
            compression=None,
            max_size=None,
            proxy=None,
            legacy=True,
        )
        assert self._socket.response
        self._keep_cookies(self._socket.response.headers.get_all("Set-Cookie"))

    def run(self, **widgets: dict[str, Any]) -> None:
        """Have the page run, with these widgets set, and wait until it has.

        A widget is named by the end of its id and must have been drawn; its value is a field of `WidgetState`.
        Raises `ConnectionClosed` when the server ends, AssertionError when the run does.
        """
        for name, value in widgets.items():
            id = self._id_of(name)
            self._widgets[id] = WidgetState(id=id, **value)
        self._ask_for_run()
        self._watch()

    def _ask_for_run(self) -> None:
        asked = ask_for_run(self._url, self.page, self._script, self.query, self._widgets.values(), self._kept)
        assert self._socket
        self._socket.send(asked.SerializeToString())

    def turn_and_report(self, page: str, *, component: str, event: str, value: object) -> None:
        """Go to another page, and only then send what a component of this one reports, as a click in between does."""
        id = _make_trigger_id(self._id_of(component), "events")
        self.page, self._script, self._widgets = page, "", {}
        self.run()
        report = json.dumps([{"event": event, "value": value}])
        self._widgets[id] = WidgetState(id=id, json_trigger_value=report)
        self._ask_for_run()
        self._watch()

    def wait_until_alone(self) -> None:
        """Wait until the server has ended the websocket."""
        assert self._socket
        try:
            while True:
                self._socket.recv(timeout=ANSWER_SECONDS)
        except ConnectionClosed:
            return

    def come_back(self) -> None:
        """Find a server again, as the client does whose websocket has ended, and have the page run there."""
        end = time.monotonic() + BACK_SECONDS
        while True:
            try:
                self.connect()
                self.run()
            except (OSError, ConnectionClosed, InvalidStatus):
                if time.monotonic() > end:
                    raise
                time.sleep(PAUSE_SECONDS)
            else:
                return

    def close(self) -> None:
        """Leave the page."""
        if self._socket:
            self._socket.close()

    def words(self) -> str:
        """Return all text that is drawn, with whatever stands around it in the messages."""
        return "\n".join(one.SerializeToString().decode("utf-8", errors="replace") for one in self.drawn.values())

    def upload(self, widget: str, name: str, content: bytes) -> None:
        """Choose a file in an uploader, and do not wait for the run that follows."""
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        assert self._socket
        self._socket.send(asked.SerializeToString())
        given = self._receive_until("file_urls_response").file_urls_response.file_urls[0]
        head = f'--part\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        headers = {
            "Content-Type": "multipart/form-data; boundary=part",
            "Cookie": self._cookie_header(),
            "X-Xsrftoken": self.cookies[XSRF_COOKIE],
        }
        address = f"{self._url}/{given.upload_url.lstrip('/')}"
        body = head + content + b"\r\n--part--\r\n"
        put = urllib.request.Request(address, data=body, headers=headers, method="PUT")  # noqa: S310
        urllib.request.urlopen(put, timeout=ANSWER_SECONDS).close()  # noqa: S310
        state = WidgetState(id=self._id_of(widget))
        chosen = state.file_uploader_state_value.uploaded_file_info.add(name=name, size=len(content))
        chosen.file_id = given.file_id
        chosen.file_urls.CopyFrom(given)
        self._widgets[state.id] = state
        self._ask_for_run()

    def _receive_until(self, kind: str) -> ForwardMsg:
        assert self._socket
        while True:
            message: ForwardMsg = ForwardMsg.FromString(self._socket.recv(timeout=ANSWER_SECONDS))
            if message.WhichOneof("type") == kind:
                return message

    def _watch(self) -> None:
        """Take what the server sends until a run has ended well; a run may end early to begin anew."""
        assert self._socket
        drawn: dict[Place, Element] = {}
        while True:
            data = self._socket.recv(timeout=ANSWER_SECONDS)
            assert isinstance(data, bytes)
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "ref_hash":
                known = self._kept[message.ref_hash]
                place = message.metadata.delta_path[:]
                message = ForwardMsg.FromString(known.SerializeToString())
                message.metadata.delta_path[:] = place
            elif message.metadata.cacheable:
                self._kept[message.hash] = message
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
                drawn = {}
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "delta":
                _draw(drawn, message)
            elif kind == "script_finished" and message.script_finished == ENDED_WELL:
                self.drawn = drawn
                return
            elif kind in ("session_event", "script_finished"):
                early = kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
                assert early, f"the page did not run: {message}"

    def _id_of(self, name: str) -> str:
        """Return the id of the widget that is drawn and whose id ends with a name."""
        for element in self.drawn.values():
            kind = element.WhichOneof("type")
            id = getattr(getattr(element, kind), "id", "") if kind else ""
            if id.endswith(f"-{name}"):
                return str(id)
        raise AssertionError(f"no widget whose id ends with -{name} is drawn")

    def _fetch(self, path: str) -> None:
        request = urllib.request.Request(f"{self._url}/{path}", headers={"Cookie": self._cookie_header()})  # noqa: S310
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            answer.read()
            self._keep_cookies(answer.headers.get_all("Set-Cookie") or [])

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep_cookies(self, given: list[str]) -> None:
        for text in given:
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(text).items()}


def _draw(drawn: dict[Place, Element], message: ForwardMsg) -> None:
    """Put what a message holds in its place, and take away what stood there."""
    place, delta = tuple(message.metadata.delta_path), message.delta
    if delta.WhichOneof("type") == "new_element":
        for other in [other for other in drawn if other[: len(place)] == place]:
            del drawn[other]
        drawn[place] = delta.new_element
    elif delta.WhichOneof("type") == "add_block":
        drawn.pop(place, None)
