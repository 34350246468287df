"""Rows find the items a plain look-up finds, by whatever names them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.exchange.matching import By, Items, MatchBy, match, uuids_of
from controllers.exchange.source import SourceColumn
from domain.reading import spell
from tests.controllers.exchange.incoming import items, texts
from tests.controllers.exchange.outgoing import uuid

WORDS = st.sampled_from(["a", "b", "c", "a.jpg", "A", " a ", "x/a", "y/x/a", "é", '"', "null"])


def column(values: Sequence[str | None]) -> SourceColumn:
    return SourceColumn("by", texts(values))


def found(values: Sequence[str | None], wanted: Items, by: By, key: str = "") -> list[list[int]]:
    """The items of each row."""
    result = match(column(values), MatchBy("by", by, key), wanted)
    return [sorted(result.items_of(row).tolist()) for row in range(len(values))]


@settings(max_examples=150, deadline=None)
@given(
    names=st.lists(WORDS, min_size=1, max_size=6),
    rows=st.lists(st.one_of(st.none(), st.just(""), WORDS), min_size=1, max_size=6),
)
def test_by_name_as_a_plain_look_up_does(names: list[str], rows: list[str | None]) -> None:
    wanted = items({}, names=names, count=len(names))
    meant = [(text if text in names else text.strip()) if text and text.strip() else None for text in rows]
    expected = [[at for at, name in enumerate(names) if name == text] for text in meant]
    assert found(rows, wanted, "name") == expected
    result = match(column(rows), MatchBy("by", "name"), wanted)
    assert result.matched == sum(len(each) == 1 for each in expected)
    assert result.ambiguous.tolist() == [at for at, each in enumerate(expected) if len(each) > 1]
    assert result.unmatched.tolist() == [at for at, each in enumerate(expected) if not each]
    one = [(at, each[0]) for at, each in enumerate(expected) if len(each) == 1]
    every = [(at, item) for at, each in enumerate(expected) for item in each]
    assert _pairs(result.pairs()) == one
    assert _pairs(result.pairs(all_of_several=True)) == every


def _pairs(pairs: tuple[Any, Any]) -> list[tuple[int, int]]:
    return list(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))


@settings(max_examples=150, deadline=None)
@given(
    places=st.lists(
        st.tuples(st.sampled_from(["", "x", "y/x", "z x/x", "yx"]), st.sampled_from(["a", "b"])), min_size=1, max_size=6
    ),
    rows=st.lists(st.sampled_from(["a", "x/a", "y/x/b", " y / x / a", "\\x\\a", "z/a", "/x/b", None]), min_size=1),
)
def test_by_path_the_end_of_the_folder_s_path_must_fit(places: list[tuple[str, str]], rows: list[str | None]) -> None:
    folders = sorted({folder for folder, _ in places})
    wanted = replace(
        items({}, names=[name for _, name in places], count=len(places)),
        parents=texts([f"id {folder}" for folder, _ in places]),
        folders={f"id {folder}": folder for folder in folders},
    )
    assert found(rows, wanted, "path") == [_by_path(row, places) for row in rows]


def _by_path(row: str | None, places: list[tuple[str, str]]) -> list[int]:
    if row is None:
        return []
    parts = [part.strip() for part in row.replace("\\", "/").split("/") if part.strip()]
    whole = [[*PurePosixPath(folder).parts, name] for folder, name in places]
    return [at for at, each in enumerate(whole) if each[-len(parts) :] == parts]


@pytest.mark.parametrize("spelling", ["{}", "{{{}}}", " {} ", "urn:uuid:{}"])
def test_uuids_are_known_however_they_are_spelt(spelling: str) -> None:
    wanted = items({}, count=3)
    rows = [spelling.format(uuid(2).upper()), uuid(0), uuid(1).replace("-", ""), "no uuid", uuid(9), None]
    assert found(rows, wanted, "uuid") == [[2], [0], [1], [], [], []]
    assert uuids_of(column(rows)) == [uuid(2), uuid(0), uuid(1), uuid(9)]
    assert uuids_of(None) == []


def test_by_url_and_without_any_url() -> None:
    wanted = items({}, count=2)
    assert found(["s3://a/b"], wanted, "url") == [[]]
    assert found(["s3://a/b", "s3://a/c"], replace(wanted, urls=texts([None, "s3://a/b"])), "url") == [[1], []]


def test_by_a_key_text_and_numbers_alike() -> None:
    wanted = items({"code": [spell("x1"), "7", None, "null", spell('a"b'), spell("7")]})
    assert found(["x1", "7", "null", "", 'a"b'], wanted, "key", "code") == [[0], [1, 5], [], [], [4]]


def test_rows_of_json_match_by_what_their_texts_say() -> None:
    rows = SourceColumn("by", texts([spell(uuid(1)), "7", None]), "json")
    result = match(rows, MatchBy("by", "uuid"), items({}, count=2))
    assert [result.items_of(row).tolist() for row in range(3)] == [[1], [], []]
