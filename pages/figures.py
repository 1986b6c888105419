"""Figures: all of them to choose from; one made ready to leave, as a picture, a file, a frame, a citation."""

from dyad.ui import shell
from dyad.ui.export import choose_and_show

choose_and_show(shell.enter())
