"""What stands behind the window comes in without a module that knows Qt being imported in another thread."""

import subprocess
import sys

from tests.local_platform import ROOT

WATCHED = """
import asyncio, builtins, sys, threading
from PySide6 import QtWidgets  # before the watch: it does not come in under another importer
from controllers.lanes import Lanes
from ui.coming_in import bring_in

elsewhere, ordinary = set(), builtins.__import__

def watch(name, *rest):
    if threading.current_thread() is not threading.main_thread() and name.partition(".")[0] in {"PySide6", "ui"}:
        elsewhere.add(name)
    return ordinary(name, *rest)

builtins.__import__ = watch
lanes = Lanes()
print(asyncio.run(bring_in(lanes, "ui.startup")).__name__, sorted(elsewhere), "pandas" in sys.modules)
lanes.close()
"""


def test_only_what_does_not_know_qt_is_imported_in_a_lane() -> None:
    told = subprocess.run([sys.executable, "-c", WATCHED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split("\n")[0] == "ui.startup [] True"
