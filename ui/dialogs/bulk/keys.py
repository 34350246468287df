"""Choosing keys: a list to tick, narrowed by what is typed above it; one key from all there are, or a new one."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from domain.keys import check_key
from ui.panes.tree_pane import FindField

_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class KeyList(QWidget):
    """Keys to tick, by Space or mouse; the field above narrows the list."""

    changed = Signal()

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._find = FindField(self.tr("Find a key"))
        self._find.setObjectName("find_key")
        self._list = QListWidget()
        self._list.setObjectName("key_list")
        self._list.setAccessibleName(self.tr("Keys to change"))
        self._list.setProperty("role", "keys")
        self._list.ensurePolished()  # else its lines are laid out before they know their height
        for key, kind in keys:
            self._add(key, kind)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._find)
        layout.addWidget(self._list, 1)
        self._find.textChanged.connect(self._narrow)
        self._find.left_downwards.connect(self._list.setFocus)
        self._list.itemChanged.connect(self._tell)

    @property
    def chosen(self) -> list[str]:
        """The keys that are ticked, in the order of the list."""
        return [item.text() for item in self._items() if item.checkState() == _CHECKED]

    def choose(self, keys: Iterable[str]) -> None:
        """Tick exactly these."""
        wanted = frozenset(keys)
        self._list.blockSignals(True)
        first: QListWidgetItem | None = None
        for item in self._items():
            item.setCheckState(_CHECKED if item.text() in wanted else _UNCHECKED)
            if first is None and item.text() in wanted:
                first = item
        self._list.blockSignals(False)
        if first is not None:
            self._list.setCurrentItem(first)
            self._list.scrollToItem(first, QListWidget.ScrollHint.PositionAtTop)
        self.changed.emit()

    def _add(self, key: str, kind: str) -> None:
        item = QListWidgetItem(key, self._list)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_UNCHECKED)
        item.setToolTip(f"{key} · {kind}")

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _narrow(self, typed: str) -> None:
        wanted = typed.casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text().casefold())

    def _tell(self) -> None:
        self.changed.emit()


class KeyBox(QComboBox):
    """One key; a new one may be typed where that makes sense."""

    def __init__(self, keys: Sequence[str], *, new: bool) -> None:
        super().__init__()
        self._new = new
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(list(keys))
        self.setCurrentIndex(-1)
        self.setMaxVisibleItems(16)
        line, completer = self.lineEdit(), self.completer()
        if line is not None:
            line.setPlaceholderText(self.tr("a key, or a new one") if new else self.tr("a key"))
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    @property
    def problem(self) -> str:
        """Why what is typed can't be used; empty where it can."""
        key = self.currentText()
        if not key or self.findText(key, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive) >= 0:
            return ""
        return (check_key(key) or "") if self._new else self.tr('There is no key "{key}".').format(key=key)
