"""The dashboard in Streamlit's test harness, page by page."""

from __future__ import annotations

import runpy
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.seen import Show

RUN_SECONDS = 30  # for one run of a page's script, on a busy machine


@pytest.fixture
def app(root: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the dashboard, not yet run, in Streamlit's test harness, whose menu is ours from the first run on.

    No installed package is searched for components, which would take each of them a tenth of a second: there are none.
    """
    monkeypatch.setattr("streamlit.components.v2.manifest_scanner.scan_component_manifests", list)
    run_app = partial(runpy.run_path, run_name="__main__")
    monkeypatch.setattr("streamlit.runtime.scriptrunner.script_runner._mpa_v1", run_app)
    monkeypatch.chdir(root)
    return AppTest.from_file(root / "app.py", default_timeout=RUN_SECONDS)


@pytest.fixture
def show(app: AppTest) -> Show:
    """Return the function that shows a page, `show("trade", years=["2010", "2016"])`; it fails on an exception."""

    def show_page(name: str = "overview", **query: Any) -> AppTest:
        for parameter, value in query.items():
            app.query_params[parameter] = value
        if name != "overview":
            app.switch_page(f"pages/{name}.py")
        app.run()
        assert not app.exception, [one.message for one in app.exception]
        return app

    return show_page
