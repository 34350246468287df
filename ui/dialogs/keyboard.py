"""Every key that does something, on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Actions, Command
from ui.dialogs.frame import Frame
from ui.specs.video import MORE_KEYS

Row = tuple[str, str]  # the key as written on the keyboard, what it does


class KeyboardSheet(Frame):
    """Commands, the keys of the table and those of a video, in three columns."""

    def __init__(self, actions: Actions, parent: QWidget | None) -> None:
        super().__init__(self.tr("Keyboard"), parent)
        self.resize(1040, 680)
        groups = (
            (self.tr("Platform"), _rows(actions, "connect review history quit refresh")),
            (
                self.tr("Tables"),
                _rows(actions, "find_folder close_tab next_tab previous_tab show_trees show_inspector"),
            ),
            (
                self.tr("Editing"),
                _rows(actions, "undo redo edit_cell open_editor clear remove_key revert_cell add_key"),
            ),
            (self.tr("Clipboard and filling"), _rows(actions, "copy copy_with_headers cut paste fill_down fill_right")),
            (self.tr("In the table"), self._table_keys()),
            (self.tr("Window"), _rows(actions, "full_screen shortcuts")),
            (self.tr("Videos"), _rows(actions, "watch next_video previous_video")),
            (self.tr("In a video: playing and walking"), self._walking_keys(actions)),
            (self.tr("In a video: tagging"), self._tagging_keys(actions)),
        )
        columns = QHBoxLayout()
        columns.setSpacing(32)
        for pair in (groups[:3], groups[3:6], groups[6:]):
            column = QVBoxLayout()
            column.setSpacing(16)
            for title, rows in pair:
                column.addLayout(_group(title, rows))
            column.addStretch(1)
            columns.addLayout(column, 1)
        sheet = QWidget()
        sheet.setProperty("role", "pane")
        sheet.setLayout(columns)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        self.body.addWidget(area, 1)
        close = self.add_button(self.tr("Close"), "close", primary=True)
        close.clicked.connect(self.accept)

    def _table_keys(self) -> Sequence[Row]:
        return (
            (self.tr("a letter"), self.tr("Edit, replacing the value")),
            ("Enter", self.tr("Keep the value, go down")),
            ("Tab", self.tr("Keep the value, go right")),
            ("Esc", self.tr("Leave the value as it was")),
            ("Ctrl+Enter", self.tr("Put the value into all selected cells")),
            ("Space", self.tr("Turn a check box")),
            ("Ctrl+↑ ↓ ← →", self.tr("Go to the edge of the data")),
            ("Shift+↑ ↓ ← →", self.tr("Extend the selection")),
            ("Ctrl+Space", self.tr("Select the column")),
            ("Shift+Space", self.tr("Select the row")),
        )

    def _walking_keys(self, actions: Actions) -> Sequence[Row]:
        walking = (
            "play_video play_forwards pause_video play_backwards step_forward step_back second_forward second_back "
            "first_frame last_frame next_keyframe previous_keyframe next_cut previous_cut go_to_frame"
        )
        return _rows(actions, walking)

    def _tagging_keys(self, actions: Actions) -> Sequence[Row]:
        tagging = (
            "tag_frame untag_frames nudge_back nudge_forward copy_keyframes paste_keyframes range_in range_out "
            "clear_range loop_range snap_keyframes mute_video picture_size ruler_unit"
        )
        return (
            *_rows(actions, tagging),
            (self.tr("Ctrl+wheel"), self.tr("Zoom the timeline or the picture")),
            ("+ \u2212 0", self.tr("Zoom the timeline, see all of it")),
            ("Ctrl+A  Esc", self.tr("Select all keyframes, or none")),
            ("Ctrl+Space", self.tr("Select the keyframe under the playhead")),
        )


def _rows(actions: Actions, names: str) -> Sequence[Row]:
    form = QKeySequence.SequenceFormat.NativeText
    commands = [actions[name] for name in names.split()]
    return [(_keys(each, form), each.text().replace("&", "").rstrip("…")) for each in commands]


def _keys(command: Command, form: QKeySequence.SequenceFormat) -> str:
    more = MORE_KEYS.get(command.objectName(), "")
    own = command.shortcut().toString(form)
    return f"{own}  {QKeySequence(more).toString(form)}" if more else own


def _group(title: str, rows: Sequence[Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 116)
    heading = QLabel(title)
    heading.setProperty("role", "title")
    grid.addWidget(heading, 0, 0, 1, 2)
    for number, (key, words) in enumerate(rows, 1):
        cap = QLabel(key)
        cap.setProperty("role", "keycap")
        text = QLabel(words)
        text.setWordWrap(True)
        grid.addWidget(cap, number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, number, 1)
    return grid
