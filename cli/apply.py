"""The command `apply`: the values of a file onto items of the platform, planned, asked about, then pushed."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cli.connection import Place, add_place, connected, place_of, run
from cli.reading import items, tell_progress
from controllers.applying import Applying, CannotApply
from controllers.exchange.import_plan import Decisions, ImportPlan
from controllers.exchange.mapping import ColumnUse, ImportMapping, match_column, propose
from controllers.exchange.matching import By, Match, MatchBy, uuids_of
from controllers.exchange.readers import FORMATS, Opened, ReadAs
from controllers.jobs import Job
from controllers.push_receipt import Receipt
from domain.metadata import Cell

WAYS: Mapping[str, By] = {"uuid": "uuid", "name": "name", "path": "path", "url": "url"}
LEFT_OUT = 1
"""The exit status where something of the file did not reach the platform."""
_SHOWN = 10
_EPILOG = """\
examples:
  main.py apply values.csv --match uuid --dry-run
  main.py apply values.xlsx --match name --folder 2c41… --yes
  main.py apply values.jsonl --match asset.id --folder 2c41… --mode replace
  main.py apply sidecars/ --match name --folder 2c41…

exit status: 0 everything in the file is on the platform, 1 something was left out or not sent (the plan or the
receipt says what), 2 it could not be done (standard error says why)
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be applied, and how."""

    path: Path
    by: str
    column: str
    folder: str
    how: ReadAs
    decisions: Decisions
    mapped: tuple[tuple[str, str], ...]
    dry_run: bool
    yes: bool
    place: Place


def main(argv: Sequence[str]) -> int:
    """Apply; the exit status."""
    wanted = _read(argv)
    return run(lambda: _apply(wanted))


def _read(argv: Sequence[str]) -> Wanted:
    parser = argparse.ArgumentParser(
        prog="main.py apply",
        description="Bring the values of a file onto items of the platform.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the file, or a folder of sidecars")
    parser.add_argument("--match", required=True, metavar="WAY", help="what names the item: uuid, name, path (the name "
                        "behind its folder's path), url, or a metadata key")  # fmt: skip
    parser.add_argument("--column", default="", metavar="NAME", help="the column that holds it (default: by its name)")
    parser.add_argument("--folder", default="", metavar="ID", help="the folder of the items (may be left out for uuid)")
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=KEY", help="where a column goes; nothing "
                        "after the = ignores it (default: by its name)")  # fmt: skip
    parser.add_argument("--mode", choices=("merge", "replace"), default="merge", help="merge changes only what is "
                        "given, replace also removes keys the file does not have (default: %(default)s)")  # fmt: skip
    parser.add_argument("--empty", choices=("leave", "clear"), default="leave", help="what an empty cell does")
    parser.add_argument("--several", choices=("leave", "all"), default="leave", help="a row that means several items")
    parser.add_argument("--twice", choices=("last", "first", "leave"), default="leave", help="rows with different "
                        "values for one item: which counts (default: %(default)s the value as it is)")  # fmt: skip
    parser.add_argument("--keep-invalid", action="store_true", help="send values that break the schema as well")
    parser.add_argument("--format", choices=tuple(FORMATS), default="", help="the kind of file")
    parser.add_argument("--encoding", default="", metavar="NAME", help="of text (default: found out)")
    parser.add_argument("--sheet", default="", metavar="NAME", help="of a workbook (default: the first with rows)")
    parser.add_argument("--dry-run", action="store_true", help="print the plan and send nothing")
    parser.add_argument("--yes", action="store_true", help="send without asking")
    add_place(parser)
    found = parser.parse_args(argv)
    if not found.folder and found.match != "uuid":
        parser.error("--folder says in which folder to look; only --match uuid can do without.")
    if any("=" not in pair for pair in found.map):
        parser.error("--map takes COLUMN=KEY, such as --map Wetter=scene.weather.")
    chosen: Any = {name: getattr(found, name) for name in ("mode", "empty", "several", "twice")}
    return Wanted(
        found.file,
        found.match,
        found.column,
        found.folder,
        ReadAs(found.format, found.encoding, None, found.sheet),
        Decisions(**chosen, invalid="keep" if found.keep_invalid else "leave"),
        tuple((column, key) for column, _, key in (pair.partition("=") for pair in found.map)),
        found.dry_run,
        found.yes,
        place_of(parser, found),
    )


async def _apply(wanted: Wanted) -> int:
    async with connected(wanted.place) as connection:
        with closing(Applying(connection.session, connection.lanes, wanted.place.data)) as applying:
            opened = await applying.read(wanted.path, wanted.how)
            by = _by(wanted, opened)
            place = await applying.load(
                wanted.folder, uuids_of(opened.table.column(by.column)) if not wanted.folder else ()
            )
            mapping = _mapping(wanted, opened, by, applying)
            found = await applying.match(opened, by)
            plan = await applying.plan(opened, mapping, found, wanted.decisions)
            _say(_told(wanted, opened, mapping, found.match, plan, place))
            _say(_changes(plan, applying.table.frame.name))
            whole = _is_whole(found.match, plan)
            if wanted.dry_run or not plan.cells:
                return 0 if whole else LEFT_OUT
            if not wanted.yes and not _agreed(plan):
                _say(["Nothing was sent."])
                return LEFT_OUT
            applying.board.job_started.connect(_follow)
            pushing, review = await applying.review(plan, wanted.path.name)
            receipt = await applying.push(pushing, review)
            tell_progress("")
            _say(_receipt_told(receipt))
            return 0 if whole and receipt.complete else LEFT_OUT


def _by(wanted: Wanted, opened: Opened) -> MatchBy:
    """What names the items. Raises CannotApply when no column does."""
    way: By = WAYS.get(wanted.by, "key")
    key = wanted.by if way == "key" else ""
    column = wanted.column or match_column(opened.table, way, key)
    if opened.table.column(column) is None:
        missing = f'no column "{wanted.column}"' if wanted.column else f"no column that looks like a {wanted.by}"
        names = ", ".join(opened.table.names[:_SHOWN])
        raise CannotApply(f"{wanted.path.name} has {missing}. Choose one with --column: {names}. Nothing was sent.")
    return MatchBy(column, way, key)


def _mapping(wanted: Wanted, opened: Opened, by: MatchBy, applying: Applying) -> ImportMapping:
    """Where the columns go. Raises CannotApply where that can't be."""
    schema, keys = applying.schema, applying.table.frame.keys
    if by.by == "key" and by.key not in {*keys, *schema.live_keys()}:
        raise CannotApply(f'No item has the key "{by.key}", so it names none. Nothing was sent.')
    proposed = propose(opened.table, opened.types, schema, keys)
    wishes = dict(wanted.mapped)
    unknown = [column for column in wishes if opened.table.column(column) is None]
    if unknown:
        raise CannotApply(f'{wanted.path.name} has no column "{unknown[0]}". Nothing was sent.')
    uses = (_use(use, by, wishes) for use in proposed.uses)
    mapping = replace(proposed, by=by, uses=tuple(uses))
    problem = mapping.problem()
    if problem:
        raise CannotApply(f"{problem} Nothing was sent.")
    return mapping


