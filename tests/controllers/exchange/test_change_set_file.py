"""Staged edits as a file a colleague opens: every value comes back to the letter, and what is no such file is told."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllers.exchange.change_set_file import (
    ChangeSetRefused,
    SavedChanges,
    read_change_set,
    saved_now,
    write_change_set,
)
from controllers.exchange.formats import Written
from controllers.exchange.writing import step
from domain.changes import ChangeSet, ItemChange
from domain.reading import spell
from tests.controllers.exchange.test_round_trips import some_file

CELLS = st.one_of(
    st.none(), st.sampled_from(['"a"', "null", "1.0", "12345678901234567890.5", '{"b": [1, "é\\u0000"]}'])
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
KEYS = st.one_of(st.sampled_from(["split", "scene.weather", "it's"]), TEXTS.filter(lambda key: key[:1] != "$"))


@st.composite
def change_sets(draw: st.DrawFn) -> ChangeSet:
    cells = st.dictionaries(KEYS, st.tuples(CELLS, CELLS), min_size=1, max_size=3)
    found = draw(st.lists(st.tuples(TEXTS, TEXTS, cells), max_size=3))
    return ChangeSet(
        tuple(
            ItemChange(f"item-{at}", name, folder, MappingProxyType(own))
            for at, (name, folder, own) in enumerate(found)
        )
    )


def save(saved: SavedChanges, path: Path) -> None:
    writing = write_change_set(saved, path)
    while not isinstance(step(writing), Written):
        pass


@given(change_sets(), TEXTS, TEXTS)
def test_a_change_set_comes_back(changes: ChangeSet, platform: str, user: str) -> None:
    with some_file() as path:
        saved = saved_now(changes, platform, user)
        save(saved, path)
        found = read_change_set(path)
    assert (found.platform, found.user, found.saved) == (platform, user, saved.saved)
    assert [(item.item, item.name, item.folder, dict(item.cells)) for item in found.changes.items] == [
        (item.item, item.name, item.folder, dict(item.cells)) for item in changes.items
    ]


def test_the_file_reads_well(tmp_path: Path) -> None:
    cells = {"split": ('"train"', '"test"'), "new": (None, "5"), "old": ("true", None), "note": ('"x"', "null")}
    changes = ChangeSet((ItemChange("u-1", "a.jpg", "f-1", MappingProxyType(cells)),))
    save(SavedChanges(changes, "Local platform", "ann", "2026-01-02T03:04:05Z"), tmp_path / "set")
    assert (tmp_path / "set").read_text() == (
        '{\n  "format": "tagline.change-set",\n  "version": 1,\n  "platform": "Local platform",\n  "user": "ann",\n'
        '  "saved": "2026-01-02T03:04:05Z",\n  "items": [\n'
        '    {"uuid": "u-1", "name": "a.jpg", "folder": "f-1", "changes": [\n'
        '      {"key": "split", "before": "train", "after": "test"},\n'
        '      {"key": "new", "after": 5},\n'
        '      {"key": "old", "before": true},\n'
        '      {"key": "note", "before": "x", "after": null}\n'
        "    ]}\n  ]\n}\n"
    )


WHOLE: Mapping[str, Any] = {"format": "tagline.change-set", "version": 1, "items": []}
ITEM = {"uuid": "u-1", "changes": [{"key": "a", "after": 1}]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no JSON", "is not a change set"),
        ("[]", "is not a change set"),
        ('{"videos": []}', "not a change set that Tagline saved"),
        (spell({**WHOLE} | {"version": 2}), "another version of Tagline"),
        (spell({**WHOLE} | {"items": [ITEM, ITEM]}), "in it twice"),
        (spell({**WHOLE} | {"items": [{"name": "no uuid"}]}), "is damaged"),
        (
            spell({**WHOLE} | {"items": [{"uuid": "u", "changes": [{"key": "$encord", "after": 1}]}]}),
            "belongs to the platform",
        ),
    ],
)
def test_what_is_no_change_set_is_refused_in_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "set").write_text(text)
    with pytest.raises(ChangeSetRefused) as refused:
        read_change_set(tmp_path / "set")
    assert told in refused.value.sentence


def test_a_file_that_is_not_there_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(ChangeSetRefused, match="could not be read"):
        read_change_set(tmp_path / "set")


def test_a_file_another_program_laid_out_is_read_as_well(tmp_path: Path) -> None:
    (tmp_path / "set").write_text(json.dumps({**WHOLE} | {"items": [ITEM]}, indent=7))
    (change,) = read_change_set(tmp_path / "set").changes.items
    assert dict(change.cells) == {"a": (None, "1")}
