"""Says that the fault is ours, what was kept, and where the report lies; the details unfold."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.dialogs.frame import Frame


class CrashDialog(Frame):
    """Close it and go on working; the report is already on disk."""

    def __init__(self, sentence: str, report: Path | None, parent: QWidget | None) -> None:
        super().__init__(self.tr("That should not have happened"), parent, sentence)
        self.setMinimumWidth(560)
        self._report = report
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setPlainText(self._read())
        self._details.setMinimumHeight(200)
        self._details.hide()
        self.body.addWidget(self._details, 1)
        unfold = self.add_button(self.tr("Details"), "details", left=True)
        unfold.setCheckable(True)
        unfold.toggled.connect(self._unfold)
        copy = self.add_button(self.tr("Copy Report"), "copy")
        copy.clicked.connect(self._copy)
        folder = self.add_button(self.tr("Show Report"), "show")
        folder.setEnabled(report is not None)
        folder.clicked.connect(self._show_folder)
        go_on = self.add_button(self.tr("Go On"), "go_on", primary=True)
        go_on.clicked.connect(self.accept)

    def _read(self) -> str:
        if self._report is None:
            return self.tr("The report could not be written to disk.")
        try:
            return self._report.read_text(encoding="utf-8")
        except OSError as problem:
            return self.tr("The report can't be read: {reason}.").format(reason=problem.strerror)

    def _unfold(self, unfolded: bool) -> None:
        self._details.setVisible(unfolded)
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    def _show_folder(self) -> None:
        if self._report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.parent)))
