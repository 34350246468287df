"""Pages turn by the last key seen: what others do meanwhile neither hides nor repeats an item."""

import secrets
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.facts import Facts, spell_facts
from server.refusals import Unfit
from server.store import folders, items
from server.store.database import Store, open_store
from server.store.folders import NewFolder
from server.store.items import ItemPatch, ItemQuery, NewItem
from server.store.pages import PageRequest
from tests.server.conftest import empty_database

FACTS = spell_facts(Facts())
names = st.text(
    st.characters(min_codepoint=1, exclude_categories=["Cs"]) | st.sampled_from("abAB_%\\"), min_size=1, max_size=5
)
meddling = st.lists(st.tuples(st.sampled_from(["insert", "rename", "delete"]), names, st.integers(0, 30)), max_size=8)


@pytest.fixture(scope="module")
def own_store(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    folder: Path = tmp_path_factory.mktemp("paging")
    with empty_database(database_kind, folder) as address:
        opened = open_store(address)
        yield opened
        opened.close()


def new_item(folder: str, name: str) -> NewItem:
    return NewItem(organisation="Local", folder=folder, kind="image", name=name, owner="x", facts=FACTS)


def filled(store: Store, wanted: list[str]) -> tuple[str, list[str]]:
    with store.write() as connection:
        folder = folders.add(connection, NewFolder(organisation="Local", name=secrets.token_hex(4), owner="x"))
        return folder, items.add(connection, [new_item(folder, name) for name in wanted])


def meddle(store: Store, folder: str, others: list[str], step: tuple[str, str, int]) -> None:
    deed, name, which = step
    with store.write() as connection:
        if deed == "insert" or not others:
            others.extend(items.add(connection, [new_item(folder, name)]))
        elif deed == "rename":
            items.patch(connection, {others[which % len(others)]: ItemPatch(name=name)})
        else:
            items.remove(connection, [others.pop(which % len(others))])


@dataclass(frozen=True)
class Reading:
    """Someone turning pages while others are at work."""

    kept: list[str]
    touched: list[str]
    steps: list[tuple[str, str, int]]
    size: int
    descending: bool
    order: str


readings = st.builds(
    Reading,
    st.lists(names, max_size=20),
    st.lists(names, max_size=6),
    meddling,
    st.integers(1, 7),
    st.booleans(),
    st.sampled_from(["name", "created_at"]),
)


@settings(max_examples=60, deadline=None)
@given(readings)
def test_what_nobody_touches_is_listed_exactly_once_and_in_order(own_store: Store, reading: Reading) -> None:
    folder, uuids = filled(own_store, reading.kept + reading.touched)
    mine, others = uuids[: len(reading.kept)], uuids[len(reading.kept) :]
    steps = list(reading.steps)
    seen: list[tuple[str, str]] = []
    token, going = None, True
    while going:
        request = PageRequest(reading.order, reading.descending, reading.size, token)
        with own_store.read() as connection:
            found, token = items.page(connection, ItemQuery(organisation="Local", folder=folder), request)
        seen.extend((getattr(item, reading.order), item.uuid) for item in found)
        going = token is not None
        if steps:
            meddle(own_store, folder, others, steps.pop())
    assert sorted(uuid for _, uuid in seen if uuid in set(mine)) == sorted(mine)
    assert seen == sorted(set(seen), reverse=reading.descending)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_token_from_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(Unfit, match="start the listing again"):
        items.turn_to(items.select(items.tables.items), items.tables.items, PageRequest(token=text))


def test_a_token_of_another_order_is_refused(own_store: Store) -> None:
    folder, _ = filled(own_store, ["a", "b"])
    with own_store.read() as connection:
        query = ItemQuery(organisation="Local", folder=folder)
        _, token = items.page(connection, query, PageRequest(size=1))
        with pytest.raises(Unfit, match="another order"):
            items.page(connection, query, PageRequest(size=1, token=token, descending=True))
