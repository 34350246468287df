"""The quick reader and writer of metadata say the same as the careful ones."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.fast_metadata import read_metadata, write_metadata
from domain.metadata import Metadata

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(), JSON, max_size=5), st.sampled_from([None, 1]))
def test_any_object_is_read_and_written_alike(values: dict[str, object], indent: int | None) -> None:
    text = json.dumps(values, indent=indent)
    metadata = Metadata.read(text)
    assert isinstance(metadata, Metadata)
    assert read_metadata(text) == metadata
    assert write_metadata(metadata) == metadata.text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        " null ",
        "[]",
        '"text"',
        "{",
        '{"a":1,}',
        '{"a":1}x',
        '{"a":NaN}',
        '{"a":1,"a":2}',
        '{"a":1,"b":2,"a":3}',
        '{"a":1.0,"b":1e400,"c":-0}',
        '{"half":"\\ud83d"}',
        '{"\\ud83d":"half"}',
        '{"a":' + "1" * 5000 + "}",
        '{"deep":' + "[" * 60 + "]" * 60 + "}",
        '{"deeper":' + "[" * 5000 + "]" * 5000 + "}",
        '\ufeff{"a":1}',
    ],
)
def test_odd_metadata_is_read_alike(text: str) -> None:
    assert read_metadata(text) == Metadata.read(text)
    read = read_metadata(text)
    if isinstance(read, Metadata):
        assert write_metadata(read) == read.text()
