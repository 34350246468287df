"""The command `export`: a folder's metadata as a file, without a window."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cli.connection import Connection, Place, add_place, connected, place_of, run
from cli.reading import items, read_folder, read_folders, tell_progress
from controllers.exchange.exporting import export, paths_for
from controllers.exchange.formats import SIDECAR_SUFFIX, Format, Options, Written, format_by_word, format_of
from controllers.exchange.gathering import PATH_COLUMN, confirmed_records, fact_columns, usual_columns, with_needed
from controllers.exchange.records import PATH
from controllers.exchange.subfolders import Below
from controllers.exchange.whole_file import ExportRefused
from controllers.jobs import Job
from domain.catalog import Folder
from domain.schema import Schema
from models.column_spec import ColumnSpec, key_columns
from models.metadata_frame import MetadataFrame

_EPILOG = f"""\
formats: {", ".join(kind.word for kind in Format)}; by the ending of the file unless --format says.
`registration` is the JSON that registers cloud files with Encord; `sidecars` writes one file an item into a folder.

examples:
  main.py export --folder 2c41… --to items.csv
  main.py export --folder 2c41… --to items.xlsx --columns uuid,name,split,scene.weather
  main.py export --folder 2c41… --to all.parquet --recursive
  main.py export --folder 2c41… --to sidecars/ --format sidecars
  main.py export --folder 2c41… --to items.parquet --platform https://api.encord.com --key ~/.ssh/encord_ed25519

exit status: 0 written, 2 not written (standard error says why; a file that was there is unchanged)
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be exported, and where to. `columns`: names of facts and keys; None for the usual ones.

    `recursive`: with the items of every folder in the folder, at any depth.
    """

    folder: str
    path: Path
    kind: Format
    options: Options
    columns: tuple[str, ...] | None
    recursive: bool
    place: Place


def main(argv: Sequence[str]) -> int:
    """Export; the exit status."""
    wanted = _read(argv)
    return run(lambda: _export(wanted))


def _read(argv: Sequence[str]) -> Wanted:
    parser = argparse.ArgumentParser(
        prog="main.py export",
        description="Write the metadata of every item in a folder to a file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", required=True, metavar="ID", help="the folder's identifier")
    parser.add_argument("--recursive", action="store_true", help="with the items of its subfolders, at any depth; the "
                        "column `folder` says where each lies")  # fmt: skip
    parser.add_argument("--to", required=True, type=Path, metavar="FILE", help="the file (for sidecars: the folder)")
    parser.add_argument("--format", choices=[kind.word for kind in Format], help="the kind of file")
    parser.add_argument("--columns", metavar="NAMES", help="facts and keys, with commas between (default: uuid, name, "
                        "folder and every key)")  # fmt: skip
    parser.add_argument("--as-text", action="store_true", help="write every value as text")
    parser.add_argument("--bom", action="store_true", help="begin CSV and TSV with a byte-order mark, for old Excel")
    parser.add_argument("--separator", choices=(",", ";"), default=",", help="between the values of CSV")
    parser.add_argument("--suffix", default=SIDECAR_SUFFIX, help="what the names of sidecars end with "
                        "(default: %(default)s)")  # fmt: skip
    add_place(parser)
    found = parser.parse_args(argv)
    kind = format_by_word(found.format) if found.format else format_of(found.to)
    if kind is None:
        parser.error(f'"{found.to.name}" does not say what kind of file it is. Add --format.')
    options = Options(found.as_text, found.bom, found.separator, found.suffix)
    return Wanted(
        found.folder, found.to, kind, options, _names(found.columns), found.recursive, place_of(parser, found)
    )


def _names(said: str | None) -> tuple[str, ...] | None:
    return None if said is None else tuple(name.strip() for name in said.split(",") if name.strip())


async def _export(wanted: Wanted) -> int:
    async with connected(wanted.place) as connection:
        folder, below = await _read_items(connection, wanted)
        frame = below.frame
        specs = _columns(frame, connection.session.schema, wanted)
        job = Job("Export", "items")
        job.progressed.connect(lambda: tell_progress(f"{job.done:,} of {items(frame.rows)} written"))
        written = await _write(connection, below, specs, wanted, job)
        tell_progress("")
    sys.stdout.write(f'{items(written.items)} of "{folder.name}" written to {wanted.path}.\n')
    for note in (*below.told, *written.notes):
        sys.stdout.write(f"{note}\n")
    return 0


async def _read_items(connection: Connection, wanted: Wanted) -> tuple[Folder, Below]:
    if wanted.recursive:
        return await read_folders(connection, wanted.folder)
    folder, frame = await read_folder(connection, wanted.folder)
    return folder, Below(frame, {})


async def _write(
    connection: Connection, below: Below, specs: Sequence[ColumnSpec], wanted: Wanted, job: Job
) -> Written:
    frame, paths = below.frame, below.paths
    if PATH_COLUMN in specs and not paths:
        paths = await paths_for(frame, connection.client, connection.lanes, job)
    records = confirmed_records(frame, specs, np.arange(frame.rows, dtype=np.int64), paths)
    return await export(
        records, wanted.kind, wanted.path, wanted.options, client=connection.client, lanes=connection.lanes, job=job
    )


def _columns(frame: MetadataFrame, schema: Schema, wanted: Wanted) -> tuple[ColumnSpec, ...]:
    if wanted.columns is None:
        return with_needed(usual_columns(frame, schema, wanted.kind), wanted.kind)
    known = {key.name: key for key in key_columns(frame.keys, schema)}
    known |= {fact.name: fact for fact in fact_columns()} | {PATH: PATH_COLUMN}
    unknown = [name for name in wanted.columns if name not in known]
    if unknown:
        names = ", ".join(f'"{name}"' for name in unknown)
        raise ExportRefused(f"The folder has no column {names}. Nothing was written.")
    return with_needed([known[name] for name in wanted.columns], wanted.kind)
