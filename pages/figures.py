"""Figures: one figure made ready to leave, as a picture, a file, a citation."""

from dyad.ui import shell
from dyad.ui.export import choose_and_show

choose_and_show(shell.enter())
