"""Staged edits as a Python script for the platform's SDK: it does what a push would do, bundled and merged."""

from pathlib import Path

import resources
from controllers.exchange.change_set_file import SavedChanges, change_texts
from controllers.exchange.formats import Steps, Written
from controllers.exchange.whole_file import replacing
from domain.changes import ItemChange
from domain.reading import spell

_STEP = 2_000  # items
_MARK = "@CHANGES@\n"


def write_sdk_script(saved: SavedChanges, domain: str, path: Path) -> Steps:
    """Write the script, some items a step. `domain`: where the platform answers. Raises ExportRefused."""
    items = saved.changes.items
    before, _, after = resources.SDK_SCRIPT.read_text("utf-8").partition(_MARK)
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_filled(before, saved, domain))
        for start in range(0, len(items), _STEP):
            some = items[start : start + _STEP]
            out.writelines(map(_lines, some))
            yield len(some)
        out.write(after)
    return Written(len(items))


def _filled(text: str, saved: SavedChanges, domain: str) -> str:
    count, items = saved.changes.count_cells, saved.changes.count_items
    counts = f"{count:,} {'edit' if count == 1 else 'edits'} of {items:,} {'item' if items == 1 else 'items'}"
    said = {"@COUNTS@": counts, "@SAVED@": _plain(saved.saved), "@PLATFORM@": _plain(saved.platform)}
    for mark, value in said.items():
        text = text.replace(mark, value)
    return text.replace("@DOMAIN@", ascii(domain))


def _plain(text: str) -> str:
    """Text that may stand in the script's own words."""
    return "".join(letter for letter in text if letter.isprintable() and letter not in '"\\')


def _lines(change: ItemChange) -> str:
    """The edits of an item, one JSON object a line. Apostrophes are escaped: they end the text around the lines."""
    head = f'{{"item": {spell(change.item)}, "name": {spell(change.name)}, '
    return "".join(f"{head}{text[1:]}\n".replace("'", "\\u0027") for text in change_texts(change))
