"""Registration files and sidecars that go out and come back change nothing, whatever the names and values are."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.exchange.formats import Format
from controllers.exchange.import_plan import Decisions
from controllers.exchange.readers import open_file
from controllers.exchange.records import Records
from domain.metadata import Cell
from domain.reading import spell
from domain.schema import Schema
from tests.controllers.exchange.incoming import changes, items, planned, texts
from tests.controllers.exchange.outgoing import fact, key, records, uuid, write
from tests.controllers.exchange.test_import_round_trips import SCHEMA, VALUES

KINDS = ["video", "image", "audio", "plainText", "pdf", "nifti", "timeseries"]
ODD_KEYS = ["title", "name", "uuid", "objectUrl", "clientMetadata", "folder", "a.b", "Ünï", "videos", "file_size", "id"]
NAMES = st.one_of(
    st.sampled_from(["a", "A", " a", "a ", "x/a", "/a", "x//a", ".", "..", "a.metadata.json", "ä", "n" * 300]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)

Held = Mapping[str, Sequence[Cell]]


@st.composite
def held(draw: st.DrawFn, count: int) -> Held:
    """Some keys of so many items, typed and not, some cleared, some absent."""
    typed = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=3))
    odd = draw(st.lists(st.sampled_from(ODD_KEYS), unique=True, min_size=1, max_size=2))
    values = {name: VALUES[name].map(spell) for name in typed} | {name: VALUES["any"].map(spell) for name in odd}
    cells = {name: st.one_of(st.none(), st.just("null"), value, value) for name, value in values.items()}
    return {name: draw(st.lists(each, min_size=count, max_size=count)) for name, each in cells.items()}


@st.composite
def items_with_names(draw: st.DrawFn) -> tuple[list[str], Held]:
    names = draw(st.lists(NAMES, min_size=1, max_size=4))
    return names, draw(held(len(names)))


def going_out(names: Sequence[str], what: Held, kinds: Sequence[str]) -> Records:
    schema = Schema.read(SCHEMA)
    facts = (
        fact("uuid", [uuid(at) for at in range(len(names))]),
        fact("name", names),
        fact("item_type", kinds),
    )
    keys = (key(name, cells, schema.field(name)) for name, cells in what.items())
    return Records((*facts, *keys), records(len(names)).rows)


@settings(max_examples=150, deadline=None)
@given(some=items_with_names(), data=st.data(), mode=st.sampled_from(["merge", "replace"]))
def test_a_registration_file_comes_back_by_its_addresses(
    some: tuple[list[str], Held], data: st.DataObject, mode: str
) -> None:
    names, what = some
    urls = [f"https://bucket.example/day 1/{at}/ä?v={at}&x" for at in range(len(names))]
    kinds = [data.draw(st.sampled_from(KINDS)) for _ in names]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.json"
        written = write(
            path,
            Format.REGISTRATION,
            going_out(names, what, kinds),
            urls={uuid(at): url for at, url in enumerate(urls)},
        )
        opened = open_file(path)
    assert written.items == len(names)
    table = replace(items(what, SCHEMA, names=names), urls=texts(urls))
    decisions = Decisions(mode="replace" if mode == "replace" else "merge")
    assert changes(planned(opened, table, decisions=decisions)) == {}


@settings(max_examples=150, deadline=None)
@given(some=items_with_names(), mode=st.sampled_from(["merge", "replace"]))
def test_sidecars_come_back_by_the_names_of_their_files(some: tuple[list[str], Held], mode: str) -> None:
    names, what = some
    with tempfile.TemporaryDirectory() as folder:
        written = write(Path(folder), Format.SIDECARS, going_out(names, what, ["image"] * len(names)))
        if not written.items:
            return
        opened = open_file(Path(folder))
    assert opened.table.rows == written.items
    decisions = Decisions(mode="replace" if mode == "replace" else "merge")
    assert changes(planned(opened, items(what, SCHEMA, names=names), decisions=decisions)) == {}


def test_a_sidecar_whose_metadata_looks_like_a_registration_file_is_a_sidecar(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg.metadata.json"
    path.write_text('{"shots": [{"title": "first"}], "n": 1}')
    assert open_file(path).table.names == ("name", "shots", "n")


def test_no_item_gets_the_sidecar_of_another_one(tmp_path: Path) -> None:
    what = {"n": ["1", "2", "3"]}
    names = ["/a", "a", "a/"]
    written = write(tmp_path, Format.SIDECARS, going_out(names, what, ["image"] * 3))
    assert written.items == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.metadata.json"]
    assert (tmp_path / "a.metadata.json").read_text() == '{"n":2}\n'
    assert "2 items have a name no file can have" in written.notes[0]
