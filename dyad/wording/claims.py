"""What is said of verdicts, and of claims by them."""

from __future__ import annotations

VERDICT_RULES = {  # as docs/method.md has them, in a line each
    "confirmed": "an independent source, or the tables, give what the sentence most naturally means",
    "partly": "right in substance but not in a detail, in part, by one good source of two, or by the cited one alone",
    "contradicted": "sources, or the tables, rule out what the sentence most naturally means",
    "not found": "looked for, and neither said nor ruled out; the entry tells where",
    "opinion": "nothing that could be looked up would settle it",
}
METHOD = "How verdicts are given, with examples"
