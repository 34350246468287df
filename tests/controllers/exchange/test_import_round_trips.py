"""What Tagline exports and imports back changes nothing, in every format, whatever the values are."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.exchange.formats import Format, Options
from controllers.exchange.import_plan import Decisions
from controllers.exchange.readers import open_file
from domain.metadata import Cell
from domain.reading import spell
from domain.schema import Schema
from tests.controllers.exchange.incoming import changes, items, planned
from tests.controllers.exchange.outgoing import key, records, write

FILES = [Format.CSV, Format.TSV, Format.XLSX, Format.JSON, Format.JSON_LINES, Format.PARQUET]
SCHEMA: Mapping[str, Any] = {
    "number": {"ty": "variant", "hint": "number"},
    "text": {"ty": "variant", "hint": "text"},
    "short": {"ty": "variant", "hint": "varchar"},
    "flag": {"ty": "variant", "hint": "boolean"},
    "when": {"ty": "variant", "hint": "datetime"},
    "owner": {"ty": "variant", "hint": "uuid"},
    "split": {"ty": "enum", "values": ["train", "=test"]},
    "vector": {"ty": "embedding", "size": 2},
    "place": {"ty": "geospatial"},
}
TEXTS = st.one_of(
    st.text(max_size=6),
    st.text("=+-@'\"\t\r\n;,\0 a", max_size=5),
    st.sampled_from(["null", '""', "json:1", "TRUE", "1e5", "007", "#N/A", "nan", "NA", "  a  ", "''x"]),
)
NUMBERS = st.one_of(
    st.integers(-(10**25), 10**25), st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([0.1, 1.0])
)
TIMES = st.one_of(
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z"),
    st.sampled_from(["2024-05-31T00:00:00Z", "1899-12-31", "1066-10-14T09:00:00Z", "2024-05-31T14:30:00+05:30"]),
)
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "number": NUMBERS,
    "text": TEXTS,
    "short": st.one_of(TEXTS, NUMBERS),
    "flag": st.booleans(),
    "when": TIMES,
    "owner": st.uuids(version=4).map(str),
    "split": st.sampled_from(["train", "=test", "lost"]),
    "vector": st.lists(NUMBERS, min_size=2, max_size=2),
    "place": st.just({"latitude": -1.5, "longitude": 2}),
    "any": st.one_of(TEXTS, NUMBERS, st.booleans(), st.lists(TEXTS, max_size=2)),
}

ODD_KEYS = [
    "name",
    "uuid",
    "folder",
    "title",
    "Title",
    "file_size",
    "Size",
    "id",
    "metadata",
    "clientMetadata",
    "=a",
    "Number",
]

Held = Mapping[str, Sequence[Cell]]


@st.composite
def held(draw: st.DrawFn) -> Held:
    """Some keys of one to four items, some cleared, some absent."""
    count = draw(st.integers(1, 4))
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, min_size=1, max_size=3))
    cells = {
        name: st.one_of(st.none(), st.just("null"), VALUES[name].map(spell), VALUES[name].map(spell)) for name in names
    }
    found = {name: draw(st.lists(each, min_size=count, max_size=count)) for name, each in cells.items()}
    if draw(st.booleans()):  # a key may be called like a fact, a word of a format, or almost like another key
        found[draw(st.sampled_from(ODD_KEYS))] = draw(
            st.lists(st.one_of(st.none(), VALUES["any"].map(spell)), min_size=count, max_size=count)
        )
    return found


def _came_back(kind: Format, what: Held, options: Options, decisions: Decisions) -> dict[tuple[int, str], Cell]:
    if options.as_text and kind in (Format.JSON, Format.JSON_LINES):
        # JSON knows texts of its own: only a type tells that a text there stands for a number.
        what = {name: cells for name, cells in what.items() if name in SCHEMA}
        if not what:
            return {}
    schema = Schema.read(SCHEMA)
    count = len(next(iter(what.values())))
    out = records(count, *(key(name, cells, schema.field(name)) for name, cells in what.items()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"items{kind.ending}"
        write(path, kind, out, options)
        return changes(planned(open_file(path), items(what, SCHEMA), decisions=decisions))


CHOICES = st.builds(Options, as_text=st.booleans(), bom=st.booleans(), separator=st.sampled_from([",", ";"]))


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=60, deadline=None)
@given(what=held(), options=CHOICES)
def test_what_goes_out_and_comes_back_changes_nothing(kind: Format, what: Held, options: Options) -> None:
    assert _came_back(kind, what, options, Decisions()) == {}


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind is not Format.PARQUET])
@settings(max_examples=40, deadline=None)
@given(what=held(), options=CHOICES)
def test_nor_does_it_where_the_file_replaces_what_items_hold(kind: Format, what: Held, options: Options) -> None:
    assert _came_back(kind, what, options, Decisions(mode="replace")) == {}
