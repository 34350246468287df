"""One migration from its review to its end: the steps above, what changes item by item below, then how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from controllers.jobs import Job
from controllers.migration_steps import Step
from controllers.push_plan import Plan
from ui.dialogs.frame import Frame, rule
from ui.dialogs.migration.steps_view import StepsView
from ui.dialogs.review_page import ReviewPage
from ui.dialogs.review_reading import Reading
from ui.panes.job_strip import progress_text
from ui.wording import counted, number

_SMALL, _LARGE = (980, 340), (980, 720)


class MigrationRunDialog(Frame):
    """Shows a run. Closing it while something is written asks for a stop instead."""

    go_wanted = Signal()
    pause_wanted = Signal()
    resume_wanted = Signal()
    stop_wanted = Signal()
    undo_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, title: str, steps: Sequence[Step], platform: str, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self.setObjectName("migration_run")
        self.resize(*_SMALL)
        self._platform = platform
        self.steps = StepsView(steps)
        self.review = ReviewPage()
        self.review.fix_mode()
        self._pages = QStackedWidget()
        self._working, self._work_text, self._bar = QWidget(), QLabel(), QProgressBar()
        self._busy = self._paused = False
        self._jobs: list[Job] = []
        self._build()

    def show_working(self, sentence: str, *, writes: bool = False) -> None:
        """Something is under way; where it `writes`, it can be paused."""
        self._busy, self._paused = True, False
        self.resize(*_SMALL)
        self._work_text.setText(sentence)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._pages.setCurrentWidget(self._working)
        self._offer("pause stop" if writes else "stop")

    def show_pause(self, *, paused: bool) -> None:
        """It holds, or goes on."""
        self._paused = paused
        self._offer("resume stop" if paused else "pause stop")
        (self._resume if paused else self._pause).setFocus()
        self._show_progress()

    def show_plan(self, plan: Plan, reading: Reading) -> None:
        """What would be written first, item by item, to be agreed to."""
        self._busy = False
        self.resize(*_LARGE)
        self.review.show_plan(plan, reading)
        self._pages.setCurrentWidget(self.review)
        self._offer("cancel go")
        self.review.tree.setFocus()

    def show_ready(self, sentence: str) -> None:
        """No value is to be written, or none that was not agreed to already."""
        self._busy = False
        self._work_text.setText(sentence)
        self._bar.hide()
        self._pages.setCurrentWidget(self._working)
        self._go.setText(self.tr("Go On"))
        self._go.setEnabled(True)
        self._go.setToolTip("")
        self._offer("cancel go")

    def show_steps(self) -> None:
        """How far it is now."""
        self.steps.show_steps()

    def follow(self, job: Job) -> None:
        """Show the progress of what runs now."""
        self._jobs = [job]
        job.progressed.connect(self._show_progress)
        job.finished.connect(self._forget)
        self._show_progress()

    def show_end(self, heading: str, sentence: str, *, done: bool, undoable: bool) -> None:
        """It has ended, or it stopped before its end."""
        self.say("")
        self._busy = self._paused = False
        self._jobs = []
        self.steps.show_steps()
        self.heading.setText(heading)
        self._work_text.setText(sentence)
        self._bar.hide()
        self._pages.setCurrentWidget(self._working)
        self._go.setText(self.tr("Go On"))
        self._go.setEnabled(True)
        self._offer(("undo " if undoable else "") + "done" if done else "leave go done")

    def stop_jobs(self) -> None:
        """Ask what runs to end."""
        for job in self._jobs:
            job.cancel()

    @override
    def reject(self) -> None:
        if self._busy:
            self.stop_wanted.emit()
        else:
            super().reject()

    @override
    def closeEvent(self, arg__1: QCloseEvent) -> None:
        if self._busy:
            arg__1.ignore()
            self.stop_wanted.emit()
        else:
            super().closeEvent(arg__1)

    def _build(self) -> None:
        column = QVBoxLayout(self._working)
        column.setContentsMargins(0, 8, 0, 0)
        self._work_text.setWordWrap(True)
        self._work_text.setObjectName("work_text")
        self._bar.setTextVisible(False)
        column.addWidget(self._work_text)
        column.addSpacing(4)
        column.addWidget(self._bar)
        column.addStretch(1)
        self._pages.addWidget(self._working)
        self._pages.addWidget(self.review)
        self.body.addWidget(self.steps)
        self.body.addSpacing(4)
        self.body.addWidget(rule())
        self.body.addWidget(self._pages, 1)
        self._cancel = self.add_cancel()
        self._stop = self.add_button(self.tr("Stop"), "stop")
        self._stop.setToolTip(self.tr("What is done stays, and going on later finds out what is left"))
        self._pause = self.add_button(self.tr("Pause"), "pause")
        self._pause.setToolTip(self.tr("What is on its way is still read back; nothing more is written"))
        self._resume = self.add_button(self.tr("Resume"), "resume")
        self._undo = self.add_button(self.tr("Undo This Migration…"), "undo", left=True)
        self._leave = self.add_button(self.tr("Leave It"), "leave", left=True)
        self._leave.setToolTip(self.tr("Do not go on with it; what was done stays, and can be undone"))
        self._go: QPushButton = self.add_button(self.tr("Migrate"), "go", primary=True)
        self._done = self.add_button(self.tr("Close"), "done")
        running = (self._cancel, self._stop, self._pause, self._resume)
        self._buttons = (*running, self._undo, self._leave, self._go, self._done)
        self.review.decided.connect(self._show_counts)
        self._stop.clicked.connect(self.stop_wanted)
        self._pause.clicked.connect(self.pause_wanted)
        self._resume.clicked.connect(self.resume_wanted)
        self._undo.clicked.connect(self.undo_wanted)
        self._leave.clicked.connect(self.leave_wanted)
        self._go.clicked.connect(self.go_wanted)
        self._done.clicked.connect(self.accept)
        self._offer("cancel")

    def _offer(self, names: str) -> None:
        offered = names.split()
        for button in self._buttons:
            button.setVisible(button.objectName() in offered)
        self._go.setDefault("go" in offered)
        self._done.setDefault("go" not in offered)

    def _show_counts(self) -> None:
        count, waiting = self.review.included, bool(self.review.undecided)
        self.say(self.tr("To {platform}: {summary}").format(platform=self._platform, summary=self.review.summary))
        self._go.setText(counted(count, self.tr("Migrate 1 Value"), self.tr("Migrate %n Values")))
        self._go.setText(self._go.text() if count else self.tr("Migrate the Schema"))
        self._go.setEnabled(not waiting)
        self._go.setToolTip(self.review.obstacle if waiting else "")

    def _show_progress(self) -> None:
        if self._paused and not self._jobs:
            self._work_text.setText(self.tr("Paused: nothing more is written."))
        for job in self._jobs:
            paused = self.tr("Paused: {done} of {total} items are done, nothing more is written.")
            told = paused.format(done=number(job.done), total=number(job.total or 0))
            self._work_text.setText(told if self._paused else progress_text(job))
            self._bar.setRange(0, job.total or 0)
            self._bar.setValue(min(job.done, job.total or 0))

    def _forget(self) -> None:
        self._jobs = [job for job in self._jobs if job.running]
