"""What is known about namespaces and their keys, and the rules for new names: seen, changed, taken in and out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTabWidget, QVBoxLayout, QWidget

from domain.keys import namespaces
from domain.naming import ANY_STYLE
from models.namespace_book import NamespaceBook
from ui.dialogs.frame import Frame
from ui.dialogs.namespace_form import NamespaceForm
from ui.dialogs.namespace_rules import NamespaceRules
from ui.icons import icon
from ui.tokens import colour_of, tokens_of
from ui.wording import counted

_NAME = Qt.ItemDataRole.UserRole


class NamespacesDialog(Frame):
    """Accepted, `book` is what shall be kept. `import_wanted` and `export_wanted` ask for a file."""

    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, book: NamespaceBook, keys: Sequence[str], parent: QWidget | None) -> None:
        sentence = self.tr("Kept on this computer: the platform has no place for it. Export it for your colleagues.")
        super().__init__(self.tr("Namespaces"), parent, sentence)
        self.setObjectName("namespaces_dialog")
        self.resize(900, 620)
        self.book = self._before = book
        self._keys: Mapping[str, list[str]] = _keys_in(keys)
        self.field = QLineEdit()
        self.list = QListWidget()
        self.form = NamespaceForm()
        self.rules = NamespaceRules(sorted(self._keys))
        self._tabs = QTabWidget()
        self._build()
        take = self.add_button(self.tr("&Export…"), "export_namespaces", left=True)
        take.clicked.connect(self.export_wanted)
        bring = self.add_button(self.tr("&Import…"), "import_namespaces", left=True)
        bring.clicked.connect(self.import_wanted)
        self.add_cancel()
        self.keep = self.add_button(self.tr("&Keep"), "keep_namespaces", primary=True)
        self.keep.clicked.connect(self.accept)
        self.list.currentItemChanged.connect(self._show)
        self.form.changed.connect(self._take)
        self.rules.changed.connect(self._take_rules)
        self.field.textChanged.connect(self._look)
        self.show_book(book)

    def show_book(self, book: NamespaceBook) -> None:
        """Show another book, such as one that was imported; it is kept only when the dialog is accepted."""
        self.book = book
        chosen = self._name
        self.list.blockSignals(True)
        self.list.clear()
        for name in sorted({*self._keys, *book.namespaces, *_spaces(book.descriptions)}, key=str.casefold):
            self.list.addItem(self._line(name))
        self.list.blockSignals(False)
        self.rules.show_rules(book.prefixes, book.style)
        self._tell_rules()
        if not self.go_to(chosen):
            self.list.setCurrentRow(0)
        self._show()

    def go_to(self, name: str) -> bool:
        """Show a namespace; whether there is such a one."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_NAME) == name]
        if rows:
            self.list.setCurrentRow(rows[0])
        return bool(rows)

    @property
    def _name(self) -> str:
        row = self.list.currentRow()
        return str(self.list.item(row).data(_NAME)) if row >= 0 else ""

    def _build(self) -> None:
        self.field.setPlaceholderText(self.tr("Find a namespace or a key"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setClearButtonEnabled(True)
        self.list.setObjectName("namespace_list")
        self.list.setAccessibleName(self.tr("Namespaces"))
        self.list.setProperty("role", "keys")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.field)
        left.addWidget(self.list, 1)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 12, 0, 0)
        across.setSpacing(24)
        across.addLayout(left, 2)
        across.addWidget(self.form, 5)
        self._tabs.setObjectName("namespace_tabs")
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(page, self.tr("Namespaces"))
        self._tabs.addTab(self.rules, "")
        self.body.addWidget(self._tabs, 1)

    def _line(self, name: str) -> QListWidgetItem:
        line = QListWidgetItem(f"{name}.")
        line.setData(_NAME, name)
        self._draw(line)
        return line

    def _draw(self, line: QListWidgetItem) -> None:
        name = str(line.data(_NAME))
        known = self.book.namespace(name)
        tone = colour_of(tokens_of(self.palette()), name, self.book.colours)
        line.setIcon(icon("lock" if known.protected else "namespace", tone))
        parts = [f"{name}.", known.owner, self._count(name), self.tr("protected") if known.protected else ""]
        line.setToolTip("  ·  ".join(filter(None, parts)))

    def _count(self, name: str) -> str:
        inside = len(self._keys.get(name, ()))
        return counted(inside, self.tr("1 key"), self.tr("%n keys")) if inside else self.tr("no keys")

    def _show(self) -> None:
        name = self._name
        descriptions = {key: self.book.description_of(key) for key in self._inside(name)}
        self.form.show_namespace(name, self.book.namespace(name), descriptions, self._count(name))

    def _inside(self, name: str) -> list[str]:
        """The keys directly in a namespace, and those described though the schema has them no more."""
        gone = [key for key in self.book.descriptions if key.rpartition(".")[0] == name]
        return sorted({*(key for key in self._keys.get(name, ()) if key.rpartition(".")[0] == name), *gone})

    def _take(self) -> None:
        name = self._name
        if not name:
            return
        book = self.book.with_namespace(name, self.form.known)
        for key, text in self.form.descriptions.items():
            book = book.with_description(key, text)
        self.book = book
        for row in range(self.list.count()):
            self._draw(self.list.item(row))

    def _take_rules(self) -> None:
        self.book = self.book.with_policies(self.rules.prefixes, self.rules.style_name)
        self._tell_rules()

    def _tell_rules(self) -> None:
        count = bool(self.book.prefixes) + (self.book.style != ANY_STYLE)
        self._tabs.setTabText(1, self.tr("Rules for new keys") + (f"  ({count})" if count else ""))

    def _look(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in range(self.list.count()):
            line = self.list.item(row)
            name = str(line.data(_NAME))
            found = wanted in name.casefold() or any(wanted in key.casefold() for key in self._inside(name))
            line.setHidden(not found)
        current = self.list.currentRow()
        if current < 0 or self.list.item(current).isHidden():
            rows = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
            self.list.setCurrentRow(rows[0] if rows else -1)

    @property
    def is_changed(self) -> bool:
        """Whether something is not kept yet."""
        return self.book != self._before


def _keys_in(keys: Sequence[str]) -> dict[str, list[str]]:
    inside: dict[str, list[str]] = {}
    for key in keys:
        for name in namespaces(key):
            inside.setdefault(name, []).append(key)
    return inside


def _spaces(keys: Mapping[str, str]) -> set[str]:
    return {name for key in keys for name in namespaces(key)}