def _use(use: ColumnUse, by: MatchBy, wishes: dict[str, str]) -> ColumnUse:
    if use.column in wishes:
        return replace(use, key=wishes[use.column].strip())
    return replace(use, key="") if use.column == by.column else use


def _is_whole(match: Match, plan: ImportPlan) -> bool:
    lost = len(match.unmatched) + len(match.ambiguous) + plan.clash_count + plan.refused_count + plan.unreadable
    return not lost


def _told(
    wanted: Wanted, opened: Opened, mapping: ImportMapping, match: Match, plan: ImportPlan, place: str
) -> list[str]:
    """The plan, line by line."""
    table = opened.table
    lines = [f"{wanted.path.name}: {table.rows:,} rows, {len(table.columns)} columns; onto {place}.", *table.notes]
    lines.append(
        f"Matched by {mapping.by.by} from column {mapping.by.column}: {match.matched:,} rows matched, "
        f"{len(match.ambiguous):,} ambiguous, {len(match.unmatched):,} without an item."
    )
    for title, rows in (("Ambiguous", match.ambiguous), ("Without an item", match.unmatched)):
        if len(rows):
            shown = ", ".join(f"{table.line(int(row)):,}" for row in rows[:_SHOWN])
            lines.append(f"  {title}: line {shown}{', …' if len(rows) > _SHOWN else ''}.")
    lines += [
        f"  {refusal.key}: {refusal.count:,} values refused (line {refusal.lines[0]:,}). {refusal.reason}"
        for refusal in plan.refused[:_SHOWN]
    ]
    if plan.clash_count:
        lines.append(f"  {plan.clash_count:,} values differ between rows for one item: {_twice(wanted)}.")
    if plan.unreadable:
        lines.append(f"  {items(plan.unreadable)} left out: their metadata can't be read.")
    if not plan.cells:
        return [*lines, "Nothing would change."]
    lines.append(
        f"{plan.cells:,} values of {items(plan.items)} would change: {plan.set_cells:,} set, {plan.cleared:,} cleared, "
        f"{plan.removed:,} removed; {plan.unchanged:,} are as they are already."
    )
    lines += [f"  {key}: {count:,}" for key, count in plan.by_key.items()]
    return lines


def _changes(plan: ImportPlan, name_of: Callable[[int], str]) -> list[str]:
    """Some of the changes, of every key."""
    changes = plan.sample[:: max(1, len(plan.sample) // _SHOWN)][:_SHOWN]
    lines = [
        f"  {name_of(change.row)}, {change.key}: {_shown(change.before)} -> {_shown(change.after)}"
        for change in changes
    ]
    return ["For example:", *lines] if lines else []


def _twice(wanted: Wanted) -> str:
    return {"last": "the last row counts", "first": "the first row counts", "leave": "left as they are"}[
        wanted.decisions.twice
    ]


def _shown(cell: Cell) -> str:
    text = "(absent)" if cell is None else cell.replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:59]}…"


def _agreed(plan: ImportPlan) -> bool:
    """Ask the person. Raises CannotApply where there is nobody."""
    if not sys.stdin.isatty():
        raise CannotApply("There is nobody to ask. Add --yes to send, or --dry-run to only look. Nothing was sent.")
    sys.stdout.write(f"Send {plan.cells:,} values of {items(plan.items)}? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def _receipt_told(receipt: Receipt) -> list[str]:
    counts = receipt.all_counts()
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items() if count)
    lines = [f"Push {receipt.push_id} on {receipt.platform}: {told or 'nothing to send'}."]
    if receipt.sentence:
        lines.append(receipt.sentence)
    unfinished = receipt.unfinished()
    failed = [result for result in receipt.results if result.item in unfinished]
    lines += [f"  {result.name} ({result.item}): {result.outcome}. {result.sentence}" for result in failed[:_SHOWN]]
    return lines


def _follow(job: Job) -> None:
    job.progressed.connect(lambda: tell_progress(f"{job.title}: {job.done:,} of {job.total or 0:,}"))


def _say(lines: Sequence[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
