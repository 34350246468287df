"""Earlier versions of the schema: who changed what and when, compared with what came before or with now."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from domain.schema_changes import changes
from domain.schema_text import Raw
from models.schema_log import SchemaVersion
from ui.dialogs.frame import Frame
from ui.schema.change_view import ChangeView
from ui.wording import counted, said, shortened, when

_TYPING = 200  # ms after the last letter before anything is looked for


def state_words(version: SchemaVersion) -> str:
    """How a version came about."""
    words = {
        "saved": said("saved here"),
        "found": said("changed by somebody else"),
        "failed": said("not saved"),
        "sent": said("sent; it is not known whether it arrived"),
    }
    return words[version.state]


def title_of(version: SchemaVersion) -> str:
    """When a version came about, how, and what it changed, in a line."""
    return f"{when(version.at)}  ·  {state_words(version)}  ·  {shortened(_note(version), 60)}"


class VersionsDialog(Frame):
    """Versions at the left, newest first; at the right what one changed, or what differs from now."""

    restore_wanted = Signal(object)
    """The `SchemaVersion` to stage again."""

    def __init__(
        self, platform: str, find: Callable[[str], Sequence[SchemaVersion]], now: Raw, parent: QWidget | None
    ) -> None:
        super().__init__(
            self.tr("History of the schema"),
            parent,
            self.tr("Every version of {platform} that this computer saved or met.").format(platform=platform),
        )
        self.resize(960, 600)
        self._find, self._now = find, now
        self._versions: Sequence[SchemaVersion] = ()
        self._search = QLineEdit()
        self._list = QListWidget()
        self._against = QComboBox()
        self._told = QLabel()
        self._diff = ChangeView("version_diff", self.tr("What the version changed"))
        self._body = QStackedWidget()
        self._empty = QLabel()
        self._soon = QTimer(self)
        self._build()
        self.restore = self.add_button(self.tr("Stage This Version…"), "restore", left=True)
        self.restore.setToolTip(self.tr("Stage the schema as it was then; nothing is sent until you save it"))
        self.restore.clicked.connect(self._ask_restore)
        close = self.add_button(self.tr("Close"), "close", primary=True)
        close.clicked.connect(self.accept)
        self._look()

    @property
    def version(self) -> SchemaVersion | None:
        """The chosen version."""
        row = self._list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _look(self) -> None:
        self._versions = self._find(self._search.text().strip())
        self._list.clear()
        for version in self._versions:
            item = QListWidgetItem(f"{when(version.at)}  ·  {state_words(version)}\n{_note(version)}")
            item.setToolTip(f"{version.user}\n{version.note}".strip())
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._body.setCurrentIndex(0 if self._versions else 1)
        self._empty.setText(
            self.tr("No version holds this.")
            if self._search.text().strip()
            else self.tr("Nothing was saved yet. Each save is kept here with the schema before and after it.")
        )
        self.restore.setEnabled(bool(self._versions))

    def _show(self) -> None:
        version = self.version
        self.restore.setEnabled(version is not None)
        if version is None:
            return
        against_now = self._against.currentIndex() == 1
        before, after = (version.after, self._now) if against_now else (version.before, version.after)
        found = changes(before, after)
        self._diff.show_changes(found)
        nothing = self.tr("Nothing differs.")
        told = counted(len(found), self.tr("1 key differs."), self.tr("%n keys differ.")) if found else nothing
        who = self.tr("{when}, by {user}. ").format(when=when(version.at), user=version.user) if version.user else ""
        self._told.setText(f"{who}{told}")

    def _ask_restore(self) -> None:
        if self.version is not None:
            self.restore_wanted.emit(self.version)

    def _build(self) -> None:
        self._search.setObjectName("version_search")
        self._search.setPlaceholderText(self.tr("Find a key, an option or a type"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._search.setClearButtonEnabled(True)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING)
        self._soon.timeout.connect(self._look)
        self._search.textChanged.connect(self._soon.start)
        self._list.setObjectName("version_list")
        self._list.setAccessibleName(self.tr("Versions, newest first"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.currentRowChanged.connect(self._show)
        self._against.setObjectName("version_against")
        self._against.addItems([self.tr("What it changed"), self.tr("What changed from it to now")])
        self._against.setAccessibleName(self.tr("What to compare the version with"))
        self._against.currentIndexChanged.connect(self._show)
        self._told.setProperty("role", "muted")
        self._told.setWordWrap(True)
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body.addWidget(self._across())
        self._body.addWidget(self._empty)
        self.body.addWidget(self._search)
        self.body.addWidget(self._body, 1)

    def _across(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(self._told, 1)
        line.addWidget(self._against)
        column.addLayout(line)
        column.addWidget(self._diff, 1)
        across = QSplitter()
        across.addWidget(self._list)
        across.addWidget(right)
        across.setSizes([340, 600])
        across.setChildrenCollapsible(False)
        across.setHandleWidth(16)
        across.setStyleSheet("QSplitter::handle { background: transparent; }")
        return across


def _note(version: SchemaVersion) -> str:
    return shortened(version.note, 90) or said("changed on the platform")
