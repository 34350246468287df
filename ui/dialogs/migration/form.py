"""What a migration's form asks, and what is known while it is filled in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from domain.migrations.migration import Migration
from domain.schema import Schema
from ui.dialogs.bulk.form import Answers, Ask, Problem

Extra: TypeAlias = Literal["", "keys", "options"]
"""What is chosen beside the fields: keys to tick, or the options of an enum with what becomes of each."""


@dataclass(frozen=True, slots=True)
class Given:
    """Everything a form is made from: its answers, the keys ticked, option -> its new name ("" for one that goes)."""

    answers: Answers
    keys: Sequence[str]
    options: dict[str, str]
    schema: Schema


MigrationMade: TypeAlias = Migration | Problem
Make: TypeAlias = Callable[[Given], MigrationMade]


@dataclass(frozen=True, slots=True)
class MigrationForm:
    """One kind of migration as the dialog shows it. `key_field`: the answer that names the key to begin with."""

    name: str
    title: str
    icon: str
    sentence: str
    make: Make
    asks: tuple[Ask, ...]
    key_field: str = ""
    extra: Extra = ""
    extra_title: str = ""
