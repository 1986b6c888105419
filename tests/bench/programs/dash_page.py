"""The same content as a Dash page: `python dash_page.py PORT`, the tables in `$BENCH_DATA`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

FOLDER = Path(os.environ["BENCH_DATA"])
events = pd.read_csv(FOLDER / "events.csv", dtype=str, keep_default_na=False)
events["day"] = pd.to_datetime(events["date"].str.extract(r"^(\d{4}(?:-\d\d)?(?:-\d\d)?)")[0], format="ISO8601")
events = events.dropna(subset="day")
trade = pd.read_csv(FOLDER / "trade.csv")

app = Dash(__name__)


def draw_events(themes: list[str] | None) -> go.Figure:
    """Return the events of the themes, none chosen meaning every one."""
    shown = events[events["theme"].isin(themes)] if themes else events
    return px.scatter(shown, x="day", y="theme", color="theme", hover_name="title", height=300)


def draw_trade() -> go.Figure:
    """Return the trade as each side reports it, and the band that is claimed."""
    lines = px.line(
        trade[trade["indicator"] == "goods_trade"].sort_values("year"),
        x="year", y="value", color="reporter", line_dash="flow", line_group="sources", markers=True, height=240,
    )  # fmt: skip
    for claim in trade[trade["indicator"] == "trade_band"].itertuples():
        lines.add_hrect(y0=claim.low, y1=claim.high, opacity=0.3)
    return lines


app.layout = html.Div([
    html.H1("Pakistan–Russia"),
    dcc.Checklist(sorted(events["theme"].unique()), [], id="theme", inline=True),
    dcc.Graph(id="events"),
    dcc.Graph(id="trade", figure=draw_trade()),
])  # fmt: skip
app.callback(Output("events", "figure"), Input("theme", "value"))(draw_events)

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
