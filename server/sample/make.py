"""Make the sample workspace: about 150 files, the same on every machine, in a few seconds and without a network."""

import os
from collections.abc import Callable, Sequence
from multiprocessing import get_context, parent_process
from pathlib import Path

from server.sample import delivery, nature, voices
from server.sample.flaws import with_flaws
from server.sample.piece import Piece
from server.sample.schema import schema
from server.sample.workspace import SampleDataset, SampleItem, SampleWorkspace
from wire.errors import Told

Order = tuple[str, Callable[[Path], None], Path]
COSTS = {"video": 0.7, "image": 0.06, "audio": 0.07}  # seconds on a common core


class SampleUnmade(Told):
    """The sample could not be made."""


def sample_files(folder: Path) -> SampleWorkspace:
    """Write the files of the sample into `folder` and say what they are."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = with_flaws([*delivery.pieces(), *nature.pieces(), *voices.pieces()])
    numbered = [(piece, folder / f"{number:04}{Path(piece.name).suffix}") for number, piece in enumerate(_flat(pieces))]
    _write(numbered)
    files = {id(piece): path for piece, path in numbered}
    items = tuple(_item(piece, files) for piece in pieces)
    return SampleWorkspace(
        (*delivery.folders(), *nature.folders(), *voices.folders()), items, _datasets(items), schema()
    )


def _flat(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that have a file, children of groups among them."""
    return [one for piece in pieces for one in (*piece.children, piece) if one.make is not None]


def _write(numbered: Sequence[tuple[Piece, Path]]) -> None:
    """Write the files on every core: this process takes one share of them, and each child another."""
    shares = _shares(
        [(piece.item_type, piece.make, path) for piece, path in numbered if piece.make], os.cpu_count() or 1
    )
    children = [get_context("spawn").Process(target=_write_share, args=(share,), daemon=True) for share in shares[1:]]
    for child in children:
        child.start()
    try:
        _write_share(shares[0])
        for child in children:
            child.join()
    except OSError as problem:
        raise SampleUnmade(f"The sample workspace could not be made: {problem.strerror}.") from problem
    finally:
        for child in children:
            child.terminate()
            child.join()
    if any(child.exitcode for child in children):
        raise SampleUnmade("The sample workspace could not be made: the log says what went wrong.")


def _shares(orders: Sequence[Order], cores: int) -> list[list[Order]]:
    """The orders dealt so that all shares take about as long; children lose a second to their start."""
    shares = [(0.0 if core == 0 else 1.0, core, list[Order]()) for core in range(min(cores, 8))]
    for order in sorted(orders, key=lambda order: -COSTS.get(order[0], 0.0)):
        load, core, share = min(shares)[:3]
        share.append(order)
        shares[core] = (load + COSTS.get(order[0], 0.0), core, share)
    return [share for _, _, share in shares]


def _write_share(share: Sequence[Order]) -> None:
    parent = parent_process()
    for _, make, path in share:
        if parent is not None and not parent.is_alive():
            return
        make(path)


def _item(piece: Piece, files: dict[int, Path]) -> SampleItem:
    children = tuple(_item(child, files) for child in piece.children)
    return SampleItem(
        piece.folder, piece.name, piece.item_type, files.get(id(piece)), piece.metadata, piece.description, children
    )


def _datasets(items: Sequence[SampleItem]) -> tuple[SampleDataset, ...]:
    chosen = [
        item for item in items if item.metadata.get("split") == "test" and item.item_type in {"image", "video", "audio"}
    ]
    return (
        SampleDataset(
            "Night perception v1", "Mirrors its folder: what is put there is in the dataset.", delivery.NIGHT_SET
        ),
        SampleDataset(
            "Release 4.2 test split",
            "Test items of all three teams, linked from their folders.",
            items=tuple((item.folder, item.name) for item in chosen),
        ),
    )
