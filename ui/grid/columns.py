"""How a table's columns are laid out: order, widths, hidden ones, kept per view by name; and the menu of a head."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from controllers.settings import ColumnLayout, Settings
from models.column_spec import ColumnSpec
from models.metadata_table import MetadataTable
from ui.grid.cell_painter import PADDING
from ui.grid.cells import Face, face_of
from ui.grid.column_places import by_namespace, first_width, is_hidden_at_first, ordered, with_the_absent
from ui.grid.density import add_densities
from ui.grid.headers import NARROWEST, KeyHeader
from ui.grid.typesetting import one_line

_SAMPLE = 100
_WIDEST = 420
_NARROWEST_NAME = 120
_WIDEST_AT_FIRST = 260
_FIT_AT_ONCE = 14
_SAVE_AFTER = 400
_LONGEST = 120


class ColumnOrder(QObject):
    """Lays the columns of one view out and remembers it. The pinned name column stays first."""

    changed = Signal()
    """Many columns were laid out anew; the header itself said nothing of it."""

    def __init__(self, table: MetadataTable, header: KeyHeader, settings: Settings | None, view_id: str) -> None:
        super().__init__(header)
        self._table = table
        self._header = header
        self._settings = settings
        self._view_id = view_id
        self.additions: list[Callable[[QMenu, int], None]] = []
        """What others add to the top of a head's menu; a column is -1 beside the heads."""
        self._wanted: tuple[ColumnLayout, ...] = settings.layout(view_id) if settings else ()
        self._is_fitted = bool(self._wanted)
        self._to_fit: list[str] = []
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self._fit_next)
        self._save_soon = QTimer(self)
        self._save_soon.setSingleShot(True)
        self._save_soon.setInterval(_SAVE_AFTER)
        self._save_soon.timeout.connect(self.save)
        header.sectionMoved.connect(self._on_moved)
        header.sectionResized.connect(self._on_resized)

    def specs(self) -> Iterator[tuple[int, ColumnSpec]]:
        """The columns of the model with their numbers."""
        table = self._table
        return ((column, table.column(column)) for column in range(table.columnCount()))

    def visible(self) -> list[int]:
        """The columns that are not hidden, in the order of the screen."""
        header = self._header
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not header.isSectionHidden(column)]

    def remember(self) -> None:
        """Note how the columns stand, before some come or go; those that are away keep their place."""
        header, table = self._header, self._table
        order = [header.logicalIndex(place) for place in range(header.count())]
        now = {
            table.column(column).id: ColumnLayout(
                table.column(column).id,
                self._width(column),
                header.isSectionHidden(column),
                column in header.pins,
                header.titles.get(table.column(column).id, ""),
            )
            for column in order
        }
        before = {layout.name: layout for layout in self._wanted}
        self._wanted = tuple(now.get(name) or before[name] for name in with_the_absent(list(now), list(before)))

    def restore(self) -> None:
        """Lay out as it was left; columns not known from then take their place in the model's order."""
        self._lay_out(self._wanted)

    def reset(self) -> None:
        """Lay out as it was at first."""
        self._wanted = ()
        self._lay_out(())
        self._is_fitted = False
        self.fit_at_first()
        self._save_soon.start()

    def _lay_out(self, saved: Sequence[ColumnLayout]) -> None:
        with self._at_once():
            self._place(saved)

    @contextmanager
    def _at_once(self) -> Generator[None]:
        """Many columns change, and it is told once: a view that follows each of seventy takes the tenth of a second."""
        blocked = self._header.blockSignals(True)
        yield
        self._header.blockSignals(blocked)
        self.changed.emit()

    def _place(self, saved: Sequence[ColumnLayout]) -> None:
        header, specs = self._header, dict(self.specs())
        known = {layout.name: layout for layout in saved}
        header.pinned = next((c for c, s in specs.items() if s.kind == "fact" and s.name == "name"), -1)
        header.pins = frozenset(c for c, s in specs.items() if s.id in known and known[s.id].pinned) - {header.pinned}
        header.titles = {layout.name: layout.title for layout in saved if layout.title}
        for place, column in enumerate(
            ordered(specs, [layout.name for layout in saved], [header.pinned, *header.pins])
        ):
            header.moveSection(header.visualIndex(column), place)
        for column, spec in specs.items():
            layout = known.get(spec.id)
            hidden = layout.hidden if layout else is_hidden_at_first(spec)
            header.setSectionHidden(column, hidden and column != header.pinned)
            header.resizeSection(column, max(NARROWEST, layout.width) if layout else first_width(spec))

    def save(self) -> None:
        """Keep the layout now."""
        self._save_soon.stop()
        if self._settings is None or not self._header.count():
            return
        self.remember()
        self._settings.save_layout(self._view_id, self._wanted)

    def save_what_changed(self) -> None:
        """Keep the layout now, if something changed since it was kept."""
        if self._save_soon.isActive():
            self.save()

    def _width(self, column: int) -> int:
        """The width of a column, also of a hidden one, which Qt says is 0."""
        size = self._header.sectionSize(column)
        before = next((layout.width for layout in self._wanted if layout.name == self._table.column(column).id), 0)
        return size or before or first_width(self._table.column(column))

    def hide(self, column: int, *, hidden: bool) -> None:
        """Hide or show a column; the pinned one and the last one stay."""
        if hidden and (column == self._header.pinned or len(self.visible()) == 1):
            return
        self._header.setSectionHidden(column, hidden)
        self._save_soon.start()

    def pin(self, column: int, *, pinned: bool) -> None:
        """Let a column stay at the left beside the name, or scroll again; it stands last among those that stay."""
        header = self._header
        before = len(header.pinned_columns)
        header.pins = header.pins | {column} if pinned else header.pins - {column}
        header.moveSection(header.visualIndex(column), before if pinned else before - 1)
        self._tell()

    def title_of(self, spec: ColumnSpec) -> str:
        """The title a column was given, else its whole name: told apart from every other column."""
        return self._header.titles.get(spec.id) or spec.title

    def entitle(self, column: int, title: str) -> None:
        """Let another title stand over a column in this view; an empty one brings its key back."""
        spec = self._table.column(column)
        self._header.titles.pop(spec.id, None)
        if title.strip() and title.strip() != spec.leaf:
            self._header.titles[spec.id] = title.strip()
        least = min(_WIDEST_AT_FIRST, self._content_width(column, ()))
        self._header.resizeSection(column, max(self._header.sectionSize(column), least))
        self._tell()

    def group(self) -> None:
        """Put the columns of each namespace side by side."""
        header, specs = self._header, dict(self.specs())
        order = by_namespace(specs, [header.logicalIndex(place) for place in range(header.count())])
        with self._at_once():
            for place, column in enumerate(ordered(specs, [specs[c].id for c in order], [header.pinned, *header.pins])):
                header.moveSection(header.visualIndex(column), place)
        self._save_soon.start()

    def _tell(self) -> None:
        self._save_soon.start()
        self.changed.emit()

    def fit(self, columns: Sequence[int], first_row: int, widest: int = _WIDEST) -> None:
        """Make columns as wide as their heads and a sample of their cells need."""
        rows = self._table.rowCount()
        sample = {*range(min(_SAMPLE // 2, rows)), *range(first_row, min(first_row + _SAMPLE // 2, rows))}
        for column in columns:
            self._header.resizeSection(column, min(widest, self._content_width(column, sample)))

    def fit_at_first(self) -> None:
        """Fit a table nobody has laid out yet, once, when its first rows are there."""
        if self._is_fitted or not self._table.rowCount():
            return
        self._is_fitted = True
        self._to_fit = [self._table.column(column).id for column in self.visible()]
        self._fit_next()

    def _fit_next(self) -> None:
        """Fit some columns, those at the left first, and let the window live before the next ones."""
        names, self._to_fit = self._to_fit[:_FIT_AT_ONCE], self._to_fit[_FIT_AT_ONCE:]
        columns = [column for column in self.visible() if self._table.column(column).id in names]
        with self._at_once():
            self.fit(columns, 0, _WIDEST_AT_FIRST)
        if self._to_fit:
            self._fit_soon.start()

    def _content_width(self, column: int, rows: Iterable[int]) -> int:
        spec, metrics = self._table.column(column), self._header.typesetting.metrics
        texts = {self._table.shown(row, column).text[:_LONGEST] for row in rows}
        widest = max((metrics.horizontalAdvance(one_line(text)) for text in texts), default=0.0)
        chip = 12 if face_of(spec) is Face.CHIP else 0
        head = self._header.typesetting.strong_metrics.horizontalAdvance(self._header.shown_title(spec)) + (
            18 if spec.field else 0
        )
        least = _NARROWEST_NAME if column == self._header.pinned else NARROWEST
        return round(max(least, widest + chip, head) + 2 * PADDING + 4)

    def menu(self, column: int, first_row: int) -> QMenu:
        """What can be done with a column, and which columns are shown."""
        menu = QMenu(self._header)
        menu.setToolTipsVisible(True)
        for add in self.additions:
            add(menu, column)
        if column >= 0:
            hide = self._add(menu, self.tr("Hide This Column"), partial(self._hide_all, [column], hidden=True))
            hide.setEnabled(column != self._header.pinned)
            self._add(menu, self.tr("Fit Width to Content"), partial(self.fit, [column], first_row))
        self._add(menu, self.tr("Fit All Widths"), partial(self.fit, self.visible(), first_row))
        menu.addSeparator()
        self._choices(menu)
        menu.addSeparator()
        self._add(menu, self.tr("Reset Columns"), self.reset)
        if self._settings is not None:
            add_densities(menu, self._settings)
        return menu

    def _choices(self, menu: QMenu) -> None:
        groups: dict[str, list[int]] = {}
        for column, spec in sorted(self.specs(), key=lambda pair: self._header.visualIndex(pair[0])):
            title = self.tr("Item") if spec.kind == "fact" else spec.namespace or self.tr("Keys without a Namespace")
            groups.setdefault(title, []).append(column)
        for title, columns in groups.items():
            part = menu.addMenu(title.replace("&", "&&"))
            part.setToolTipsVisible(True)
            for column in columns:
                self._choice(part, column)
            part.addSeparator()
            self._add(part, self.tr("Show All"), partial(self._hide_all, columns, hidden=False))
            self._add(part, self.tr("Hide All"), partial(self._hide_all, columns, hidden=True))

    def _choice(self, menu: QMenu, column: int) -> None:
        spec = self._table.column(column)
        action = menu.addAction(spec.leaf.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(not self._header.isSectionHidden(column))
        action.setEnabled(column != self._header.pinned)
        action.setToolTip(f"{spec.title} · {spec.describes}")
        action.setData(column)
        action.toggled.connect(self._on_toggled)

    def _hide_all(self, columns: Sequence[int], *, hidden: bool) -> None:
        for column in columns:
            self.hide(column, hidden=hidden)

    def _add(self, menu: QMenu, text: str, done: Callable[[], object]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(done)
        return action

    def _on_toggled(self, shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.hide(int(action.data()), hidden=not shown)

    def _on_moved(self) -> None:
        """What stays at the left stands first, whatever was dragged before it."""
        header = self._header
        order = [header.logicalIndex(place) for place in range(header.count())]
        stay = sorted((c for c in order if header.is_pinned(c)), key=lambda c: (c != header.pinned, order.index(c)))
        wrong = next(((place, c) for place, c in enumerate(stay) if order[place] != c), None)
        if wrong is not None:
            header.moveSection(header.visualIndex(wrong[1]), wrong[0])
        self._save_soon.start()

    def _on_resized(self) -> None:
        self._save_soon.start()
