"""Room to write: long text, or JSON that is checked while it is typed."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QFontDatabase, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from ui.dialogs.frame import Frame, Remark, restyle
from ui.dialogs.json_text import indented, json_problem
from ui.tokens import tokens_of
from ui.wording import counted

CHECK_AFTER_MS = 150


class TextEditor(Frame):
    """`text` is what was written. JSON has to be whole before it can be kept."""

    def __init__(self, key: str, item: str, text: str, parent: QWidget | None, *, is_json: bool = False) -> None:
        super().__init__(key, parent, item)
        self.resize(720, 520)
        self._is_json = is_json
        self._edit = QPlainTextEdit()
        self._edit.setObjectName("long_text")
        self._edit.setAccessibleName(key)
        self._edit.setTabChangesFocus(not is_json)
        if is_json:
            self._edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            self._edit.setTabStopDistance(self._edit.fontMetrics().horizontalAdvance("  "))
        self._edit.setPlainText(text)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._problem = Remark("problem")
        under = QHBoxLayout()
        under.addWidget(self._problem, 1)
        under.addWidget(self._count)
        self.body.addWidget(self._edit, 1)
        self.body.addLayout(under)
        self._tidy = self._add_tidy() if is_json else None
        self.add_cancel()
        self._keep = self.add_button(self.tr("Keep"), "keep", primary=True)
        self._keep.setToolTip(self.tr("Stage this value  (Ctrl+Return)"))
        self._keep.setShortcut("Ctrl+Return")
        self._keep.clicked.connect(self.accept)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(CHECK_AFTER_MS)
        self._later.timeout.connect(self._check)
        self._edit.textChanged.connect(self._changed)
        self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._count_characters()
        self._check()

    @property
    def text(self) -> str:
        """What is written."""
        return self._edit.toPlainText()

    @property
    def problem(self) -> str:
        """What is wrong with the JSON, or an empty string."""
        return self._problem.text()

    def refuse(self, reason: str) -> None:
        """Say why the schema does not take the value."""
        self._problem.setText(reason)

    def _add_tidy(self) -> QPushButton:
        tidy = self.add_button(self.tr("Indent"), "tidy", left=True)
        tidy.setToolTip(self.tr("Lay the JSON out on lines; its values stay as they are"))
        tidy.clicked.connect(self._indent)
        return tidy

    def _changed(self) -> None:
        self._count_characters()
        self._later.start()

    def _count_characters(self) -> None:
        text = self.text
        lines = counted(text.count("\n") + 1, self.tr("1 line"), self.tr("%n lines"))
        self._count.setText(counted(len(text), self.tr("1 character"), self.tr("%n characters")) + " · " + lines)

    def _check(self) -> None:
        found = json_problem(self.text) if self._is_json else None
        self._problem.setText(found[0] if found else "")
        self._keep.setEnabled(found is None)
        if self._tidy is not None:
            self._tidy.setEnabled(found is None)
        self._edit.setProperty("problem", "true" if found else "false")
        restyle(self._edit)
        self._edit.setExtraSelections([self._mark(found[1])] if found else [])

    def _mark(self, position: int) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(min(position, max(len(self.text) - 1, 0)))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(QColor(tokens_of(self.palette()).problem))
        form.setBackground(QColor(tokens_of(self.palette()).problem_back))
        mark.cursor, mark.format = cursor, form
        return mark

    def _indent(self) -> None:
        text = indented(self.text)
        self._edit.selectAll()
        self._edit.insertPlainText(text)
