"""The work that runs now: what, how far, how fast, and Cancel; more than one unfold into a list."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from controllers.jobs import Job, JobBoard
from ui.icons import icon
from ui.wording import counted, number, said


def progress_text(job: Job) -> str:
    """ "Loading crops · 12,000 of 100,000 items · 9,200 a second", or why it waits."""
    parts = [job.title]
    if job.waiting:
        return " · ".join([job.title, job.waiting])
    if job.total:
        parts.append(
            said("{done} of {total} {unit}").format(done=number(job.done), total=number(job.total), unit=job.unit)
        )
    elif job.done:
        parts.append(f"{number(job.done)} {job.unit}")
    if job.rate >= 1:
        parts.append(said("{rate} a second").format(rate=number(job.rate)))
    return " · ".join(parts)


class JobRow(QWidget):
    """One running job."""

    def __init__(self, job: Job, bar_width: int = 120) -> None:
        super().__init__()
        self._job = job
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(bar_width)
        cancel = QToolButton()
        cancel.setObjectName("cancel_job")
        cancel.setIcon(icon("stop"))
        cancel.setText(self.tr("Cancel"))
        cancel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        cancel.setToolTip(self.tr("Stop this; what is already done stays done"))
        cancel.clicked.connect(self._cancel)
        self._cancel_button = cancel
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._text)
        layout.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(cancel)
        job.progressed.connect(self._show)
        self._show()

    @property
    def text(self) -> str:
        """What the row says now."""
        return self._text.text()

    def _show(self) -> None:
        self._text.setText(progress_text(self._job))
        self._bar.setAccessibleName(self._text.text())
        self._bar.setRange(0, self._job.total or 0)
        self._bar.setValue(min(self._job.done, self._job.total or 0))

    def _cancel(self) -> None:
        self._cancel_button.setEnabled(False)
        self._job.cancel()


class JobStrip(QWidget):
    """The oldest running job, and a button for the others."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("job_strip")
        self._board: JobBoard | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._row: JobRow | None = None
        self._others = QPushButton()
        self._others.setProperty("kind", "quiet")
        self._others.clicked.connect(self._unfold)
        self._layout.addWidget(self._others)
        self._others.hide()

    def watch(self, board: JobBoard) -> None:
        """Show the jobs of a board from now on."""
        self._board = board
        board.job_started.connect(self._changed)
        board.job_finished.connect(self._changed)

    @property
    def text(self) -> str:
        """What the strip says, empty when nothing runs."""
        return self._row.text if self._row else ""

    def _changed(self) -> None:
        jobs = self._board.running if self._board else ()
        if self._row is not None:
            self._layout.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
            self._row = None
        if jobs:
            self._row = JobRow(jobs[0])
            self._layout.insertWidget(0, self._row)
        self._others.setVisible(len(jobs) > 1)
        self._others.setText(counted(len(jobs) - 1, self.tr("and 1 more"), self.tr("and %n more")))

    def _unfold(self) -> None:
        if self._board is None:
            return
        popup = _JobList(self._board.running, self.window())
        popup.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - popup.width(), -popup.height() - 8))
        popup.move(corner)
        popup.show()


class _JobList(QFrame):
    """Every running job, over the status bar; a click elsewhere closes it."""

    def __init__(self, jobs: Sequence[Job], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        for job in jobs:
            row = JobRow(job, 160)
            job.finished.connect(row.hide)
            layout.addWidget(row)
