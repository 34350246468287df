"""Editing a value with room: long text and JSON in their own editor, read by the schema when they are kept."""

import json
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from models.cell_edits import Accepted
from models.metadata_table import MetadataTable
from ui.dialogs.text_editor import TextEditor

_Place = tuple[int, int]
_JSON = frozenset({"untyped", "unknown", "user", "deleted"})


class LargeEditing(QObject):
    """Opens the roomy editor. A refused value is shown again with its reason; keeping it again keeps it on purpose."""

    said = Signal(str)
    """Why the value could not be kept."""

    def __init__(self, parent: QWidget, table: MetadataTable) -> None:
        super().__init__(parent)
        self._window = parent
        self._table = table
        self._refused: str | None = None

    def open(self, place: _Place, text: str) -> None:
        """Edit the value of a cell, beginning with a text."""
        spec = self._table.column(place[1])
        field = spec.field
        shaped = field is not None and field.name in _JSON and text.lstrip().startswith(("{", "["))
        name = self._table.frame.name(int(self._table.frame.order[place[0]]))
        editor = TextEditor(spec.title, name, text, self._window, is_json=shaped and _is_json(text))
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._refused = None
        editor.accepted.connect(partial(self._take, editor, self._table.item(place[0]), spec.id, text))
        editor.open()

    def _take(self, editor: TextEditor, item: str, column_id: str, before: str) -> None:
        text = editor.text
        row = self._table.row_of(item)
        column = next((at for at, spec in enumerate(self._table.columns) if spec.id == column_id), None)
        if text == before:
            return
        if row is None or column is None:
            self.said.emit(self.tr("The item is not in the table any more; what was written was not kept."))
            return
        outcome = self._table.edit([(row, column)], text, keep_invalid=text == self._refused)
        if isinstance(outcome, Accepted):
            return
        self._refused = text if outcome.invalid else None
        self._again(editor, (item, column_id, before), outcome.reason)

    def _again(self, editor: TextEditor, about: tuple[str, str, str], reason: str) -> None:
        """Show the same text again with the reason: the first window closed itself when it was accepted."""
        item, column_id, before = about
        title = column_id.partition(":")[2]
        fresh = TextEditor(title, "", editor.text, self._window)
        fresh.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fresh.accepted.connect(partial(self._take, fresh, item, column_id, before))
        fresh.open()
        fresh.refuse(self.tr("%s Keep it again to keep it on purpose.") % reason)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
