"""Where an operation takes text from beside the value: another key, a fact, the folder, the number of the row."""

from dataclasses import dataclass
from typing import Literal

from domain.bulk.operation import Reads, Row
from domain.bulk.texts import text_of


@dataclass(frozen=True, slots=True)
class Source:
    """One place to read text from. `name` is the key or the fact; empty for the others."""

    kind: Literal["key", "fact", "folder", "number"]
    name: str = ""

    def text(self, row: Row) -> str:
        """Its text in a row; empty where there is none. Rows are numbered from 1."""
        match self.kind:
            case "key":
                return text_of(row.cells.get(self.name))
            case "fact":
                value = row.facts.get(self.name)
                return "" if value is None else str(value)
            case "folder":
                return row.folder
            case _:
                return str(row.number + 1)

    @property
    def words(self) -> str:
        """How a sentence calls it."""
        return self.name or self.kind


def reads_of(*sources: Source) -> Reads:
    """What has to be read for some sources."""
    kinds = {source.kind for source in sources}
    return Reads(
        keys=tuple(dict.fromkeys(source.name for source in sources if source.kind == "key")),
        facts=tuple(dict.fromkeys(source.name for source in sources if source.kind == "fact")),
        folder="folder" in kinds,
        number="number" in kinds,
    )
