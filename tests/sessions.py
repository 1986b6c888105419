"""Readers without a browser: pages of the dashboard opened in the language that Streamlit's own client speaks.

A reader asks for an address, opens the websocket, and keeps what is drawn for it; a browser would draw it.

    with Reader("http://127.0.0.1:8501", "timeline") as reader:
        reader.run()   # as a browser does once it is connected
        reader.drawn   # what stands on the page then
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterable, Mapping
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Self

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

XSRF_COOKIE = "_streamlit_xsrf"
ANSWER_SECONDS = 30  # for one message or answer, on a busy machine
ENDED_WELL = ForwardMsg.FINISHED_SUCCESSFULLY


def ask_for_run(
    url: str, page: str, script: str, widgets: Iterable[WidgetState], *, query: str = "", kept: Iterable[str] = ()
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

    def __init__(self, url: str, page: str = "", cookies: Mapping[str, str] = MappingProxyType({})) -> None:
        self.page = page
        self.session = ""  # as the server calls it
        self.cookies = dict(cookies)
        self.drawn: list[Element] = []
        self._url = url
        self._script = ""  # of the page, as the server calls it
        self._widgets: dict[str, WidgetState] = {}
        self._socket: ClientConnection

    def __enter__(self) -> Self:
        """Open the websocket; nothing runs yet."""
        asked = urllib.request.Request(f"{self._url}/_stcore/health", headers={"Cookie": self._cookie_header()})  # noqa: S310
        with urllib.request.urlopen(asked, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            self._keep_cookies(answer.headers.get_all("Set-Cookie") or [])
        spoken = ["streamlit", self.cookies[XSRF_COOKIE]]
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
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def run(self) -> None:
        """Have the page run, with what its widgets hold, and wait until it has; it may end early to begin anew.

        Raises `ConnectionClosed` when the server ends, AssertionError when the run does.
        """
        self._ask_for_run()
        while True:
            message = self._receive()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
                self.drawn = []
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self.drawn.append(message.delta.new_element)
            elif kind == "script_finished" and message.script_finished == ENDED_WELL:
                return
            elif kind in ("session_event", "script_finished"):
                early = kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
                assert early, f"the page did not run: {message}"

    def _ask_for_run(self) -> None:
        self._send(ask_for_run(self._url, self.page, self._script, self._widgets.values()))

    def _send(self, asked: BackMsg) -> None:
        self._socket.send(asked.SerializeToString())

    def _receive(self) -> ForwardMsg:
        message: ForwardMsg = ForwardMsg.FromString(self._socket.recv(timeout=ANSWER_SECONDS))
        return message

    def turn_and_report(self, page: str, *, component: str, event: str, value: object) -> None:
        """Go to another page, and only then send what a component of this one reports, as a click in between does."""
        id = _make_trigger_id(self._id_of(component), "events")
        self.page, self._script, self._widgets = page, "", {}
        self.run()
        report = json.dumps([{"event": event, "value": value}])
        self._widgets[id] = WidgetState(id=id, json_trigger_value=report)
        self.run()

    def words(self) -> str:
        """Return all text that is drawn, with whatever stands around it in the messages."""
        return "\n".join(one.SerializeToString().decode("utf-8", errors="replace") for one in self.drawn)

    def upload(self, widget: str, name: str, content: bytes) -> None:
        """Choose a file in an uploader, and do not wait for the run that follows."""
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        self._send(asked)
        while (answer := self._receive()).WhichOneof("type") != "file_urls_response":
            pass
        given = answer.file_urls_response.file_urls[0]
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

    def _id_of(self, name: str) -> str:
        """Return the id of the widget that is drawn and whose id ends with a name."""
        for element in self.drawn:
            kind = element.WhichOneof("type")
            id = getattr(getattr(element, kind), "id", "") if kind else ""
            if id.endswith(f"-{name}"):
                return str(id)
        raise AssertionError(f"no widget whose id ends with -{name} is drawn")

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep_cookies(self, given: list[str]) -> None:
        for text in given:
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(text).items()}
