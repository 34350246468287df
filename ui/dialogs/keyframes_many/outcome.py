"""What would become of many videos: the sums, one line a video, and sample frames of the line that is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from controllers.many_lines import ManyTally, VideoLine
from controllers.video_files import Progress
from ui.dialogs.keyframes_many.outcome_model import (
    AFTER,
    BEFORE,
    CHANGE,
    FRAMES,
    NAME,
    REMARK,
    STATE_ROLE,
    OutcomeModel,
)
from ui.dialogs.keyframes_many.outcome_words import counts_of, leftovers_of
from ui.dialogs.keyframes_many.samples import Samples
from ui.panes.side_tree import Index, RowDelegate, SideTree
from ui.tokens import tokens_of
from ui.wording import number

_STEPS = 1_000  # of the bar, for one video


class StateDelegate(RowDelegate):
    """Writes what is left alone in the colour of a problem, and what stays the same quietly."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == REMARK:
            option.textElideMode = Qt.TextElideMode.ElideRight
        tokens, state = tokens_of(option.palette), index.data(STATE_ROLE)
        if state == "left" and index.column() == REMARK:
            option.palette.setColor(option.palette.ColorRole.Text, QColor(tokens.problem))
        elif state != "changed":
            option.palette.setColor(option.palette.ColorRole.Text, QColor(tokens.muted))


class Outcome(QWidget):
    """`stop_wanted`: look at no more videos; `chosen`: sample frames of a line are wanted."""

    stop_wanted = Signal()
    chosen = Signal(object)  # VideoLine

    def __init__(self) -> None:
        super().__init__()
        self.model = OutcomeModel(self)
        self.samples = Samples()
        self._list = SideTree()
        self._word = QLabel()
        self._sheet = QFrame()
        self._pages = QStackedWidget()
        self._basis = QLabel()
        self._bar = QProgressBar()
        self._progress = QLabel()
        self._stop = QPushButton(self.tr("S&top Here"))
        self._counts = QLabel()
        self._left = QLabel()
        self._only_left = QCheckBox(self.tr("Show &only those left alone"))
        self._lines: Sequence[VideoLine] = ()
        self._build_list()
        self._build_words()
        self._build()

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Say why there is nothing to see."""
        self._word.setText(sentence)
        self._word.setProperty("role", "problem" if problem else "muted")
        self._word.style().polish(self._word)
        self._pages.setCurrentWidget(self._sheet)
        self.samples.say("")
        self._only_left.hide()
        for label in (self._counts, self._left, self._basis):
            label.clear()
            label.hide()
        self._show_progress(shown=False)

    def show_tally(self, tally: ManyTally, basis: str) -> None:
        """Show how far the looking is; `basis` says what the numbers rest on."""
        before = self.model.rowCount()
        self._lines = tally.lines
        self._only_left.setVisible(tally.left > 0)
        if not tally.left:
            self._only_left.setChecked(False)
        self._show_lines()
        if tally.lines:
            self._pages.setCurrentWidget(self._list)
            if not before or not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self.model.index(0, 0))
        else:
            self.say(self.tr("There are no videos among these items.") if not tally.total else self.tr("Looking…"))
        self._show_words(tally, basis)

    def _show_lines(self) -> None:
        only = self._only_left.isChecked()
        self.model.show_rows([line for line in self._lines if line.state == "left"] if only else self._lines)

    def show_progress(self, progress: Progress) -> None:
        """One video is being looked at, which takes a while."""
        self._bar.setValue(len(self._lines) * _STEPS + _STEPS * progress.done // max(progress.frames, 1))
        words = self.tr("{name}: frame {done} of {frames}")
        name = self.fontMetrics().elidedText(progress.name, Qt.TextElideMode.ElideMiddle, 160)
        self._progress.setText(words.format(name=name, done=number(progress.done), frames=number(progress.frames)))

    def _show_words(self, tally: ManyTally, basis: str) -> None:
        for label, words in ((self._counts, counts_of(tally)), (self._left, leftovers_of(tally)), (self._basis, basis)):
            label.setText(words)
            label.setVisible(bool(words))
        self._show_progress(shown=not tally.ended and tally.total > 0)
        self._bar.setRange(0, max(tally.total, 1) * _STEPS)
        self._bar.setValue(tally.seen * _STEPS)
        self._progress.setText(self.tr("{seen} of {total}").format(seen=number(tally.seen), total=number(tally.total)))

    def _show_progress(self, *, shown: bool) -> None:
        for widget in (self._bar, self._progress, self._stop):
            widget.setVisible(shown)

    def _build_list(self) -> None:
        self._list.setObjectName("outcome")
        self._list.setAccessibleName(self.tr("What would become of each video"))
        self._list.setProperty("role", "list")
        self._list.setHeaderHidden(False)
        self._list.setRootIsDecorated(False)
        self._list.setItemDelegate(StateDelegate(self._list))
        self._list.setModel(self.model)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.selectionModel().currentRowChanged.connect(self._choose)
        self.model.modelReset.connect(self._choose_first)
        header = self._list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _build_words(self) -> None:
        self._sheet.setProperty("role", "sheet")
        self._word.setObjectName("outcome_word")
        self._word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._word.setWordWrap(True)
        self._word.setMargin(24)
        self._bar.setTextVisible(False)
        self._stop.setObjectName("stop")
        self._stop.setAutoDefault(False)
        self._stop.setToolTip(self.tr("Look at no more videos; those looked at can be changed"))
        self._stop.clicked.connect(self.stop_wanted)
        for label, name, role in (
            (self._counts, "outcome_counts", ""),
            (self._left, "outcome_left", "muted"),
            (self._basis, "outcome_basis", "muted"),
        ):
            label.setObjectName(name)
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)

    def _build(self) -> None:
        QVBoxLayout(self._sheet).addWidget(self._word)
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._sheet)
        progress = QHBoxLayout()
        progress.setSpacing(8)
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._progress)
        progress.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.samples)
        layout.addLayout(progress)
        for widget in (self._counts, self._left, self._only_left, self._basis):
            layout.addWidget(widget)
        self._only_left.setObjectName("only_left")
        self._only_left.toggled.connect(self._show_lines)

    def _choose_first(self) -> None:
        if self.model.rowCount():
            self._list.setCurrentIndex(self.model.index(0, 0))

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        line: VideoLine | None = self.model.rows[current.row()] if current.isValid() else None
        self.chosen.emit(line)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        width = max(self._list.viewport().width(), 400)
        shares = ((NAME, 0.29), (FRAMES, 0.11), (BEFORE, 0.14), (AFTER, 0.09), (CHANGE, 0.11))
        for column, share in shares:
            self._list.header().resizeSection(column, int(width * share))
