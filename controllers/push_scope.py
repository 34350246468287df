"""What a push set out to do, as the journal keeps it: enough to go on with it another day."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from controllers.push_plan import Choice, Choices, Decisions


class _Written(msgspec.Struct):
    undoes: int | None = None
    migrates: int | None = None
    left_out: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, str, Choice], ...] = ()
    rest: Choice | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """`undoes`: the push it takes back, None when it sends staged edits. `left_out`: (item, key) pairs not to be sent.

    `continues`: the unfinished push it goes on with; `migrates`: the migration it is a step of.
    """

    undoes: int | None = None
    left_out: frozenset[tuple[str, str]] = frozenset()
    choices: Mapping[tuple[str, str], Choice] = field(default_factory=dict[tuple[str, str], Choice])
    continues: int | None = None
    migrates: int | None = None

    def text(self) -> str:
        """As JSON."""
        single: tuple[tuple[str, str, Choice], ...] = tuple(
            (item, key, choice) for (item, key), choice in self.choices.items()
        )
        rest = self.choices.rest if isinstance(self.choices, Decisions) else None
        return msgspec.json.encode(
            _Written(self.undoes, self.migrates, tuple(sorted(self.left_out)), single, rest)
        ).decode()

    @staticmethod
    def read(text: str, continues: int | None = None) -> "Scope":
        """Read what `text` wrote; what cannot be read sets out to do everything, and every conflict is asked anew."""
        try:
            written = msgspec.json.decode(text, type=_Written)
        except msgspec.DecodeError:
            return Scope(continues=continues)
        single: Choices = {(item, key): choice for item, key, choice in written.choices}
        decisions = Decisions(single, written.rest)
        return Scope(written.undoes, frozenset(written.left_out), decisions, continues, written.migrates)
