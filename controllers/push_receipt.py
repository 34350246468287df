"""What a push did, item by item: kept in the journal, exported as JSON or CSV, and the way back."""

import csv
import io
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from domain.changes import ChangeSet, ItemChange
from models.push_log import DONE, ItemResult, ReceiptOutcome


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one push did. Times are ISO 8601 text in UTC. `sentence` says why it ended early, if it did."""

    push_id: int
    started: str
    finished: str
    platform: str
    user: str
    mode: str
    results: tuple[ItemResult, ...]
    sentence: str = ""

    def count(self, outcome: ReceiptOutcome) -> int:
        """How many items ended so."""
        return sum(result.outcome == outcome for result in self.results)

    def unfinished(self) -> frozenset[str]:
        """The items whose edits are not on the platform, as far as is known."""
        return frozenset(result.item for result in self.results if result.outcome not in DONE)

    def inverse(self) -> ChangeSet:
        """The changes that take back what this push brought there."""
        pushed = (result for result in self.results if result.outcome == "pushed")
        return ChangeSet(
            tuple(
                ItemChange(
                    result.item,
                    result.name,
                    result.folder,
                    MappingProxyType({key: (after, before) for key, (before, after) in result.cells.items()}),
                )
                for result in pushed
            )
        )

    def to_json(self) -> str:
        """The receipt as JSON, values as their JSON text."""
        return msgspec.json.encode(self).decode()

    @staticmethod
    def from_json(text: str) -> "Receipt":
        """Read what `to_json` wrote. Raises ValueError."""
        return msgspec.json.decode(text, type=Receipt)

    def to_csv(self) -> str:
        """One line for each changed key of each item, for a spreadsheet; one line for an item without any."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(("item", "name", "outcome", "sentence", "key", "before", "after"))
        for result in self.results:
            fixed = (result.item, _inert(result.name), result.outcome, result.sentence)
            cells = result.cells or {"": (None, None)}
            writer.writerows(
                (*fixed, _inert(key), _inert(before or ""), _inert(after or ""))
                for key, (before, after) in cells.items()
            )
        return out.getvalue()


def _inert(text: str) -> str:
    """Text a spreadsheet won't take for a formula."""
    return "'" + text if text[:1] in {"=", "+", "@", "\t", "\r"} or (text[:1] == "-" and not _is_number(text)) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
