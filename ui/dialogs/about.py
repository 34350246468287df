"""What this is: version, licences, and where things are kept."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget

import resources
from ui.dialogs.frame import Frame

VERSION = "0.1.0"
PARTS = ("PySide6_Essentials", "qasync", "requests", "cryptography", "pandas", "pyarrow", "msgspec", "starlette", "av")


class AboutDialog(Frame):
    """The name, the parts it stands on, and its folder."""

    def __init__(self, data_dir: Path, parent: QWidget | None) -> None:
        super().__init__(
            self.tr("Tagline {version}").format(version=VERSION),
            parent,
            self.tr("See, edit and curate the custom metadata of the data you train AI on."),
        )
        self.setMinimumWidth(520)
        picture = QLabel()
        picture.setPixmap(QIcon(str(resources.APP_ICON)).pixmap(QSize(72, 72)))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        form.addRow(self.tr("Licence"), _text("Apache License 2.0"))
        form.addRow("Qt", _text(self.tr("{version}, used under the LGPL 3").format(version=qVersion())))
        form.addRow(self.tr("Stands on"), _text(", ".join(filter(None, map(_part, PARTS)))))
        form.addRow(self.tr("Data folder"), _text(str(data_dir)))
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(form, 1)
        self.body.addLayout(across)
        close = self.add_button(self.tr("Close"), "close", primary=True)
        close.clicked.connect(self.accept)


def _text(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _part(name: str) -> str:
    try:
        return f"{name.replace('_Essentials', '')} {version(name)}"
    except PackageNotFoundError:
        return ""
