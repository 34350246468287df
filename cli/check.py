"""The command `check`: what is wrong with the metadata of a folder, for a person or for a pipeline."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from cli.connection import Place, add_place, connected, place_of, run
from cli.reading import items, read_folder
from controllers.exchange.check_report import CheckReport, Problem, check

CLEAN, FINDINGS = 0, 1

_EPILOG = """\
invalid   values that break the schema, metadata that cannot be read, keys the platform refuses
unknown   keys that the schema does not have, or not any more
missing   keys of the schema that items do not have, or have without a value (told, no fault)

examples:
  main.py check --folder 2c41…
  main.py check --folder 2c41… --json > report.json
  main.py check --folder 2c41… --platform https://api.encord.com --key ~/.ssh/encord_ed25519

exit status: 0 clean, 1 something is invalid or unknown, 2 it could not be checked (standard error says why)
"""


def main(argv: Sequence[str]) -> int:
    """Check; the exit status."""
    parser = argparse.ArgumentParser(
        prog="main.py check",
        description="Check the metadata of every item directly in a folder against the schema. Nothing is changed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", required=True, metavar="ID", help="the folder's identifier")
    parser.add_argument("--json", action="store_true", help="write the report as JSON")
    add_place(parser)
    found = parser.parse_args(argv)
    place = place_of(parser, found)
    return run(lambda: _check(found.folder, place, as_json=found.json))


async def _check(uuid: str, place: Place, *, as_json: bool) -> int:
    async with connected(place) as connection:
        session = connection.session
        folder, frame = await read_folder(connection, uuid)
        report = await connection.lanes.compute(check, frame, session.schema, session.platform, uuid, folder.name)
    sys.stdout.write(report.to_json() + "\n" if as_json else "".join(f"{line}\n" for line in _lines(report)))
    return CLEAN if report.clean else FINDINGS


def _lines(report: CheckReport) -> Iterator[str]:
    yield f'{items(report.items)} of "{report.name}" on {report.platform} checked.'
    for title, problems in (("Invalid", report.invalid), ("Unknown", report.unknown), ("Doubtful", report.doubtful)):
        if problems:
            yield f"\n{title}"
        for problem in problems:
            yield from _problem(problem)
    if report.missing:
        yield "\nMissing"
    for missing in report.missing:
        cleared = f", without a value on {missing.cleared:,}" if missing.cleared else ""
        yield f"  {missing.key}: absent on {items(missing.absent)}{cleared}"
    if report.clean:
        yield "\nNothing is invalid and no key is unknown."


def _problem(problem: Problem) -> Iterator[str]:
    where = problem.key or "(whole items)"
    yield f"  {where}: {problem.rule.lower()}, {items(problem.items)}" + (f". {problem.note}" if problem.note else "")
    for example in problem.examples:
        said = f": {example.reason}" if example.reason else ""
        yield f"      {example.name} ({example.uuid}){said}"
