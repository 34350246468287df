"""The question before a paste that would not go in as it was copied: what is read how, what is refused, what is cut."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy
from typing_extensions import override

from ui.panes.banner import Sign
from ui.tokens import tokens_of

_GAP = 12
_WIDEST = 860


class PasteBar(QFrame):
    """Lies over the foot of the table and keeps nobody from working on: it goes when it is answered or with Esc."""

    def __init__(self, parent: QAbstractScrollArea) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("paste_bar")
        self._words = QLabel()
        self._words.setObjectName("paste_bar_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._paste = QPushButton(self.tr("Paste What Fits"))
        self._paste.setObjectName("paste_what_fits")
        self._written = QPushButton(self.tr("As Written"))
        self._written.setObjectName("paste_as_written")
        self._written.setToolTip(self.tr("Read numbers as they are spelt, not the way of this place"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._answer: Callable[[bool | None], None] | None = None
        self.hide()
        self._paste.clicked.connect(self._on_paste)
        self._written.clicked.connect(self._on_written)
        self._cancel.clicked.connect(self.dismiss)
        self._build()
        parent.viewport().installEventFilter(self)

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 10, 10)
        line.setSpacing(8)
        line.addWidget(Sign("warning"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        for button in (self._written, self._paste, self._cancel):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.installEventFilter(self)

    @property
    def text(self) -> str:
        """What it asks; empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def ask(self, words: str, answer: Callable[[bool | None], None], *, two_ways: bool, can_paste: bool) -> None:
        """Ask: True pastes, False pastes numbers as they are spelt, None is no. An earlier question is forgotten."""
        self._answer = answer
        self._words.setText(words)
        self._written.setVisible(two_ways)
        self._paste.setVisible(can_paste)
        self._cancel.setText(self.tr("Cancel") if can_paste else self.tr("Close"))
        self._colour()
        self.show()
        self._place()
        self.raise_()
        (self._paste if can_paste else self._cancel).setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Answer no, if it asks."""
        self._end(None)

    def _on_paste(self) -> None:
        self._end(True)

    def _on_written(self) -> None:
        self._end(False)

    def _end(self, given: bool | None) -> None:
        answer, self._answer = self._answer, None
        if answer is None:
            return
        self._ground.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        answer(given)

    def _colour(self) -> None:
        tokens = tokens_of(self.palette())
        self.setStyleSheet(
            f"QFrame#paste_bar {{ background: {tokens.raised}; border: 1px solid {tokens.strong_border};"
            f" border-radius: 6px; }}"
            f" QLabel#paste_bar_words {{ color: {tokens.text}; background: transparent; }}"
        )

    def _place(self) -> None:
        area = self._ground.viewport().geometry()
        width = min(_WIDEST, area.width() - 2 * _GAP)
        self.setFixedWidth(max(width, 200))
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setFixedHeight(height)
        self.move(area.center().x() - self.width() // 2, area.bottom() - height - _GAP)

    @override
    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        if arg__2.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        key = arg__2.key() if isinstance(arg__2, QKeyEvent) and arg__2.type() == QEvent.Type.KeyPress else None
        if key == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(arg__1, QPushButton):
            arg__1.click()
            return True
        return super().eventFilter(arg__1, arg__2)
