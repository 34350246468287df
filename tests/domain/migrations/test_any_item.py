"""Any migration over any item: the same as over plain dicts, nothing lost at any moment, nothing done twice."""

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.metadata import same_value
from domain.migrations.conversions import AsTyped, ByLists, ByTable, Conversion, DecimalComma, SinceEpoch, SpeltDate
from domain.migrations.converting import ConvertKey
from domain.migrations.migration import Clash, Migration
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace
from domain.schema import read_field
from tests.domain.migrations.reference import Items, cleared, filled, renamed, with_options

VARCHAR = {"ty": "variant", "hint": "varchar"}
NUMBER = {"ty": "variant", "hint": "number"}
BOOLEAN = {"ty": "variant", "hint": "boolean"}
DATETIME = {"ty": "variant", "hint": "datetime"}
ENUM = {"ty": "enum", "values": ["yes", "no"]}

CLASHES = st.sampled_from(["leave", "keep", "replace"])
KEYS = st.sampled_from(["a", "b", "c", "v.a", "v.b", "v.w.a", "w.a", "w.b", "w.w.a", "$encord"])
VALUES = st.one_of(
    st.none(),
    st.sampled_from(["", "yes", "no", "NO", "1", "x,y", "x, y ,z", ",", "2024-05-31", "31.05.2024", "1.234,5", "1e3"]),
    st.integers(-5, 10**13),
    st.booleans(),
    st.lists(st.integers(0, 3), max_size=2),
)
ITEMS = st.dictionaries(st.sampled_from("ABC"), st.dictionaries(KEYS, VALUES, max_size=7), max_size=3)

CONVERSIONS = st.sampled_from(
    [
        AsTyped(),
        DecimalComma(),
        SinceEpoch("seconds"),
        SinceEpoch("milliseconds"),
        SpeltDate("%d.%m.%Y"),
        ByLists(("yes", "1"), ("no", "0")),
        ByTable({"x,y": "yes", "1": "2"}),
    ]
)


def _splits(clash: Clash, *, keep: bool, forms: list[Mapping[str, Any]]) -> SplitKey:
    return SplitKey("a", {"b": forms[0], "c": forms[1]}, ",", keep, clash)


def _converts(clash: Clash, how: Conversion, rest: Any, into: str, form: Mapping[str, Any]) -> ConvertKey:
    return ConvertKey("a", form, how, rest, into, clash)


FORMS = st.sampled_from([VARCHAR, NUMBER, BOOLEAN, DATETIME, ENUM])
RENAMES = st.builds(RenameKey, st.just("a"), st.sampled_from(["b", "v.a"]), CLASHES)
MOVES = st.builds(RenameNamespace, st.just("v"), st.sampled_from(["w", "", "u"]), CLASHES)
OPTIONS = st.builds(
    ChangeOptions,
    st.just("a"),
    st.dictionaries(st.sampled_from(["yes", "NO"]), st.sampled_from(["no", "1", ""]), min_size=1),
    st.sampled_from(["clear", "remove"]),
)
FIRST, BLANK = st.just("first"), st.just(" ")
MIGRATIONS: st.SearchStrategy[Migration] = st.one_of(
    RENAMES,
    MOVES,
    OPTIONS,
    st.builds(_splits, CLASHES, keep=st.booleans(), forms=st.lists(FORMS, min_size=2, max_size=2)),
    st.builds(MergeKeys, st.just(("a", "b")), st.sampled_from(["a", "b", "c"]), FORMS, FIRST, BLANK, CLASHES),
    st.builds(MergeKeys, st.just(("a", "b")), st.just("c"), FORMS, st.just("join"), st.just("-"), CLASHES),
    st.builds(
        _converts,
        CLASHES,
        CONVERSIONS,
        st.sampled_from(["leave", "clear", "remove"]),
        st.sampled_from(["", "b"]),
        FORMS,
    ),
)


def _cells(values: Mapping[str, Any]) -> dict[str, str]:
    return {key: json.dumps(value) for key, value in values.items()}


def _values(cells: Mapping[str, str]) -> dict[str, Any]:
    return {key: json.loads(cell) for key, cell in cells.items()}


def _done(migration: Migration, items: Items) -> Items:
    after = {item: filled(migration, _cells(values)) for item, values in items.items()}
    return {item: _values(cleared(migration, cells)) for item, cells in after.items()}


@given(RENAMES, ITEMS)
def test_a_renamed_key_is_what_it_is_over_plain_dicts(migration: RenameKey, items: Items) -> None:
    assert _done(migration, items) == renamed(items, migration.target, migration.clash)


@given(MOVES, ITEMS)
def test_a_moved_namespace_is_what_it_is_over_plain_dicts(migration: RenameNamespace, items: Items) -> None:
    for values in items.values():  # these would lie in the namespace again: another test
        for key in [key for key in values if (new := migration.target(key)) and migration.target(new)]:
            del values[key]
    assert _done(migration, items) == renamed(items, migration.target, migration.clash)


@given(OPTIONS, ITEMS)
def test_options_are_what_they_are_over_plain_dicts(migration: ChangeOptions, items: Items) -> None:
    assert _done(migration, items) == with_options(items, "a", migration.into, migration.rest)


@given(MIGRATIONS, ITEMS)
def test_a_step_taken_twice_is_a_step_taken_once(migration: Migration, items: Items) -> None:
    for values in items.values():
        once = filled(migration, _cells(values))
        assert filled(migration, once) == once
        after = cleared(migration, once)
        assert cleared(migration, after) == after
        assert filled(migration, after) == after


@given(MIGRATIONS, ITEMS)
def test_only_keys_it_says_it_reads_are_changed_and_the_platforms_own_never(migration: Migration, items: Items) -> None:
    for values in items.values():
        cells = _cells(values)
        once = filled(migration, cells)
        after = cleared(migration, once)
        known = migration.reads([*cells, *once])
        for key in {*cells, *once, *after} - set(known):
            assert cells.get(key) == after.get(key)
        assert cells.get("$encord") == after.get("$encord")


@given(st.one_of(RENAMES, MOVES), ITEMS)
def test_a_rename_never_leaves_an_item_without_its_value(migration: RenameKey | RenameNamespace, items: Items) -> None:
    for values in items.values():
        cells = _cells(values)
        once = filled(migration, cells)
        after = cleared(migration, once)
        for key, cell in cells.items():
            target = migration.target(key)
            if target is None or values[key] is None:
                continue
            assert once[key] == cell or key in {migration.target(other) for other in cells}
            if key not in after:
                there = after[target]
                assert same_value(there, cell) or (migration.clash == "keep" and there == cells[target])


@given(MIGRATIONS, ITEMS)
def test_what_the_first_step_does_not_place_the_second_does_not_take(migration: Migration, items: Items) -> None:
    for values in items.values():
        once = filled(migration, _cells(values))
        left = migration.fill(once).left
        assert not set(left) & set(migration.clear(once))


@given(st.builds(_converts, CLASHES, CONVERSIONS, st.just("leave"), st.just(""), FORMS), ITEMS)
def test_a_converted_value_is_of_its_type_or_told(migration: ConvertKey, items: Items) -> None:
    kind = read_field(migration.form)
    for values in items.values():
        cells = _cells(values)
        outcome = migration.fill(cells)
        after = filled(migration, cells)
        if "a" in after and "a" not in outcome.left:
            assert not hasattr(kind.check(after["a"]), "reason")
        if "a" in outcome.left:
            assert after["a"] == cells["a"]
