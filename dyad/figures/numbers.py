"""The key figures of the overview: four numbers with their words, each computed from the tables."""

from __future__ import annotations

from dyad.findings.claims import verdict_counts
from dyad.findings.ranks import rank_matches
from dyad.findings.trade import band_counts, last_year_known, totals
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.wording import listing, ordinal, possessive, say_span, usd


@remembered(1)
def key_figures(record: Record) -> tuple[tuple[str, str], ...]:
    """Return numbers and what they count: claims, years inside the band, the last year known, the ranks traced."""
    counted = verdict_counts(record)
    cards: list[tuple[str, str]] = []
    if record.has_claims:
        opinions = counted["opinion"]
        more = f"; {opinions} more {'is an opinion' if opinions == 1 else 'are opinions'}" if opinions else ""
        cards.append((
            f"{counted['confirmed']} of {sum(counted.values()) - opinions}",
            f"checkable claims hold, {counted['partly']} in part; {counted['contradicted']} contradicted, "
            f"{counted['not found']} not found{more}",
        ))  # fmt: skip
    else:
        events, sources = len(record.events), len(record.sources)
        cards.append((f"{events:,}", f"{'event' if events == 1 else 'events'}, {say_span(record.about.years)}"))
        cards.append((f"{sources:,}", "source named" if sources == 1 else "sources named"))
    counts = band_counts(record)
    names = " · ".join(record.about.economies.values())
    if counts:
        cards.append((" · ".join(f"{len(c.inside)} of {c.years}" for c in counts), f"years inside the band ({names})"))
    year = last_year_known(record)
    last = [totals(record, code).get(year) for code in record.about.codes]
    if all(value is not None for value in last):
        said = " · ".join(usd(float(value)) for value in last if value is not None)
        cards.append((said, f"USD million traded in {year} ({names})"))
    matches = rank_matches(record)
    if matches:
        listed = [m for m in matches if m.listed]
        which = f": {listing([f'{record.about.name(m.economy)} {ordinal(m.claimed)}' for m in listed])}"
        cards.append(
            (
                f"{len(listed)} of {len(matches)}",
                f"of the {possessive(record.about.document)} ranks found in a list{which if listed else ''}",
            )
        )
    return tuple(cards)
