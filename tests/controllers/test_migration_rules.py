"""The rule of a migration is kept as text, and read as it was written."""

import pytest

from controllers.migration_rules import read_rule, rule_text
from domain.migrations.conversions import ByLists, SinceEpoch
from domain.migrations.converting import ConvertKey
from domain.migrations.migration import Migration
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace
from tests.controllers.migrations import (
    NUMBER,
    VARCHAR,
)


@pytest.mark.parametrize(
    "migration",
    [
        RenameKey("a", "b", "keep"),
        RenameNamespace("a", ""),
        ChangeOptions("a", {"x": "y", "z": ""}, "remove"),
        ConvertKey("a", VARCHAR, ByLists(("y",), ("n",)), "clear", "b", "replace"),
        ConvertKey("a", {"ty": "enum", "values": ["x"]}, SinceEpoch("days")),
        SplitKey("a", {"c": VARCHAR, "b": NUMBER}, " ", keep=True),
        MergeKeys(("a", "b"), "c", VARCHAR, "join", "-", "replace"),
    ],
)
def test_a_rule_is_read_as_it_was_written(migration: Migration) -> None:
    assert read_rule(rule_text(migration)) == migration


def test_a_rule_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="another version"):
        read_rule('{"rule":"Teleport"}')
