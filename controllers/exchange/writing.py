"""Writes records to a file of any kind, step by step; the one way out for the window and the command line."""

from collections.abc import Mapping
from pathlib import Path

from controllers.exchange.formats import Format, Options, Steps, Written
from controllers.exchange.records import Records
from controllers.exchange.write_delimited import write_delimited
from controllers.exchange.write_json import write_json
from controllers.exchange.write_parquet import write_parquet
from controllers.exchange.write_registration import write_registration
from controllers.exchange.write_sidecars import write_sidecars
from controllers.exchange.write_xlsx import write_xlsx

NEEDED: Mapping[Format, tuple[str, ...]] = {
    Format.REGISTRATION: ("uuid", "name", "item_type"),
    Format.SIDECARS: ("name",),
}
"""The facts a kind of file can't do without."""


def steps(records: Records, kind: Format, path: Path, options: Options, urls: Mapping[str, str]) -> Steps:
    """Start writing. `urls`: item -> the address of its file, for a registration file alone."""
    match kind:
        case Format.CSV:
            return write_delimited(records, path, options, options.separator)
        case Format.TSV:
            return write_delimited(records, path, options, "\t")
        case Format.XLSX:
            return write_xlsx(records, path, options)
        case Format.JSON | Format.JSON_LINES:
            return write_json(records, path, options, lines=kind is Format.JSON_LINES)
        case Format.PARQUET:
            return write_parquet(records, path, options)
        case Format.REGISTRATION:
            return write_registration(records, path, urls)
        case Format.SIDECARS:
            return write_sidecars(records, path, options)


def step(writing: Steps) -> int | Written:
    """Write a little more: how many items, or what was written when it is done. Raises ExportRefused."""
    try:
        return next(writing)
    except StopIteration as end:
        return end.value
