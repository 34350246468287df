"""From the review to the receipt in one window: what will change, how far it is, what it did."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from controllers.jobs import Job
from controllers.push_plan import Plan
from controllers.push_receipt import Receipt
from ui.dialogs.frame import Frame
from ui.dialogs.receipt_view import ReceiptView
from ui.dialogs.review_page import ReviewPage
from ui.dialogs.review_reading import Reading
from ui.panes.banner import Sign
from ui.panes.job_strip import progress_text
from ui.wording import edits, number


class PushDialog(Frame):
    """Shows where a push stands; what to do about it, its owner knows."""

    push_wanted = Signal()
    retry_wanted = Signal()
    export_wanted = Signal()
    review_again_wanted = Signal()
    pause_wanted = Signal()
    resume_wanted = Signal()
    leave_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, platform: str, parent: QWidget | None) -> None:
        super().__init__(self.tr("Review and push"), parent)
        self.resize(960, 680)
        self._platform = platform
        self._job: Job | None = None
        self._paused = False
        self.review = ReviewPage()
        self.receipt = ReceiptView()
        self._working = QWidget()
        self._work_text = QLabel()
        self._work_text.setWordWrap(True)
        self._sign = Sign("problem")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._pages = QStackedWidget()
        self._build()
        self.show_working(self.tr("Reading what the platform holds now…"))

    @property
    def is_pushing(self) -> bool:
        """Whether something is being sent."""
        return self._job is not None

    def show_working(self, sentence: str) -> None:
        """Something is under way that has no number yet."""
        self._work_text.setText(sentence)
        self._bar.setRange(0, 0)
        self._pages.setCurrentWidget(self._working)
        self._offer("cancel")

    def show_plan(self, plan: Plan, reading: Reading) -> None:
        """Show what would be pushed."""
        self.review.show_plan(plan, reading)
        self._pages.setCurrentWidget(self.review)
        self._offer("push cancel")
        self.review.tree.setFocus()

    def show_problem(self, sentence: str) -> None:
        """It could not be read or sent; what was staged still is."""
        self.say("")
        self._work_text.setText(sentence + " " + self.tr("Your edits stay staged."))
        self._pages.setCurrentWidget(self._working)
        self._offer("again cancel")

    def follow(self, job: Job) -> None:
        """Show how far a push is; Pause holds it, Stop asks it to end."""
        self._job = job
        self._pages.setCurrentWidget(self._working)
        job.progressed.connect(self._show_progress)
        self._show_progress()
        self._offer("pause stop")

    def show_pause(self, *, paused: bool) -> None:
        """A push holds, or goes on."""
        self._paused = paused
        if self._job is not None:
            self._show_progress()
            self._offer("later stop resume" if paused else "pause stop")
            (self._resume if paused else self._pause).setFocus()

    def show_receipt(self, receipt: Receipt) -> None:
        """Show what was done."""
        self._job = None
        self.say("")
        self.heading.setText(self.tr("Pushed") if receipt.complete else self.tr("Pushed in part"))
        self.receipt.show_receipt(receipt)
        self._pages.setCurrentWidget(self.receipt)
        undo = "undo " if receipt.count("pushed") else ""
        self._offer(undo + ("export done" if receipt.complete else "retry export done"))

    def forget_job(self) -> None:
        """Nothing is being sent any more."""
        self._job = None
        self._paused = False

    @override
    def reject(self) -> None:
        if self._paused:
            self.leave_wanted.emit()
        elif not self.is_pushing:
            super().reject()

    @override
    def closeEvent(self, arg__1: QCloseEvent) -> None:
        if self.is_pushing:
            arg__1.ignore()
            if self._paused:
                self.leave_wanted.emit()
        else:
            super().closeEvent(arg__1)

    def _build(self) -> None:
        column = QVBoxLayout(self._working)
        column.addStretch(2)
        line = QHBoxLayout()
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._work_text, 1)
        column.addLayout(line)
        column.addSpacing(8)
        column.addWidget(self._bar)
        column.addStretch(3)
        for page in (self._working, self.review, self.receipt):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self._build_buttons()

    def _build_buttons(self) -> None:
        self._cancel = self.add_cancel()
        self._later = self.add_button(self.tr("Close for Now"), "later", left=True)
        self._later.setToolTip(self.tr("The rest waits on this computer, also when Tagline is closed"))
        self._stop = self.add_button(self.tr("Stop"), "stop")
        self._pause = self.add_button(self.tr("Pause"), "pause")
        self._resume = self.add_button(self.tr("Go On"), "resume", primary=True)
        self._again = self.add_button(self.tr("Review Again"), "again")
        self._export = self.add_button(self.tr("Export Receipt…"), "export", left=True)
        self._undo = self.add_button(self.tr("Undo This Push…"), "undo", left=True)
        self._undo.setToolTip(self.tr("Review and push the old values again"))
        self._retry = self.add_button(self.tr("Retry What Failed"), "retry")
        self._push = self.add_button(self.tr("Push"), "push", primary=True)
        self._done = self.add_button(self.tr("Close"), "done", primary=True)
        self.review.decided.connect(self._show_counts)
        self._stop.clicked.connect(self._stop_job)
        self._push.clicked.connect(self.push_wanted)
        self._again.clicked.connect(self.review_again_wanted)
        self._retry.clicked.connect(self.retry_wanted)
        self._export.clicked.connect(self.export_wanted)
        self._done.clicked.connect(self.accept)
        self._pause.clicked.connect(self.pause_wanted)
        self._resume.clicked.connect(self.resume_wanted)
        self._later.clicked.connect(self.leave_wanted)
        self._undo.clicked.connect(self.undo_wanted)
        self._buttons = (
            *(self._cancel, self._later, self._stop, self._pause, self._resume, self._again, self._export),
            *(self._undo, self._retry, self._push, self._done),
        )

    def _offer(self, names: str) -> None:
        offered = names.split()
        for button in self._buttons:
            button.setVisible(button.objectName() in offered)
        for button in (self._push, self._done, self._resume):
            button.setDefault(button.objectName() in offered)
        self._stop.setEnabled(True)
        self._bar.setVisible("again" not in offered)
        self._sign.setVisible("again" in offered)

    def _show_counts(self) -> None:
        self.say(self.tr("To {platform}: {summary}").format(platform=self._platform, summary=self.review.summary))
        obstacle, included, already = self.review.obstacle, self.review.included, self.review.already
        self._push.setText(self.tr("Push {edits}").format(edits=edits(included)))
        self._push.setEnabled(not obstacle)
        self._push.setToolTip(obstacle)
        if already and not included:
            self._push.setText(self.tr("Let Go of {edits}").format(edits=edits(already)))
            self._push.setToolTip(self.tr("The platform holds this already: nothing is sent, nothing stays staged."))

    def _show_progress(self) -> None:
        if self._job is None:
            return
        told = progress_text(self._job)
        if self._paused:
            done = self.tr("Paused: {done} of {total} items are done, nothing more is sent.")
            told = done.format(done=number(self._job.done), total=number(self._job.total or 0))
        self._work_text.setText(told)
        self._bar.setRange(0, self._job.total or 0)
        self._bar.setValue(min(self._job.done, self._job.total or 0))

    def _stop_job(self) -> None:
        if self._job is not None:
            self._stop.setEnabled(False)
            self._job.cancel()
