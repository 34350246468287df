"""Preferences: declared once, kept in one file, never trusted blindly."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from controllers import settings as preferences
from controllers.settings import ColumnLayout, RecentPlatform, Settings


def test_a_preference_never_set_has_its_default(tmp_path: Path) -> None:
    assert Settings(tmp_path).get(preferences.THEME) == "system"
    assert Settings(tmp_path).get(preferences.RECENT_PLATFORMS) == []


def test_preferences_survive_a_restart_with_their_types(tmp_path: Path) -> None:
    first = Settings(tmp_path)
    first.set(preferences.THEME, "dark")
    first.set(preferences.ROW_HEIGHT, 31)
    first.set(preferences.TEXT_SCALE, 1.25)
    first.set(preferences.SHOW_FACTS, False)
    first.set(preferences.WINDOW_GEOMETRY, b"\x00\x01geometry")
    first.set(preferences.RECENT_PLATFORMS, ["https://a, b\t/key", 'quote"\t'])
    first.sync()
    again = Settings(tmp_path)
    assert again.get(preferences.THEME) == "dark"
    assert again.get(preferences.ROW_HEIGHT) == 31
    assert again.get(preferences.TEXT_SCALE) == 1.25
    assert again.get(preferences.SHOW_FACTS) is False
    assert again.get(preferences.WINDOW_GEOMETRY) == b"\x00\x01geometry"
    assert again.get(preferences.RECENT_PLATFORMS) == ["https://a, b\t/key", 'quote"\t']


@pytest.mark.parametrize(
    "line",
    ["row_height=tall", "row_height=@Invalid()", 'text_scale="1,5"', "row_height="],
)
def test_nonsense_in_the_file_counts_as_the_default(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.ini").write_text(f"[look]\n{line}\n")
    settings = Settings(tmp_path)
    assert settings.get(preferences.ROW_HEIGHT) == 26
    assert settings.get(preferences.TEXT_SCALE) == 1.0


def test_a_change_is_told_and_a_repetition_is_not(tmp_path: Path, qtbot: QtBot) -> None:
    settings = Settings(tmp_path)
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.set(preferences.THEME, "light")
    assert told == ["look/theme"]
    with qtbot.assertNotEmitted(settings.changed):
        settings.set(preferences.THEME, "light")


def test_every_preference_says_what_it_means_and_has_its_own_key() -> None:
    keys = [setting.key for setting in preferences.ALL]
    assert len(set(keys)) == len(keys)
    assert all(setting.meaning for setting in preferences.ALL)


def test_the_platform_used_last_comes_first(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    for number in range(12):
        settings.remember_platform(f"https://host-{number}", "/home/me/key")
    settings.remember_platform("https://host-7", "/home/me/other")
    recent = settings.recent_platforms()
    assert recent[:2] == (
        RecentPlatform("https://host-7", "/home/me/other"),
        RecentPlatform("https://host-11", "/home/me/key"),
    )
    assert len(recent) == preferences.RECENT


def test_the_layout_of_a_view_is_kept_by_the_names_of_its_columns(tmp_path: Path) -> None:
    layout = (ColumnLayout("fact:name", 240), ColumnLayout("key:video.fps", 80, hidden=True))
    settings = Settings(tmp_path)
    settings.save_layout("folder:a/b", layout)
    settings.save_layout("folder:c", ())
    settings.sync()
    assert Settings(tmp_path).layout("folder:a/b") == layout
    assert Settings(tmp_path).layout("folder:unknown") == ()


@pytest.mark.parametrize(
    "saved", ["not json", "[]", '{"version": 99, "columns": []}', '{"version": 1, "columns": [{}]}']
)
def test_a_layout_of_another_version_is_not_used(tmp_path: Path, saved: str) -> None:
    settings = Settings(tmp_path)
    settings.save_layout("view", (ColumnLayout("fact:name", 240),))
    settings.sync()
    text = settings.path.read_text()
    start = text.index("view=")
    escaped = saved.replace('"', '\\"')
    settings.path.write_text(text[:start] + f'view="{escaped}"\n')
    assert Settings(tmp_path).layout("view") == ()
