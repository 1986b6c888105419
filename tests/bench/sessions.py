"""A reader without a browser: a client that speaks Streamlit's websocket as its web page does.

Streamlit 1.67: `/_stcore/stream`, protobuf `BackMsg` one way and `ForwardMsg` the other. The messages sent here were
compared with those of a browser: all widgets with what they hold, the hashes of large messages that are kept, the
hash of the page, the query string of bound widgets.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.Common_pb2 import DoubleArray, StringArray
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.sessions import ask_for_run

RUN_SECONDS = 120  # for one answer, at the most
FINISH_BYTES = 200  # a message that ends a run is smaller: larger ones are looked at after the time is taken
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
THEME = "theme"  # key of the pills, in the app as on the plain page


class FailedRunError(Exception):
    """A run ended in an error."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One run of the script: when its last message came (`time.perf_counter`), and all its messages."""

    ended: float
    messages: tuple[bytes, ...]

    def elements(self) -> Iterator[Element]:
        """Return every element that is drawn anew."""
        for raw in self.messages:
            message = ForwardMsg.FromString(raw)
            if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
                yield message.delta.new_element


@dataclass(kw_only=True)
class Reader:
    """One session; `async with Reader(address=…) as reader` opens and ends it."""

    address: str
    path: str = ""
    query: str = ""  # of the page's address
    seen_as: str = ""  # where the reader says that the server is; else at its address
    offered: list[str] = field(default_factory=list)  # the themes it can choose
    _socket: ClientConnection = field(init=False, repr=False)
    _widgets: dict[str, WidgetState] = field(default_factory=dict, repr=False)
    _buttons: dict[str, str] = field(default_factory=dict, repr=False)  # id by key
    _pressed: list[WidgetState] = field(default_factory=list, repr=False)
    _page: str = ""
    _cached: list[str] = field(default_factory=list, repr=False)

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            self.address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(self.address), user_agent_header=AGENT, compression=None, max_size=None, ping_interval=None,
        )  # fmt: skip
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def run(self, query: str | None = None) -> Answer:
        """Have the script run with what the widgets hold now, and wait until it has ended.

        A `query` takes the place of what the address has.
        """
        self.query = self.query if query is None else query
        pressed, self._pressed = self._pressed, []
        url, widgets = self.seen_as or self.address, (*self._widgets.values(), *pressed)
        request = ask_for_run(url, self.path, self._page, widgets, query=self.query, kept=self._cached)
        await self._socket.send(request.SerializeToString())
        answer = await self._answer()
        self._learn(answer)
        return answer

    def choose(self, themes: Sequence[str]) -> None:
        """Press pills, so that these are on; the next run tells the server."""
        pills = next(widget for id, widget in self._widgets.items() if id.endswith(f"-{THEME}"))
        pills.string_array_value.data[:] = themes
        self.query = urlencode({THEME: themes}, doseq=True)

    def press(self, key: str) -> None:
        """Press a button; the next run tells the server."""
        self._pressed = [WidgetState(id=self._buttons[key], trigger_value=True)]

    async def _answer(self) -> Answer:
        messages: list[bytes] = []
        async with asyncio.timeout(RUN_SECONDS):
            while True:
                raw = await self._socket.recv(decode=False)
                now = time.perf_counter()
                messages.append(raw)
                if len(raw) < FINISH_BYTES:
                    message = ForwardMsg.FromString(raw)
                    if message.WhichOneof("type") == "script_finished":
                        if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                            return Answer(ended=now, messages=tuple(messages))
                        if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                            raise FailedRunError("the script does not compile")

    def _learn(self, answer: Answer) -> None:
        for raw in answer.messages:
            message = ForwardMsg.FromString(raw)
            if message.WhichOneof("type") == "new_session":
                self._page = message.new_session.page_script_hash
            if message.WhichOneof("type") == "navigation":  # which the plain page has not got
                self._page = message.navigation.page_script_hash
            if message.metadata.cacheable:
                self._cached = [message.hash]  # those of the run before are forgotten, as a browser does after two
        for element in answer.elements():
            if element.WhichOneof("type") == "exception":
                raise FailedRunError(element.exception.message)
            if element.WhichOneof("type") == "button":
                self._buttons[element.button.id.rpartition("-")[2]] = element.button.id
            state = browser_state(element)
            if state is not None:
                self._widgets.setdefault(state.id, state)
                if state.id.endswith(f"-{THEME}"):
                    self.offered = [option.content for option in element.button_group.options]


def browser_state(element: Element) -> WidgetState | None:
    """Return what a browser sends of a widget that nobody touched; None for what is no widget, or silent till then."""
    match element.WhichOneof("type"):
        case "text_input":
            return WidgetState(id=element.text_input.id, string_value=element.text_input.default)
        case "checkbox":
            return WidgetState(id=element.checkbox.id, bool_value=element.checkbox.default)
        case "slider":
            return WidgetState(id=element.slider.id, double_array_value=DoubleArray(data=element.slider.default))
        case "button_group":
            group = element.button_group
            chosen = [group.options[place].content for place in group.default]
            return WidgetState(id=group.id, string_array_value=StringArray(data=chosen))
        case "selectbox":  # with nothing chosen in it
            return WidgetState(id=element.selectbox.id)
    return None
