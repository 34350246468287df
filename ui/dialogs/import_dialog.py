"""Bringing a file into a table in three steps: the file, its columns, and what would change; nothing before that."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QWidget
from typing_extensions import override

from ui.dialogs.frame import Frame, restyle, rule
from ui.dialogs.import_columns import ColumnsPage
from ui.dialogs.import_decide import DecidePage
from ui.dialogs.import_file import FilePage


class ImportDialog(Frame):
    """Shows the steps; who opened it reads, matches and plans, and says when a step may be left (`allow_next`)."""

    dropped = Signal(object)  # Path
    import_wanted = Signal()
    step_changed = Signal(int)

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(self.tr("Import into {table}").format(table=title), parent)
        self.setObjectName("import_dialog")
        self.setAcceptDrops(True)
        self.resize(980, 680)
        self.file, self.columns, self.decide = FilePage(), ColumnsPage(), DecidePage()
        self._pages = QStackedWidget()
        for page in (self.file, self.columns, self.decide):
            self._pages.addWidget(page)
        self._steps = [QLabel() for _ in range(3)]
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedWidth(96)
        self._allowed = [False, False, False]
        self.body.addLayout(self._build_steps())
        self.body.addWidget(rule())
        self.body.addWidget(self._pages, 1)
        self.add_cancel()
        self.back = self.add_button(self.tr("&Back"), "import_back")
        self.back.clicked.connect(self._go_back)
        self.next = self.add_button(self.tr("&Next"), "import_next", primary=True)
        self.next.clicked.connect(self._go_on)
        self.set_busy(busy=False)
        self._show_step(0)

    @property
    def step(self) -> int:
        """The step that is shown, 0 to 2."""
        return self._pages.currentIndex()

    def allow_next(self, step: int, *, allowed: bool) -> None:
        """Whether a step may be left forwards."""
        self._allowed[step] = allowed
        self.next.setEnabled(self._allowed[self.step])

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is being worked out."""
        self._busy.setVisible(busy)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self._show_step(0)
            self.dropped.emit(path)

    def _build_steps(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(16)
        for label in self._steps:
            label.setTextFormat(Qt.TextFormat.PlainText)
            line.addWidget(label)
        line.addStretch(1)
        line.addWidget(self._busy)
        return line

    def _titles(self) -> tuple[str, ...]:
        return (self.tr("File and format"), self.tr("Columns and matching"), self.tr("Decide and preview"))

    def _show_step(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        for number, (label, title) in enumerate(zip(self._steps, self._titles(), strict=True)):
            label.setText(f"{number + 1}  {title}")
            label.setProperty("role", "title" if number == step else "muted")
            restyle(label)
        self.back.setEnabled(step > 0)
        self.next.setText(self.tr("&Stage the Changes") if step == 2 else self.tr("&Next"))
        self.next.setEnabled(self._allowed[step])
        self.step_changed.emit(step)

    def _go_back(self) -> None:
        self._show_step(max(0, self.step - 1))

    def _go_on(self) -> None:
        if self.step == 2:
            self.import_wanted.emit()
        else:
            self._show_step(self.step + 1)


def dropped_file(event: QDropEvent) -> Path | None:
    """The one file that is being dropped; None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
