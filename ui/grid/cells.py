"""How each column's values are drawn, and the cells of a stretch of rows as the model has them ready."""

from enum import Enum, auto

from domain.metadata import CLEARED
from models.cell_state import BASE_ROLE, CellState, ShownCell
from models.cell_text import FALSE_TEXT, TRUE_TEXT
from models.column_spec import ColumnSpec
from models.facts import TO_THE_RIGHT
from models.metadata_table import MetadataTable


class Face(Enum):
    """How the values of a column are drawn."""

    NAME = auto()
    FACT = auto()
    FIGURE_FACT = auto()
    TEXT = auto()
    NUMBER = auto()
    CHECK = auto()
    CHIP = auto()
    SIZE = auto()
    """Embeddings: never their numbers, only how many."""


_FACES = {"number": Face.NUMBER, "boolean": Face.CHECK, "enum": Face.CHIP, "embedding": Face.SIZE}
_CHECKED = {TRUE_TEXT: True, FALSE_TEXT: False}


def face_of(spec: ColumnSpec) -> Face:
    """How the values of a column are drawn, by what the column is."""
    if spec.fact is not None:
        if spec.name == "name":
            return Face.NAME
        return Face.FIGURE_FACT if spec.fact.kind in TO_THE_RIGHT else Face.FACT
    return _FACES.get(spec.field.name, Face.TEXT) if spec.field is not None else Face.TEXT


def checked_of(text: str) -> bool | None:
    """Whether the box of a boolean with this text is ticked; None: nothing is set."""
    return _CHECKED.get(text)


class ReadyCells:
    """The model's ready cells, column by column."""

    def __init__(self, model: MetadataTable) -> None:
        self.model = model
        self._faces: dict[int, Face] = {}

    def forget(self) -> None:
        """Learn anew what each column is: columns came, went or changed their type."""
        self._faces.clear()

    def face(self, column: int) -> Face:
        """How a column is drawn."""
        found = self._faces.get(column)
        if found is None:
            found = self._faces[column] = face_of(self.model.column(column))
        return found

    def stretch(self, column: int, first: int, last: int) -> list[ShownCell]:
        """The cells of a column from one row to another, both included."""
        return self.model.stretch(column, first, last)

    def removed_text(self, row: int, column: int) -> str:
        """What stood in a cell whose key is to be removed."""
        field = self.model.column(column).field
        base = self.model.data(self.model.index(row, column), BASE_ROLE)
        return field.show(base) if field is not None and base not in {None, CLEARED} else ""


FIGURES = frozenset({Face.NUMBER, Face.FIGURE_FACT})
"""What stands to the right of its column."""
KEPT = frozenset({CellState.INVALID, CellState.KEPT_INVALID})
"""The states of a value that breaks its type."""
EMPTIED = frozenset({CellState.NULL, CellState.CLEARED})
"""The states of a key that is there without a value."""
