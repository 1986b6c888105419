"""Many measurements as few numbers."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all does not exceed: one of the values, never one between two.

    >>> quantile([5, 1, 4, 2, 3], 0.95), quantile([1, 2, 3, 4], 0.5)
    (5, 2)
    """
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def spread(values: Sequence[float], *, digits: int = 0) -> str:
    """Return the median and, in brackets, the lower and upper quartile.

    >>> spread([1, 2, 3, 4, 5])
    '3 (2–4)'
    """
    if len(values) == 1:
        return f"{values[0]:,.{digits}f}"
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"
