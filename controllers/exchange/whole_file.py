"""A file is there whole or as it was: written beside its place and moved there at the end."""

import errno
import os
import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from wire.errors import Told


class ExportRefused(Told):
    """What should go out can't be written; the sentence says why, and what was kept."""


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A path to write to, beside `path`; moved there when the block ends well, else gone. Raises ExportRefused."""
    place = path.resolve()
    refusal = _refusal(place)
    if refusal:
        raise ExportRefused(f"{refusal} Nothing was written.")
    part = place.with_name(f".{uuid.uuid4().hex[:12]}.part")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        if place.exists():
            shutil.copymode(place, part)
        part.replace(place)
    except OSError as problem:
        raise ExportRefused(_sentence(problem, place)) from problem
    finally:
        part.unlink(missing_ok=True)


def _refusal(place: Path) -> str:
    if place.is_dir():
        return f'"{place.name}" is a folder. Choose the name of a file in it.'
    if not place.parent.is_dir():
        return f'There is no folder "{place.parent}".'
    if place.exists() and not os.access(place, os.W_OK):
        return f'"{place.name}" is there already and may not be changed. Choose another name.'
    if not os.access(place.parent, os.W_OK):
        return f'You may not write into "{place.parent}". Choose another folder.'
    return ""


def _sentence(problem: OSError, place: Path) -> str:
    kept = "The file that was there is unchanged." if place.exists() else "Nothing was left behind."
    match problem.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f'There is no room left for "{place.name}" on its disk. {kept}'
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f'You may not write "{place.name}" there. {kept}'
        case errno.ENAMETOOLONG:
            return f'The name "{place.name}" is too long for this disk. {kept}'
        case _:
            return f'"{place.name}" could not be written: {problem.strerror or problem}. {kept}'
