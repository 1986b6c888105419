"""Words that try to be more than words, and tables made of them.

Whatever can run sets `hit` on the window or opens a dialog; the only foreign machine named is 127.0.0.2.
"""

from __future__ import annotations

from urllib.parse import quote

import pandas as pd

from dyad.record.schema import VERDICTS

AWAY = "http://127.0.0.2"

HTML = (
    "<script>hit=1;alert(1)</script>", "<svg onload=alert(2)>", "<img src=x onerror=alert(3)>",
    f"<iframe src={AWAY}></iframe>", "<iframe srcdoc='<script>alert(4)</script>'>", f"<object data={AWAY}></object>",
    f"<embed src={AWAY}>", f"<base href={AWAY}/>", f"<meta http-equiv=refresh content=0;url={AWAY}>",
    f"<link rel=stylesheet href={AWAY}/c>", "<style>*{display:none}</style>", f"<form action={AWAY}><input name=p>",
    "</style><style>body{background:red}", "</script><script>hit=2</script>", "<a href=javascript:alert(5)>go</a>",
    "<details open ontoggle=alert(6)>", "<b onmouseover=alert(7)>b</b>", "<math><mi xlink:href=javascript:alert(8)>",
    "\"><svg/onload=alert(9)>", "' autofocus onfocus=alert(10) x='", "&lt;b&gt;b&lt;/b&gt; &#60;i&#62;",
    "&#x6a;avascript:alert(11)", "<!-- --><h1>h</h1>",
)  # fmt: skip
LINKS = (
    "javascript:alert(12)", "data:text/html,<script>alert(13)</script>", "vbscript:msgbox(14)",
    "[a](javascript:alert(15))", "[d](data:text/html,x)", f"[l]({AWAY}/l)", f"![i]({AWAY}/i.png)", f"<{AWAY}/auto>",
    "www.example.invalid", "me@example.invalid", f"[r][1] [1]: {AWAY}/r", "[x]: javascript:alert(16)",
)  # fmt: skip
MARKDOWN = (
    "**b** _i_ `c` ~~s~~", "# head", "> said", "- item", "1. item", "|a|b|", "```js x```", "a -> b <- c -- d",
    ":red[r]", ":blue-background[b]", ":small[s]", ":material/home:", ":streamlit:", ":smile:", ":red-badge[r]",
    "$x^2$", "$$y$$", r"\(z\)", r"$\href{javascript:alert(17)}{h}$", r"\n\t\u0041", "a\\*b",
)  # fmt: skip
CHARTS = (
    "<b>b</b><br>c", "<a href='javascript:alert(18)'>p</a>", "%{x} %{customdata[0]}<extra></extra>",
    '{"signal": "alert(19)"}', "datum.title", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{0} {title} %s %(a)s",
    "url(#a) expression(alert(20))",
)  # fmt: skip
SHEETS = ('=HYPERLINK("http://127.0.0.2")', "@SUM(1)", "+cmd|' /C x'!A0", "-2+3", "=1+1", "%0a=1", "\"q\" 'q'")
ODD = (
    "NA", "None", "NaN", "null", "undefined", "true", "0", "w" * 300, "Z͑̂a͛̈l̃͝g̈́̊o̓",
    "🇵🇹 🏳️‍🌈 👩‍👩‍👧", "שלום عربي", "x[31mred[0m",
    "constructor", "__proto__", "../../etc/passwd",
)  # fmt: skip
PAYLOADS = (*HTML, *LINKS, *MARKDOWN, *CHARTS, *SHEETS, *ODD)

THEMES = ("<b>b</b>", "*war* & :red[x]", "$x$ [a](javascript:b)", "datum.theme")


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """Return rows as a CSV file."""
    return pd.DataFrame(rows).to_csv(index=False, lineterminator="\n").encode()


def hostile_tables() -> dict[str, bytes]:
    """Return a set of tables with several payloads in each event, source, claim, figure and step."""

    def of(number: int) -> str:
        return PAYLOADS[number % len(PAYLOADS)]

    numbers = range(len(PAYLOADS))
    events = [
        {
            "id": f"e-{n}", "date": f"{1950 + n % 60}-0{1 + n % 9}", "title": f"{n} {of(n)}"[:70].strip(),
            "label": of(n)[:32].strip(), "summary": of(n), "theme": THEMES[n % len(THEMES)], "scope": "bilateral",
            "actors": f"{of(n + 1)};{of(n + 2)}".replace(";;", ";"), "place": of(n + 3), "note": of(n + 4),
            "sources": f"s-{n};s-{(n + 5) % len(PAYLOADS)}",
        }
        for n in numbers
    ]  # fmt: skip
    sources = [
        {
            "id": f"s-{n}", "author": of(n + 6), "title": of(n), "publisher": of(n + 7), "date": "2001",
            "url": f"{AWAY}/{quote(of(n), safe='()')}", "language": "en", "licence": of(n + 8), "note": of(n + 9),
        }
        for n in numbers
    ]  # fmt: skip
    claims = [
        {
            "id": f"c-{n}", "event": f"e-{n}", "claim": of(n), "value": of(n + 1), "unit": of(n + 2),
            "locator": of(n + 3), "verdict": VERDICTS[n % len(VERDICTS)], "check": "", "record": of(n + 4),
            "sources": f"s-{n}",
        }
        for n in numbers
    ]  # fmt: skip
    trade = [
        {
            "indicator": kind, "economy": one, "partner": other, "year": str(1995 + n), "period": "calendar",
            "basis": "statistics", "flow": flow, "value": str(10 + n), "low": "", "high": "", "unit": unit,
            "out_of": "", "reporter": of(n) if n % 2 else one, "sources": f"s-{n}", "note": of(n + 2),
        }
        for n in range(15)
        for kind, one, other, flow, unit in (
            ("goods_trade", "FRA", "PRT", "total", "USD million"),
            ("goods_trade", "PRT", "FRA", "total", "USD million"),
            ("export_rank", "FRA", "", "exports", "rank"), ("import_rank", "FRA", "", "imports", "rank"),
        )
    ]  # fmt: skip
    lesson = [
        {"id": f"l-{n}", "title": of(n)[:70].strip(), "shows": "text", "figure": "", "view": "", "event": "",
         "claim": "", "question": "", "options": "", "prompt": of(n + 1),
         "answer": "", "note": of(n + 2), "sources": f"s-{n}"}
        for n in range(6)
    ]  # fmt: skip
    lesson.append(lesson[0] | {"id": "l-order", "shows": "question", "question": "order", "options": "e-1;e-2;e-3"})
    tables = {"events": events, "sources": sources, "claims": claims, "trade": trade, "lesson": lesson}
    return {f"{name}.csv": as_csv(rows) for name, rows in tables.items()}
