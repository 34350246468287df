"""Keyframes written as CSV: a line each, whole or not at all, harmless in a spreadsheet."""

import csv
from pathlib import Path

import numpy as np
import pytest

from controllers.exchange.keyframe_files import keyframe_csv, write_keyframe_csv
from controllers.exchange.whole_file import ExportRefused
from models.frame_times import NO_TIMES, steady


def test_a_line_says_video_number_and_time(tmp_path: Path) -> None:
    path = tmp_path / "film.csv"
    assert write_keyframe_csv(path, "film.mp4", np.array([0, 13, 2087, 9999]), steady(3000, 25)) == 4
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["video", "frame", "seconds", "time"],
            ["film.mp4", "0", "0", "0:00.000"],
            ["film.mp4", "13", "0.52", "0:00.520"],
            ["film.mp4", "2087", "83.48", "1:23.480"],
            ["film.mp4", "9999", "", ""],
        ]


def test_a_name_is_no_formula_and_unknown_times_are_empty() -> None:
    text = "".join(keyframe_csv('=HYPERLINK("x")', np.array([7]), NO_TIMES))
    assert text.splitlines()[1] == '"\'=HYPERLINK(""x"")",7,,'


def test_very_many_are_written_in_portions() -> None:
    portions = list(keyframe_csv("a", np.arange(25_000), steady(30_000, 30)))
    assert len(portions) == 4
    assert "".join(portions).count("\n") == 25_001


def test_what_cannot_be_written_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="is a folder"):
        write_keyframe_csv(tmp_path, "a", np.arange(3), NO_TIMES)
    assert list(tmp_path.iterdir()) == []
