"""The command `schema apply`: a schema from a file onto a platform, planned, told, and saved only on --yes."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.connection import FAILED, Connection, Place
from controllers.applying import JOURNAL
from controllers.exchange.schema_files import SchemaFile
from controllers.exchange.schema_plan import PlannedLine, SchemaPlan, plan_file, planned_lines
from controllers.schema_saving import SaveReport, SchemaSaving
from domain.reading import quote
from domain.schema_changes import describe
from models.journal import Journal
from models.namespace_book import EMPTY_BOOK, NamespaceBook, NamespacesRefused
from models.namespaces import FOLDER, file_name, load_book

LEFT_OUT = 1
"""The exit status where something of the plan was not done."""
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be applied, and how far it may go. `for_ever`: the keys that may be deleted for ever, by name."""

    path: Path
    prune: bool
    for_ever: tuple[str, ...]
    yes: bool
    place: Place


def add_apply(words: Any) -> argparse.ArgumentParser:
    """The word `apply` and its options."""
    parser: argparse.ArgumentParser = words.add_parser(
        "apply",
        help="bring a schema from a file onto a platform",
        description="Bring a schema onto a platform, key by key: what it has and the file does not name stays. The "
        "plan is printed; it is sent only with --yes, after the schema was read again and merged.",
    )
    parser.add_argument("file", type=Path, help="a schema as JSON, in the new or the old form")
    parser.add_argument("--yes", action="store_true", help="send the plan; without it nothing is sent")
    parser.add_argument("--prune", action="store_true", help="also delete keys the file does not name, so that they "
                        "can be restored")  # fmt: skip
    parser.add_argument("--hard-delete", action="append", default=[], metavar="KEY", help="let this key be deleted for "
                        "ever where the file says so; can be said again")  # fmt: skip
    return parser


def wanted_of(found: argparse.Namespace, place: Place) -> Wanted:
    """What was said."""
    return Wanted(found.file, found.prune, tuple(found.hard_delete), found.yes, place)


async def apply(connection: Connection, file: SchemaFile, wanted: Wanted) -> int:
    """Plan, tell and save; the exit status. Raises PlatformError where the schema could not be read."""
    session = connection.session
    wanted.place.data.mkdir(parents=True, exist_ok=True)
    with closing(Journal.open(wanted.place.data / JOURNAL)) as journal:
        saving = SchemaSaving(session, connection.lanes, journal)
        await saving.read_again()
        plan = plan_file(saving.draft.base.raw, file, prune=wanted.prune, for_ever=wanted.for_ever)
        book = _book(wanted.place.data, session.platform_key)
        _say(_told(plan, book, wanted.path.name, session.platform))
        whole = not plan.refused
        if not plan.changes:
            return 0 if whole else LEFT_OUT
        if not wanted.yes:
            _say(["Nothing was sent. Say --yes to send it."])
            return LEFT_OUT
        saving.draft.stage(f"Apply {wanted.path.name}", plan.draft())
        report = await saving.save()
    if report.state in {"failed", "unknown"}:
        sys.stderr.write(f"{report.sentence}\n")
        return FAILED
    _say(_outcome(report))
    return 0 if whole and report.state in {"saved", "nothing"} and not report.different else LEFT_OUT


def _book(data: Path, platform: str) -> NamespaceBook:
    """What the window keeps of this platform's namespaces; nothing where it keeps nothing that can be read."""
    try:
        return load_book(data / FOLDER / file_name(platform))
    except (OSError, NamespacesRefused):
        return EMPTY_BOOK


def _told(plan: SchemaPlan, book: NamespaceBook, name: str, platform: str) -> Iterator[str]:
    """The plan, line by line."""
    lines = planned_lines(plan, book.findings)
    yield f"{name} onto {platform}: {_counted(len(lines), 'change')}."
    yield from (f"  {line.text}" for line in lines)
    yield from _section("Not possible:", [left.sentence for left in plan.refused])
    yield from _section("Kept:", [left.sentence for left in plan.kept])
    yield from _section("Protected, so make sure that its owner knows:", _protected(lines, book))
    yield from _section("Worth a look:", [f"{quote(line.key)}: {said}" for line in lines for said in line.warnings])
    if plan.only_there:
        shown = ", ".join(map(quote, plan.only_there[:_SHOWN]))
        more = f" and {len(plan.only_there) - _SHOWN:,} more" if len(plan.only_there) > _SHOWN else ""
        yield f"Only on {platform}, and not touched: {shown}{more}. With --prune they would be deleted."


def _protected(lines: Sequence[PlannedLine], book: NamespaceBook) -> list[str]:
    spaces = book.protecting(line.key for line in lines)
    owners = ((space, book.namespace(space).owner) for space in spaces)
    return [f"{space}. belongs to {owner}." if owner else f"{space}." for space, owner in owners]


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield title
        yield from (f"  {line}" for line in lines)


def _outcome(report: SaveReport) -> Iterator[str]:
    yield report.sentence
    for conflict in report.conflicts:
        yield f"  {quote(conflict.key)} was changed by somebody else meanwhile."
    for change in report.different:
        yield f"  The platform did otherwise: {describe(change)}"


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
