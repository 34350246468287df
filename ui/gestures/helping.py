"""The Help menu, and what is said when something failed."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from ui.crash import CrashReports
from ui.dialogs.about import AboutDialog
from ui.dialogs.crash import CrashDialog
from ui.dialogs.keyboard import KeyboardSheet
from ui.main_window import MainWindow


class Helping(QObject):
    """Keyboard sheet, about, data folder; banners for the world's faults, a report for ours."""

    def __init__(self, window: MainWindow, data_dir: Path, crashes: CrashReports) -> None:
        super().__init__(window)
        self._window = window
        self._data_dir = data_dir
        self._crashes = crashes
        window.commands["shortcuts"].triggered.connect(self._show_keyboard)
        window.commands["about"].triggered.connect(self._show_about)
        window.commands["data_folder"].triggered.connect(self._show_folder)
        crashes.happened.connect(self._show_crash)
        crashes.refused.connect(self._say_refused)

    def tell_failure(self, problem: BaseException) -> None:
        """A task failed: the sentence it carries is said, or a crash report is written."""
        self._crashes.take(problem)

    def _say_refused(self, sentence: str) -> None:
        self._window.banners.say("failed", "problem", sentence)

    def _show_keyboard(self) -> None:
        _open(KeyboardSheet(self._window.commands, self._window))

    def _show_about(self) -> None:
        _open(AboutDialog(self._data_dir, self._window))

    def _show_crash(self, sentence: str, report: Path | None) -> None:
        _open(CrashDialog(sentence, report, self._window))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data_dir)))


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
