"""Brings in what stands behind the window, after the first paint: libraries in a lane, whatever knows Qt right here.

Trap: a module that knows Qt is never imported in another thread. It makes Qt's types and objects, and the tables
these are kept in are read, without any lock, by every event the window handles meanwhile: a crash, now and then.
"""

import asyncio
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

from controllers.lanes import Lanes

LIBRARIES = (
    "pandas",
    "pyarrow.compute",
    "pyarrow.csv",
    "pyarrow.parquet",
    "python_calamine",
    "zipfile",
    "sqlite3",
    "difflib",
    "html.parser",
    "regex",
    "wire.client",
    "media.probe",
    "media.still",
    "media.decoder",
    "media.indexing",
    "media.measuring",
    "media.thumbnails",
    "media.waveform",
    "media.sound",
)
"""Without Qt, and heavy: most of the time goes here."""
ROOMS = (
    "models",
    "controllers.exchange",
    "controllers",
    "ui.grid",
    "ui.panes",
    "ui.dialogs",
    "ui.timeline",
    "ui.gestures",
)
"""Brought in a module at a time, so that no event of the window waits long; each stands on the ones before it."""


async def bring_in(lanes: Lanes, name: str) -> ModuleType:
    """Import a module of ours and everything it stands on."""
    for library in LIBRARIES:
        await lanes.read(importlib.import_module, library)
    for room in ROOMS:
        for module in _small_ones_first(room):
            importlib.import_module(module)
            await asyncio.sleep(0)
    return importlib.import_module(name)


def _small_ones_first(room: str) -> list[str]:
    """The modules of a room: what is small seldom brings much else with it."""
    (folder,) = importlib.import_module(room).__path__
    sizes = {path.stem: path.stat().st_size for path in Path(folder).glob("*.py")}
    names = [module.name for module in pkgutil.iter_modules([folder])]
    return [f"{room}.{name}" for name in sorted(names, key=lambda name: sizes.get(name, 0))]
