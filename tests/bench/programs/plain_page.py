"""The same content as a plain Streamlit page: `streamlit run plain_page.py`, the tables in `$BENCH_DATA`."""

from __future__ import annotations

import os
from pathlib import Path

import altair as alt
import pandas as pd
import plotly.express as px
import streamlit as st


@st.cache_data
def read_tables(folder: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the dated events, the trade as each side reports it, and the band that is claimed."""
    events = pd.read_csv(Path(folder) / "events.csv", dtype=str, keep_default_na=False)
    events["day"] = pd.to_datetime(events["date"].str.extract(r"^(\d{4}(?:-\d\d)?(?:-\d\d)?)")[0], format="ISO8601")
    trade = pd.read_csv(Path(folder) / "trade.csv")
    return (
        events.dropna(subset="day"),
        trade.loc[trade["indicator"] == "goods_trade", ["year", "value", "flow", "reporter", "sources"]],
        trade.loc[trade["indicator"] == "trade_band", ["low", "high"]],
    )


st.set_page_config(page_title="Pakistan–Russia", layout="wide")
events, trade, band = read_tables(os.environ["BENCH_DATA"])

st.title("Pakistan–Russia")
themes = st.pills("Themes", sorted(events["theme"].unique()), selection_mode="multi", key="theme", bind="query-params")
shown = events[events["theme"].isin(themes)] if themes else events

scatter = px.scatter(shown, x="day", y="theme", color="theme", hover_name="title", height=300)
st.plotly_chart(scatter, width="stretch", key="events")

lines = (
    alt.Chart(trade)
    .mark_line(point=True)
    .encode(x="year:Q", y="value:Q", color="reporter:N", strokeDash="flow:N", detail="sources:N")
)
claimed = alt.Chart(band).mark_rect(opacity=0.3).encode(y="low:Q", y2="high:Q")
st.altair_chart((claimed + lines).properties(height=240), width="stretch", key="trade")
