"""What was found of a video is kept by its content; what is kept badly is found again."""

import os
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.decoder import Decoder
from media.frame_index import FrameIndex
from media.index_store import IndexStore
from media.indexing import build_index
from media.source import Source
from tests.media.corpus import GROUPS
from tests.media.films import Film, write
from tests.media.shown import RIGHT, verdicts


def same(one: FrameIndex, other: FrameIndex | None) -> bool:
    assert other is not None
    arrays = ("pts", "keys", "entries", "signs")
    facts = ("time_base", "complete", "problems", "end", "known_by")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays) and all(
        getattr(one, name) == getattr(other, name) for name in facts
    )


@pytest.mark.parametrize("name", ["kept.mp4", "kept.avi", "kept.h264", "kept.mkv"])
def test_an_index_that_was_kept_shows_the_same_frames(tmp_path: Path, name: str) -> None:
    source = Source.of_path(write(tmp_path, Film(name, options=GROUPS)))
    store = IndexStore(tmp_path / "notes")
    assert store.load(source.key) is None
    index = build_index(source)
    store.keep(source.key, index)
    kept = store.load(source.key)
    assert same(index, kept)
    assert kept is not None
    assert verdicts(Decoder(source, kept), range(100), [50, 3, 99]) == {RIGHT: 3}


def test_the_same_content_is_known_under_any_name(tmp_path: Path) -> None:
    path = write(tmp_path, Film("one.mp4", options=GROUPS))
    other = tmp_path / "another.mov"
    other.write_bytes(path.read_bytes())
    assert Source.of_path(path).key == Source.of_path(other).key
    other.write_bytes(path.read_bytes() + b"\0")
    assert Source.of_path(path).key != Source.of_path(other).key


def any_index(frames: int = 3) -> FrameIndex:
    return FrameIndex(
        np.arange(frames, dtype=np.int64),
        Fraction(1, 25),
        np.array([0]),
        end=frames,
        entries=np.zeros((1, 3), np.int64),
    )


def test_an_index_that_is_not_complete_is_not_kept(tmp_path: Path) -> None:
    index = FrameIndex(np.arange(3), Fraction(1, 25), np.array([0]), complete=False)
    IndexStore(tmp_path).keep("key", index)
    assert IndexStore(tmp_path).load("key") is None


@given(at=st.integers(0, 2000), byte=st.integers(0, 255))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_note_is_as_none_or_as_before(tmp_path: Path, at: int, byte: int) -> None:
    store, index = IndexStore(tmp_path), any_index()
    store.keep("key", index)
    (note,) = tmp_path.glob("*.npz")
    data = bytearray(note.read_bytes())
    data[at % len(data)] = byte
    note.write_bytes(data)
    kept = store.load("key")
    assert kept is None or same(index, kept)


def test_a_note_cut_short_is_as_none(tmp_path: Path) -> None:
    store = IndexStore(tmp_path)
    store.keep("key", any_index())
    (note,) = tmp_path.glob("*.npz")
    note.write_bytes(note.read_bytes()[:100])
    assert store.load("key") is None


def test_a_disk_that_takes_nothing_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = IndexStore(tmp_path / "file")
    store.keep("key", any_index())
    assert store.load("key") is None


def test_what_was_not_used_for_long_goes_when_there_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = IndexStore(tmp_path)
    for day, key in enumerate(("first", "second", "third")):
        store.keep(key, any_index(1000))
        for note in tmp_path.glob("*.npz"):
            os.utime(note, (day * 100, day * 100)) if note.stat().st_mtime > 1e6 else None
    monkeypatch.setattr("media.notes.MOST", 25_000)
    store.keep("fourth", any_index(1000))
    assert store.load("first") is None
    assert store.load("fourth") is not None
