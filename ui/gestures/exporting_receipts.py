"""A receipt written to a file, as JSON or as CSV for a spreadsheet, piece by piece however long it is."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from controllers.jobs import Tasks
from controllers.push_receipt import Receipt
from controllers.settings import RECEIPT_FOLDER, Settings


def export_receipt(parent: QWidget, receipt: Receipt, settings: Settings, tasks: Tasks) -> None:
    """Ask where, then write it: by the ending of the name as JSON or as CSV."""
    name = f"tagline-push-{receipt.push_id}.json"
    folder = settings.get(RECEIPT_FOLDER) or str(Path.home())
    dialog = QFileDialog(parent, parent.tr("Export receipt"), str(Path(folder) / name))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([parent.tr("JSON (*.json)"), parent.tr("CSV for a spreadsheet (*.csv)")])
    dialog.setDefaultSuffix("json")
    dialog.selectFile(name)

    def write(chosen: str) -> None:
        settings.set(RECEIPT_FOLDER, str(Path(chosen).parent))
        tasks.spawn(_written(receipt, Path(chosen)))

    dialog.fileSelected.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


async def _written(receipt: Receipt, path: Path) -> None:
    """Beside its place first, so that a file of this name is whole or not there."""
    pieces = receipt.csv_pieces() if path.suffix.lower() == ".csv" else receipt.json_pieces()
    beside = path.with_name(path.name + ".part")
    with beside.open("w", encoding="utf-8", newline="") as file:
        for piece in pieces:
            file.write(piece)
            await asyncio.sleep(0)
    beside.replace(path)
