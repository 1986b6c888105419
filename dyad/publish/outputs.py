"""Files written whole or not at all: beside their place first, then put into it."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

PART = ".part"  # ends the name of a file while it is written
STREAMS = (("/", "dev"), ("/", "proc"))  # folders of what is written to, not put into place


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files, making their folders; a device or pipe, such as /dev/stdout, is written to as it is.

    Where one cannot be written, none of them is changed: raises OSError, whose `filename` is that file's.
    """
    staged: dict[Path, Path] = {}
    file = Path()
    try:
        for file, content in files.items():
            if is_stream(file):
                file.write_bytes(content)
                continue
            place = file.resolve()  # a link goes on leading there
            part = place.with_name(f".{os.getpid()}-{len(staged)}{PART}")
            _check_place(place)
            staged[part] = place
            part.write_bytes(content)
        for part, file in staged.items():
            if file.exists():
                part.chmod(file.stat().st_mode)
            part.replace(file)
    except OSError as why:
        why.filename, why.filename2 = str(file), None
        raise
    finally:
        for part in staged:
            with suppress(OSError):
                part.unlink()


def _check_place(place: Path) -> None:
    """Make the folder of a file, and make sure that the file could be written if it were not replaced."""
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if place.exists() and not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as why:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from why


def is_stream(file: Path) -> bool:
    """Tell whether a path is a device or pipe."""
    return file.absolute().parts[:2] in STREAMS or (file.exists() and not file.is_file() and not file.is_dir())
