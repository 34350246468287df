"""Writes Parquet: each key as the type all its values have, where that holds them exactly, else as text."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias, cast

import pyarrow
import pyarrow.parquet

from controllers.exchange.cell_texts import cell_text
from controllers.exchange.defusing import kept
from controllers.exchange.formats import Options, Steps, Written
from controllers.exchange.records import Column, Records, Values
from controllers.exchange.remembering import remembering
from controllers.exchange.whole_file import replacing
from domain.fields import BooleanType, DatetimeType, NumberType
from domain.metadata import CLEARED
from domain.reading import Number, parse
from domain.shaped_fields import EmbeddingType, UntypedField
from models.facts import FRACTIONS, WHOLE

_arrow: Any = pyarrow  # it has no types
_parquet: Any = pyarrow.parquet

GROUP = 25_000  # rows of one row group

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r'"[0-9]{4}-[0-9]{2}-[0-9]{2}"')
_MOMENT = re.compile(r'"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.(?!000000)[0-9]{6})?Z"')
_SPELT = 40
_SURE = 16  # characters of a number without exponent, its point among them: its digits survive any binary

_HOLDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "boolean": frozenset({"boolean"}),
        "whole": frozenset({"whole", "long"}),
        "fraction": frozenset({"whole", "fraction"}),
        "day": frozenset({"day"}),
        "moment": frozenset({"moment"}),
        "list": frozenset({"list"}),
    }
)
"""Which kinds of values a column of a kind can hold."""

Read: TypeAlias = Callable[[str | None], Any]


def write_parquet(records: Records, path: Path, options: Options) -> Steps:
    """Write one column for each column; the types of the keys are found first."""
    plans = [_plan(records, column, as_text=options.as_text) for column in records.columns]
    headers = [column.header for column in records.columns]
    schema = _arrow.schema(list(zip(headers, (kind for kind, _, _ in plans), strict=True)))
    with replacing(path) as part, _parquet.ParquetWriter(str(part), schema, compression="zstd") as out:
        for batch in records.batches(GROUP):
            arrays = [
                _arrow.array(list(map(read, values)), kind)
                for (kind, read, _), values in zip(plans, batch, strict=True)
            ]
            out.write_table(_arrow.table(arrays, schema=schema))
            yield len(batch[0])
    cleared = [column.name for column, plan in zip(records.columns, plans, strict=True) if plan[2]]
    return Written(len(records), _notes(cleared))


def _notes(cleared: list[str]) -> tuple[str, ...]:
    if not cleared:
        return ()
    keys = ", ".join(f'"{key}"' for key in cleared)
    return (f"Parquet has one word for cleared and for missing values: both are null in {keys}. As text they differ.",)


def _plan(records: Records, column: Column, *, as_text: bool) -> tuple[Any, Read, bool]:
    """The Arrow type of a column, how a value is read for it, and whether cleared values are taken for missing."""
    if column.kind == "fact":
        return _fact_plan(column, as_text=as_text)
    field = column.field or UntypedField()
    kinds = set[str]() if as_text else _kinds(records.column_batches(column), _classifying(column))
    plain = kinds - {"cleared"}
    kind = next((kind for kind, held in _HOLDS.items() if plain and plain <= held), "text")
    if kind == "text":
        return _arrow.string(), remembering(lambda cell: None if cell is None else kept(cell_text(field, cell))), False
    arrow_kind, read = _TYPED[kind]
    return arrow_kind, remembering(lambda cell: None if cell in (None, CLEARED) else read(cell)), "cleared" in kinds


def _fact_plan(column: Column, *, as_text: bool) -> tuple[Any, Read, bool]:
    if as_text or column.fact_kind not in WHOLE | FRACTIONS:
        return _arrow.string(), _text, False
    return _arrow.int64() if column.fact_kind in WHOLE else _arrow.float64(), _same, False


def _kinds(batches: Iterable[Values], classify: Callable[[str | None], str]) -> set[str]:
    kinds: set[str] = set()
    for batch in batches:
        kinds.update(map(classify, set(batch)))
        if "text" in kinds:
            break
    kinds.discard("missing")
    return kinds


def _classifying(column: Column) -> Callable[[str | None], str]:
    """What kind of value a cell holds, of those that Parquet has types for."""
    field = column.field or UntypedField()
    dated, listed = isinstance(field, DatetimeType), isinstance(field, EmbeddingType)
    # Under another type a number would be read back as that type's text.
    flagged, counted = isinstance(field, BooleanType | UntypedField), isinstance(field, NumberType | UntypedField)

    def classify(cell: str | None) -> str:
        if cell is None:
            return "missing"
        if cell == CLEARED:
            return "cleared"
        if cell in ("true", "false"):
            return "boolean" if flagged else "text"
        if dated:
            return _kind_of_time(cell)
        if listed:
            return "list" if _is_list(cell) else "text"
        return _kind_of_number(cell) if counted else "text"

    return remembering(classify)


def _kind_of_time(cell: str) -> str:
    kind = "day" if _DAY.fullmatch(cell) else "moment" if _MOMENT.fullmatch(cell) else "text"
    try:
        return kind if kind == "text" or datetime.fromisoformat(cell[1:-1]) else "text"
    except ValueError:
        return "text"


def _kind_of_number(cell: str) -> str:
    if _WHOLE.fullmatch(cell) and abs(int(cell)) < 2**63:
        return "whole" if abs(int(cell)) < 2**53 else "long"
    return "fraction" if _is_exact(cell) else "text"


def _is_exact(cell: str) -> bool:
    """Whether a number in binary is this very number when it is spelt again."""
    if len(cell) > _SPELT or not _FRACTION.fullmatch(cell):
        return False
    if len(cell) <= _SURE and "e" not in cell and "E" not in cell:
        return True
    number = float(cell)
    return abs(number) != float("inf") and Decimal(repr(number)) == Decimal(cell)


def _is_list(cell: str) -> bool:
    try:
        value = parse(cell)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, list) and all(
        isinstance(number, Number) and _is_exact(number) for number in cast("list[Any]", value)
    )


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else repr(value)


def _same(value: Any) -> Any:
    return value


_TYPED: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "boolean": (_arrow.bool_(), lambda cell: cell == "true"),
    "whole": (_arrow.int64(), int),
    "fraction": (_arrow.float64(), float),
    "day": (_arrow.date32(), lambda cell: date.fromisoformat(cell[1:-1])),
    "moment": (_arrow.timestamp("us", "UTC"), lambda cell: datetime.fromisoformat(cell[1:-1])),
    "list": (_arrow.list_(_arrow.float64()), lambda cell: [float(number) for number in parse(cell)]),
}
