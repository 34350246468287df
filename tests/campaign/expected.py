"""What must be true after a kill, worked out from nothing but what the victims said before they died."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Place: TypeAlias = tuple[str, str]
Cells: TypeAlias = dict[Place, str | None]


@dataclass
class Expected:
    """`shown`: what a person must see, edits over what the platform holds. `pending`: what the last, unfinished
    gesture would have made of some of it: all of it or nothing."""

    shown: Cells
    pending: Cells = field(default_factory=dict[Place, str | None])
    history: dict[Place, set[str | None]] = field(default_factory=dict[Place, set[str | None]])
    acknowledged: int = 0
    refused: int = 0
    last_value: int = 0

    def __post_init__(self) -> None:
        self.history = {place: {cell} for place, cell in self.shown.items()}

    def hears(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """The life of one victim, line by line."""
        undo: list[Cells] = []
        self.pending = {}
        kind = ""
        for line in lines:
            if "try" in line:
                kind = line["try"]
                self.pending = self._wanted(line, undo)
            elif "done" in line:
                if line["done"]:
                    self._does(kind, undo, line)
                else:
                    self.refused += 1
                self.pending, kind = {}, ""

    def settles(self, shown: Mapping[Place, str | None]) -> str:
        """Compare with what is there now; what the unfinished gesture did or did not do is known from here on."""
        wrong = {place for place in self.shown if shown[place] != self.shown[place]}
        if not wrong:
            return ""
        if all(shown[place] == cell for place, cell in self.pending.items()) and wrong <= self.pending.keys():
            self.shown |= self.pending
            return ""
        place = next(iter(wrong - self.pending.keys()), next(iter(wrong)))
        half = "" if wrong - self.pending.keys() else " (half of the last gesture)"
        return f"{len(wrong)} cells differ{half}; {place} shows {shown[place]}, not {self.shown[place]}"

    def _wanted(self, line: Mapping[str, Any], undo: list[Cells]) -> Cells:
        if line["try"] == "edit":
            cells: Cells = {(item, line["key"]): line["cell"] for item in line["items"]}
            self.last_value = max(self.last_value, int(line["cell"] or 0))
        elif line["try"] == "undo":
            cells = undo[-1]
        else:
            return {}
        for place, cell in cells.items():
            self.history[place].add(cell)
        return cells

    def _does(self, kind: str, undo: list[Cells], line: Mapping[str, Any]) -> None:
        if kind == "edit":
            if line["steps"] > len(undo):  # an edit that changed nothing is no step
                undo.append({place: self.shown[place] for place in self.pending})
        elif kind == "undo":
            undo.pop()
        else:
            return
        self.acknowledged += 1
        self.shown |= self.pending
