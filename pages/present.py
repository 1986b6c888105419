"""Present: a lesson, one step to the window."""

from dyad.ui import shell
from dyad.ui.present import present

present(shell.enter())
