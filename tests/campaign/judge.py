"""Looks at what is really there after a kill: the platform through the SDK, the computer through the journal."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from controllers.push_receipt import Receipt
from models.journal import Journal
from models.staged import StagedEdits
from tests.campaign.expected import Cells, Expected
from tests.campaign.line import Line
from tests.campaign.victim import KEYS
from tests.local_platform import LocalPlatform

NOTE = "ada.note"  # the key a colleague writes, who never touches the others


class Judge:
    """Compares with what must be true; each complaint is a sentence."""

    def __init__(self, platform: LocalPlatform, line: Line, home: Path) -> None:
        self._line = line
        self._home = home
        self._folder = next(iter(platform.user_client().list_storage_folders()))
        self._sdk = platform.user_client()
        held = self.held()
        self.items = list(held)
        self._others = {item: _others(text) for item, text in held.items()}
        self.expected = Expected({(item, key): _cells(text).get(key) for item, text in held.items() for key in KEYS})
        self._notes: dict[str, int] = {}

    def held(self) -> dict[str, str]:
        """What the SDK reads: item -> metadata, letter by letter."""
        items = self._folder.list_items(page_size=1000)
        return {str(item.uuid): str(cast("Any", item)._orm_item.client_metadata) for item in items}

    def colleague_writes(self, item: str, number: int) -> None:
        """Someone else sets another key with the SDK: it must be there at the end."""
        stored = self._sdk.get_storage_item(item)
        stored.update(client_metadata={**(stored.client_metadata or {}), NOTE: number})
        self._notes[item] = number

    def verdict(self) -> list[str]:
        """What is wrong now; empty when nothing is."""
        held, staged = self.held(), self._staged()
        platform: Cells = {(item, key): _cells(text).get(key) for item, text in held.items() for key in KEYS}
        complaints = [self.expected.settles({place: staged.get(place, cell) for place, cell in platform.items()})]
        for place, cell in platform.items():
            if cell not in self.expected.history[place]:
                complaints.append(f"the platform holds {cell} at {place}, which nobody ever wrote")
        for item, text in held.items():
            if _others(text) != self._others[item]:
                complaints.append(f"keys of {item} that nobody edits have changed")
            if _cells(text).get(NOTE) != (str(self._notes[item]) if item in self._notes else None):
                complaints.append(f"a colleague's note on {item} is gone")
        complaints += self._carried(held)
        return [complaint for complaint in complaints if complaint]

    def receipts(self) -> list[str]:
        """Whether each change that went over the line is in exactly one receipt, once every push has ended."""
        journal = Journal.open(self._home / "journal.sqlite")
        try:
            told: Counter[str] = Counter()
            for push in journal.pushes("") + journal.pushes(self._line.url):
                if push.receipt is None:
                    return [f"push {push.id} has no receipt"]
                receipt = Receipt.read(push.receipt, journal)
                told.update(result.item for result in receipt.results if result.outcome == "pushed")
        finally:
            journal.close()
        return [
            f"{item} was changed {len(texts)} times, the receipts say {told[item]}"
            for item, texts in self._line.carried.items()
            if told[item] != len(texts)
        ]

    def _carried(self, held: dict[str, str]) -> list[str]:
        """No change went over the line twice, and the last one is what the platform holds."""
        complaints: list[str] = []
        for item, texts in self._line.carried.items():
            if any(one == other for one, other in pairwise(texts)):
                complaints.append(f"the same change of {item} was sent twice")
            mine = [{key: _parsed(text).get(key) for key in KEYS} for text in (texts[-1], held[item])]
            if mine[0] != mine[1]:
                complaints.append(f"{item} does not hold what was sent last")
        return complaints

    def _staged(self) -> Cells:
        journal = Journal.open(self._home / "journal.sqlite")
        try:
            if journal.set_aside_sentence:
                raise AssertionError(journal.set_aside_sentence)
            staged = StagedEdits(journal)
            staged.restore(self._line.url)
            return {(item, key): cell.after for key in KEYS for item, cell in staged.column(key).items()}
        finally:
            journal.close()


def _parsed(text: str) -> dict[str, Any]:
    value = json.loads(text)
    return json.loads(value) if isinstance(value, str) else value


def _cells(text: str) -> dict[str, str]:
    return {key: json.dumps(value) for key, value in _parsed(text).items()}


def _others(text: str) -> dict[str, str]:
    return {key: cell for key, cell in _cells(text).items() if key not in KEYS and key != NOTE}
