"""Buttons that put something into the clipboard: a text, or a picture of the server's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dyad.wording import ui_page as wording

KEY = "dyad_copying"

# A page that came neither encrypted nor from this machine has no clipboard for pictures.
_SCRIPT = """
const SAID_MS = 2500;
const TYPE = "image/png";

async function fetchPicture(address) {
  const answer = await fetch(new URL(address, document.baseURI));
  if (!answer.ok) throw new Error(await answer.text());
  return answer.blob();
}

async function copy({ text, picture }) {
  if (picture) return navigator.clipboard.write([new ClipboardItem({ [TYPE]: fetchPicture(picture) })]);
  return globalThis.dyad.copy(text);
}

function makeButton(action, said) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = action.label;
  button.addEventListener("click", async () => {
    const after = await copy(action).then(() => "Copied.", () => action.instead);
    said.textContent = `${action.label}: ${after}`;
    setTimeout(() => { said.textContent = ""; }, after === "Copied." ? SAID_MS : 4 * SAID_MS);
  });
  return button;
}

export default function ({ data, parentElement }) {
  const bar = parentElement.querySelector(".dyad-copying");
  const told = JSON.stringify(data.actions);
  if (bar.dataset.told === told) return;
  bar.dataset.told = told;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  bar.replaceChildren(...data.actions.map((action) => makeButton(action, said)), said);
}
"""
_copying = st.components.v2.component(KEY, html='<div class="dyad-copying"></div>', js=_SCRIPT, isolate_styles=False)


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button by its words: it copies a `text`, or the `picture` at an address of the server.

    Where that cannot be `instead` is said.
    """

    label: str
    text: str = ""
    picture: str = ""
    instead: str = wording.NO_COPY


def offer_copies(actions: Sequence[Action], *, key: str) -> None:
    """Show buttons that copy, in a row; each says when it is done."""
    _copying(key=key, data={"actions": [vars(action) for action in actions]})
