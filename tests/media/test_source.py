"""A file on disk and one behind an address are read the same way, and what is not there says so."""

import io
from pathlib import Path

import numpy as np
import pytest

from media.decoder import Decoder
from media.indexing import build_index
from media.probe import MediaUnreadable
from media.source import Source, content_key
from tests.media.corpus import GROUPS
from tests.media.films import Film, write
from tests.media.shown import RIGHT, verdicts


@pytest.mark.parametrize("name", ["same.mp4", "same.mkv", "same.ts", "same.avi"])
def test_bytes_from_anywhere_give_the_same_frames_as_a_file(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, Film(name, options=GROUPS))
    data = path.read_bytes()
    here, there = Source.of_path(path), Source.of_opener(lambda: io.BytesIO(data), len(data))
    assert here.key == there.key
    one, other = build_index(here), build_index(there)
    assert np.array_equal(one.pts, other.pts)
    assert np.array_equal(one.entries, other.entries)
    decoder = Decoder(there, other, 0)
    assert verdicts(decoder, range(100), [99, 0, 45, 44]) == {RIGHT: 4}
    decoder.close()


def test_a_key_that_is_given_is_not_looked_for() -> None:
    def never() -> io.BytesIO:
        raise AssertionError("opened")

    assert Source.of_opener(never, 10, "given").key == "given"


def test_a_change_at_either_end_or_in_the_middle_is_another_content() -> None:
    data = bytearray(1_000_000)
    keys = {content_key(io.BytesIO(data), len(data))}
    for place in (0, 500_000, 999_999):
        data[place] = 1
        keys.add(content_key(io.BytesIO(data), len(data)))
    assert len(keys) == 4


def test_a_file_that_may_not_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(MediaUnreadable, match="The file cannot be read: No such file or directory"):
        Source.of_path(tmp_path / "missing.mp4")
