"""What states are called, by the codes of ISO 3166."""

from __future__ import annotations

from babel import Locale
from babel.core import get_global


def name_of(code: str) -> str:
    """Return the usual English name of a state by its alpha-3 code, the code itself where ISO 3166 has none.

    >>> name_of("FRA"), name_of("RUS"), name_of("XXX")
    ('France', 'Russia', 'XXX')
    """
    alpha_2 = get_global("territory_aliases").get(code, [""])[0]
    return str(Locale("en").territories.get(alpha_2, code))
