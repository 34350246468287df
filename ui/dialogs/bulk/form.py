"""What a form of the dialog asks, and what its answers ask of the table: steps, or a sentence why there are none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from domain.bulk.operation import Step

Answer: TypeAlias = str | bool | list[str] | list[list[str]]
Kind: TypeAlias = Literal["text", "choice", "check", "key", "new_key", "keys", "map"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a form asks. `options` are (value, words) of a choice; `hint` stands in the empty field.

    `beside`: in one line with the one before. `when`: asked only while a choice has one of some values.
    """

    name: str
    label: str
    kind: Kind = "text"
    default: Answer = ""
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    beside: bool = False
    when: tuple[str, tuple[str, ...]] | None = None


class Answers:
    """What was answered, by name of the question."""

    def __init__(self, given: Mapping[str, Answer]) -> None:
        self.given = given

    def text(self, name: str) -> str:
        """A text, a choice or a key."""
        return str(self.given.get(name, ""))

    def yes(self, name: str) -> bool:
        """Whether something was ticked."""
        return self.given.get(name) is True

    def keys(self, name: str) -> list[str]:
        """The keys that were chosen."""
        given = self.given.get(name)
        return [str(key) for key in given] if isinstance(given, list) else []

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """Old and new, line by line."""
        given = self.given.get(name)
        return [(str(pair[0]), str(pair[1])) for pair in given] if isinstance(given, list) else []

    def number(self, name: str) -> int | None:
        """A whole number; None where it is none."""
        try:
            return int(self.text(name))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is missing or wrong in the answers; a hint only says what to do next."""

    sentence: str
    is_hint: bool = False


@dataclass(frozen=True, slots=True)
class SameIn:
    """Nothing changes: the rows that hold the same in all of the keys are wanted."""

    keys: tuple[str, ...]
    loosely: bool


class Asking(Protocol):
    """A form as it is put on the screen."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def sentence(self) -> str:
        """What stands above its fields."""
        ...

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Its fields."""
        ...


Made: TypeAlias = Sequence[Step] | Problem | SameIn
Make: TypeAlias = Callable[[Answers, Sequence[str]], Made]


@dataclass(frozen=True, slots=True)
class Form:
    """One operation as the dialog shows it. `make` turns answers and chosen keys into steps.

    `verb` begins the name of the step to undo. `has_targets`: whether keys are ticked beside the answers, and
    `targets_title` says what for where they are not those to change.
    """

    name: str
    title: str
    icon: str
    sentence: str
    verb: str
    make: Make
    asks: tuple[Ask, ...] = ()
    has_targets: bool = True
    targets_title: str = ""
    is_report: bool = False
