"""How close the rows stand: compact, normal or comfortable; one height for every row of every table."""

from enum import IntEnum
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from controllers.settings import ROW_HEIGHT, Settings


class Density(IntEnum):
    """Heights of a row in device-independent pixels; never less than the text needs."""

    COMPACT = 22
    NORMAL = 26
    COMFORTABLE = 32


def add_densities(menu: QMenu, settings: Settings) -> None:
    """Offer the densities in a menu, the present one ticked."""
    part = menu.addMenu(_tr("Row Height"))
    group = QActionGroup(part)
    titles = {Density.COMPACT: _tr("Compact"), Density.NORMAL: _tr("Normal"), Density.COMFORTABLE: _tr("Comfortable")}
    for density, title in titles.items():
        action = part.addAction(title)
        action.setCheckable(True)
        action.setChecked(settings.get(ROW_HEIGHT) == density)
        action.triggered.connect(partial(_choose, settings, density))
        group.addAction(action)


def _choose(settings: Settings, density: Density) -> None:
    settings.set(ROW_HEIGHT, int(density))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Density", text)
