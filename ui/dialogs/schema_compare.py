"""Two schemas beside each other, key by key: the platform, what is staged, a file, an earlier version."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from controllers.exchange.schema_diff import DiffLine, diff_text
from ui.dialogs.frame import Frame
from ui.icons import icon
from ui.tokens import tokens_of
from ui.wording import counted, number


@dataclass(frozen=True, slots=True)
class Source:
    """A schema that can be compared: the word it goes by, and its name for people."""

    word: str
    title: str


FILE = "file"
_SHOWN = 2_000  # lines; what is copied or saved has all


class CompareDialog(Frame):
    """`pair` is what shall be compared: `pair_wanted` asks for it, `show_lines` gives it back.

    `file_wanted` says at which side (0 left, 1 right) a file shall be chosen; `set_file` brings it.
    """

    pair_wanted = Signal()
    file_wanted = Signal(int)
    save_wanted = Signal()

    def __init__(self, sources: Sequence[Source], parent: QWidget | None) -> None:
        sentence = self.tr("The order of keys does not count; + is only at the right, - only at the left, ~ in both.")
        super().__init__(self.tr("Compare schemas"), parent, sentence)
        self.setObjectName("schema_compare_dialog")
        self.resize(860, 600)
        self._lines: tuple[DiffLine, ...] = ()
        self.sides = (QComboBox(), QComboBox())
        self._before = [0, 0]
        self._find, self._told = QLineEdit(), QLabel()
        self._text, self._empty, self._stack = QPlainTextEdit(), QLabel(), QStackedWidget()
        self._build(sources)
        self.copy_text = self.add_button(self.tr("&Copy as Text"), "copy_diff", left=True)
        self.copy_text.clicked.connect(self._copy)
        self.save = self.add_button(self.tr("&Save As…"), "save_diff", left=True)
        self.save.clicked.connect(self.save_wanted)
        close = self.add_button(self.tr("Close"), "close", primary=True)
        close.clicked.connect(self.accept)

    @property
    def pair(self) -> tuple[str, str]:
        """The words of the sources at the left and at the right."""
        return str(self.sides[0].currentData()), str(self.sides[1].currentData())

    @property
    def text(self) -> str:
        """The whole difference as text, whatever is looked for."""
        return diff_text(self.sides[0].currentText(), self.sides[1].currentText(), self._lines)

    def choose(self, left: str, right: str) -> None:
        """Compare these sources, by their words."""
        for side, word in zip(self.sides, (left, right), strict=True):
            side.blockSignals(True)
            side.setCurrentIndex(max(0, side.findData(word)))
            side.blockSignals(False)
        self._remember()
        self.pair_wanted.emit()

    def set_file(self, side: int, name: str, word: str) -> None:
        """A file was chosen at a side: it can be compared from now on at both."""
        for combo in self.sides:
            if combo.findData(word) < 0:
                combo.insertItem(combo.count() - 1, icon("file"), name, word)
        pair = list(self.pair)
        pair[side] = word
        self.choose(*pair)

    def show_lines(self, lines: tuple[DiffLine, ...]) -> None:
        """Show what differs."""
        self._lines = lines
        self._show()

    def look(self, text: str) -> None:
        """Show only what holds a text, in its key or in what differs."""
        self._find.setText(text)

    def refuse(self, sentence: str) -> None:
        """Say why a file was not taken; what was compared stays."""
        self._told.setText(sentence)
        for side, before in zip(self.sides, self._before, strict=True):
            side.blockSignals(True)
            side.setCurrentIndex(before)
            side.blockSignals(False)

    def _build(self, sources: Sequence[Source]) -> None:
        across = QHBoxLayout()
        across.setSpacing(8)
        for place, combo in enumerate(self.sides):
            combo.setObjectName(("compare_left", "compare_right")[place])
            combo.setAccessibleName((self.tr("At the left"), self.tr("At the right"))[place])
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            for source in sources:
                combo.addItem(source.title, source.word)
            combo.addItem(icon("folder-open"), self.tr("A file…"), FILE)
            combo.activated.connect(self._chosen)
            across.addWidget(combo, 1)
            if not place:
                across.addWidget(self._swap())
        self.body.addLayout(across)
        self._find.setPlaceholderText(self.tr("Find a key, a type or an option"))
        self._find.setAccessibleName(self._find.placeholderText())
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._show)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._told.setProperty("role", "muted")
        line.addWidget(self._find, 1)
        line.addWidget(self._told)
        self.body.addLayout(line)
        self._text.setObjectName("schema_diff")
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("What differs, a line for each key"))
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._text)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)

    def _swap(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("compare_swap")
        button.setText("⇄")
        button.setToolTip(self.tr("Swap left and right"))
        button.setAccessibleName(button.toolTip())
        button.clicked.connect(self._swap_sides)
        return button

    def _swap_sides(self) -> None:
        left, right = self.pair
        self.choose(right, left)

    def _chosen(self) -> None:
        asked = [place for place, word in enumerate(self.pair) if word == FILE]
        if asked:
            for place in asked:
                self.sides[place].setCurrentIndex(self._before[place])
            self.file_wanted.emit(asked[0])
            return
        self._remember()
        self.pair_wanted.emit()

    def _remember(self) -> None:
        self._before = [side.currentIndex() for side in self.sides]

    def _show(self) -> None:
        wanted = self._find.text().strip().casefold()
        shown = tuple(line for line in self._lines if wanted in line.key.casefold() or wanted in line.text.casefold())
        self._write(diff_text("", "", shown[:_SHOWN]).rstrip("\n").split("\n")[2:])
        told = counted(len(self._lines), self.tr("1 key differs"), self.tr("%n keys differ"))
        rest = self.tr("; the first {count} are shown").format(count=number(_SHOWN))
        self._told.setText(told + rest if len(shown) > _SHOWN else told)
        nothing = self.tr("Nothing that differs holds this.") if self._lines else self.tr("Nothing differs.")
        self._empty.setText(nothing)
        self._stack.setCurrentIndex(0 if shown else 1)
        for button in (self.copy_text, self.save):
            button.setEnabled(bool(self._lines))

    def _write(self, lines: Sequence[str]) -> None:
        """Each line on the ground of its sign."""
        tokens = tokens_of(self.palette())
        grounds = {"+": tokens.good_back, "-": tokens.problem_back, "~": tokens.staged_back}
        inks = {"+": tokens.good, "-": tokens.problem, "~": tokens.staged}
        self._text.clear()
        cursor = QTextCursor(self._text.document())
        cursor.beginEditBlock()
        for place, line in enumerate(lines):
            ground, ink, words = QTextBlockFormat(), QTextCharFormat(), QTextCharFormat()
            ground.setBackground(QColor(grounds[line[0]]))
            ink.setForeground(QColor(inks[line[0]]))
            words.setForeground(QColor(tokens.text))
            if place:
                cursor.insertBlock(ground, words)
            cursor.setBlockFormat(ground)
            cursor.insertText(line[0], ink)
            cursor.insertText(line[1:], words)
        cursor.endEditBlock()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
