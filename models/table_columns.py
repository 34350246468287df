"""Which columns a metadata table has now, and where a new key's column goes."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt

from domain.fields import NumberType
from domain.schema import Schema
from models.column_spec import ColumnSpec, fact_columns, key_column, key_columns
from models.facts import TO_THE_RIGHT

_READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _READ_ONLY | Qt.ItemFlag.ItemIsEditable
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class TableColumns:
    """The columns from left to right, with what a view asks of each over and over."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.specs: list[ColumnSpec] = []
        self.flags: list[Qt.ItemFlag] = []
        self.alignments: list[int] = []
        self._positions: dict[str, int] = {}

    def position(self, name: str) -> int | None:
        """The column with an id such as "key:video.fps"; None where there is none."""
        return self._positions.get(name)

    def key_position(self, key: str) -> int | None:
        """The column of a metadata key; None where it has none."""
        return self._positions.get(f"key:{key}")

    def of_key(self, key: str) -> ColumnSpec:
        """What the column of a key shows, or would show where it has none."""
        position = self.key_position(key)
        return key_column(key, self.schema) if position is None else self.specs[position]

    def without_column(self, keys: Iterable[str]) -> list[str]:
        """Those of the keys that have no column."""
        return [key for key in keys if f"key:{key}" not in self._positions]

    def under(self, keys: Iterable[str], schema: Schema) -> list[ColumnSpec]:
        """The columns there are under a schema: every fact, every live key of it, every given key."""
        return [*fact_columns(), *key_columns(keys, schema, {spec.name: spec for spec in self.specs})]

    def replace(self, specs: Sequence[ColumnSpec], schema: Schema) -> None:
        """Begin anew under a schema with these columns."""
        self.schema = schema
        self.specs, self.flags, self.alignments, self._positions = [], [], [], {}
        self.insert(0, specs)

    def runs(self, keys: Iterable[str]) -> Iterator[tuple[int, Sequence[ColumnSpec]]]:
        """What to insert, run of neighbours by run, so that every key has its column.

        A position counts the runs before it as inserted: insert each before asking for the next.
        """
        wanted = [*fact_columns(), *key_columns([*keys, *self._keys()], self.schema)]
        start = 0
        while start < len(wanted):
            end = start
            while end < len(wanted) and wanted[end].id not in self._positions:
                end += 1
            if end > start:
                yield start, wanted[start:end]
            start = end + 1

    def insert(self, position: int, specs: Sequence[ColumnSpec]) -> None:
        """Put columns in, the first at `position`."""
        self.specs[position:position] = specs
        self.flags[position:position] = [_EDITABLE if spec.editable else _READ_ONLY for spec in specs]
        self.alignments[position:position] = [_RIGHT if _is_number(spec) else _LEFT for spec in specs]
        self._number()

    def remove(self, position: int) -> None:
        """Take one column out."""
        del self.specs[position], self.flags[position], self.alignments[position]
        self._number()

    def _keys(self) -> list[str]:
        return [spec.name for spec in self.specs if spec.kind == "key"]

    def _number(self) -> None:
        self._positions = {spec.id: position for position, spec in enumerate(self.specs)}


def _is_number(spec: ColumnSpec) -> bool:
    return isinstance(spec.field, NumberType) or (spec.fact is not None and spec.fact.kind in TO_THE_RIGHT)


def read_only(column: ColumnSpec) -> str:
    """Why the cells of a column cannot be edited."""
    why = "comes from the platform" if column.kind == "fact" else "belongs to the platform"
    return f'"{column.title}" {why} and cannot be edited here.'
