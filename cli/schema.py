"""The command `schema`: export the metadata schema to a file, tell it apart from one, or bring one in."""

import argparse
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cli.connection import Connection, Place, add_place, connected, place_of, run
from cli.schema_apply import Wanted, add_apply, apply, wanted_of
from controllers.exchange.schema_diff import DiffLine, diff_json, diff_text, schema_diff
from controllers.exchange.schema_files import old_schema_text, read_schema_file, schema_text, write_text
from controllers.exchange.schema_script import schema_script
from domain.schema_text import Raw

Work = Callable[[], Coroutine[Any, Any, int]]

STDOUT = Path("-")
DIFFERENT = 1
"""The exit status where two schemas differ."""
_EPILOG = """\
examples:
  main.py schema export schema.json
  main.py schema export schema.py --platform https://api.encord.com --key ~/.ssh/encord_ed25519
  main.py schema diff schema.json
  main.py schema diff main.json branch.json
  main.py schema apply schema.json          # prints the plan and sends nothing
  main.py schema apply schema.json --yes

exit status: 0 done, or no difference; 1 a difference, or something of the plan was not done; 2 it could not be done
(standard error says why). Each of the three words has a --help of its own.
"""


@dataclass(frozen=True, slots=True)
class _Export:
    """Where the schema shall go, and as what: new, old or script."""

    path: Path
    form: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Diff:
    """Two files, or a file and the platform where `other` is None; lines for people or JSON."""

    path: Path
    other: Path | None
    json: bool
    place: Place


def main(argv: Sequence[str]) -> int:
    """Do what the second word asks for; the exit status."""
    return run(_read(argv))


def _read(argv: Sequence[str]) -> Work:
    parser = argparse.ArgumentParser(
        prog="main.py schema",
        description="The metadata schema of the organisation as a file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    words = parser.add_subparsers(dest="word", required=True, metavar="export|diff|apply")
    parsers = {"export": _add_export(words), "diff": _add_diff(words), "apply": add_apply(words)}
    for each in parsers.values():
        add_place(each)
    found = parser.parse_args(argv)
    place = place_of(parsers[found.word], found)
    match found.word:
        case "export":
            form = found.form or ("script" if found.file.suffix == ".py" else "new")
            return partial(_export, _Export(found.file, form, place))
        case "diff":
            return partial(_diff, _Diff(found.file, found.other, found.json, place))
        case _:
            return partial(_apply, wanted_of(found, place))


def _add_export(words: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = words.add_parser(
        "export", help="write the schema to a file", description="Write the schema of a platform to a file."
    )
    parser.add_argument("file", type=Path, help="the file, or - for standard output")
    parser.add_argument("--form", choices=("new", "old", "script"), default="", help="as the platform has it, in the "
                        "words of the deprecated calls, or a script for the SDK (default: by the ending)")  # fmt: skip
    return parser


def _add_diff(words: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = words.add_parser(
        "diff",
        help="tell a file apart from the platform, or from another file",
        description="Tell two schemas apart, key by key: + only in the second, - only in the first, ~ in both. The "
        "first is the platform where only one file is given. The order of keys does not count.",
    )
    parser.add_argument("file", type=Path, help="a schema as JSON, in the new or the old form")
    parser.add_argument("other", type=Path, nargs="?", help="another one (default: the file beside the platform)")
    parser.add_argument("--json", action="store_true", help="write the difference as JSON")
    return parser


async def _export(wanted: _Export) -> int:
    async with connected(wanted.place) as connection:
        raw, platform = await schema_of(connection), connection.session.platform
        url = connection.client.url
    writers: Mapping[str, Callable[[], tuple[str, tuple[str, ...]]]] = {
        "new": lambda: (schema_text(raw), ()),
        "old": lambda: old_schema_text(raw),
        "script": lambda: _script(raw, platform, url),
    }
    text, notes = writers[wanted.form]()
    for note in notes:
        sys.stderr.write(f"{note}\n")
    if wanted.path == STDOUT:
        sys.stdout.write(text)
        return 0
    write_text(text, wanted.path)
    sys.stdout.write(f"{keys(len(raw))} of {platform} written to {wanted.path}.\n")
    return 0


def _script(raw: Raw, platform: str, url: str) -> tuple[str, tuple[str, ...]]:
    script = schema_script(raw, platform, url)
    return script.text, script.notes


async def _diff(wanted: _Diff) -> int:
    file = read_schema_file(wanted.path)
    if wanted.other is not None:
        other = read_schema_file(wanted.other)
        right = other.beside(file.raw)
        return _tell(wanted, str(wanted.path), str(wanted.other), schema_diff(file.beside(right), right))
    async with connected(wanted.place) as connection:
        raw, platform = await schema_of(connection), connection.session.platform
    return _tell(wanted, platform, str(wanted.path), schema_diff(raw, file.beside(raw)))


def _tell(wanted: _Diff, left: str, right: str, lines: tuple[DiffLine, ...]) -> int:
    sys.stdout.write(diff_json(lines) if wanted.json else diff_text(left, right, lines))
    return DIFFERENT if lines else 0


async def _apply(wanted: Wanted) -> int:
    file = read_schema_file(wanted.path)
    async with connected(wanted.place) as connection:
        return await apply(connection, file, wanted)


async def schema_of(connection: Connection) -> Raw:
    """The schema the platform has now. Raises PlatformError, also where this user may not read it."""
    return await connection.lanes.read(connection.client.read_schema) or {}


def keys(count: int) -> str:
    """How many keys, in words."""
    return "1 key" if count == 1 else f"{count:,} keys"
