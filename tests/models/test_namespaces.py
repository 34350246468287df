"""What a team knows about its namespaces is kept, exported and read again; what is protected is known to be so."""

import json
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from domain.migrations.renaming import RenameKey, RenameNamespace
from domain.naming import STYLES
from models.namespace_book import (
    COLOURS,
    EMPTY_BOOK,
    Namespace,
    NamespaceBook,
    NamespacesRefused,
    read_book,
    spell_book,
)
from models.namespaces import FOLDER, Namespaces, file_name, load_book, save_book

words = st.text(st.characters(codec="utf-8"), max_size=6)
spaces = st.builds(Namespace, words, words, st.sampled_from(("", *COLOURS)), st.booleans())


def a_book(known: dict[str, Namespace], keys: dict[str, str], prefixes: list[str], style: str) -> NamespaceBook:
    return NamespaceBook(MappingProxyType(known), MappingProxyType(keys)).with_policies(prefixes, style)


books = st.builds(
    a_book,
    st.dictionaries(words, spaces, max_size=4),
    st.dictionaries(words, words, max_size=4),
    st.lists(words, max_size=3),
    st.sampled_from(list(STYLES)),
)
TEAM = (
    EMPTY_BOOK.with_namespace("video", Namespace("Ada", "What the camera says", "teal", protected=True))
    .with_namespace("video.lens", Namespace("Grace"))
    .with_description("video.fps", "Frames per second")
    .with_policies(["video.", " audio ", "video"], "snake_case")
)


@given(books)
def test_a_book_comes_back_from_its_file_as_it_was(book: NamespaceBook) -> None:
    assert read_book(spell_book(book)) == book


def test_the_file_is_sorted_and_leaves_out_what_says_nothing() -> None:
    assert json.loads(spell_book(TEAM)) == {
        "format": "tagline.namespaces",
        "version": 1,
        "namespaces": {
            "video": {"owner": "Ada", "description": "What the camera says", "colour": "teal", "protected": True},
            "video.lens": {"owner": "Grace"},
        },
        "keys": {"video.fps": "Frames per second"},
        "policies": {"prefixes": ["video", "audio"], "style": "snake_case"},
    }
    assert list(json.loads(spell_book(EMPTY_BOOK))) == ["format", "version"]


def test_what_nothing_is_known_about_is_not_kept() -> None:
    assert TEAM.with_namespace("video", Namespace()).with_namespace("video.lens", Namespace()).namespaces == {}
    assert TEAM.with_description("video.fps", "").descriptions == {}


def test_a_key_is_owned_by_the_nearest_namespace_that_has_an_owner() -> None:
    assert TEAM.owner_of("video.lens.focal") == "Grace"
    assert TEAM.owner_of("video.codec.name") == "Ada"
    assert (TEAM.owner_of("audio.rate"), TEAM.owner_of("video")) == ("", "")


def test_what_is_known_goes_along_with_a_rename_and_stays_for_when_it_is_taken_back() -> None:
    renamed = TEAM.renamed(RenameKey("video.fps", "camera.rate").target)
    assert renamed.description_of("camera.rate") == renamed.description_of("video.fps") == "Frames per second"
    assert renamed.namespaces == TEAM.namespaces
    moved = TEAM.renamed(RenameNamespace("video", "camera").target)
    assert moved.namespace("camera") == moved.namespace("video") == TEAM.namespace("video")
    assert (moved.owner_of("camera.lens.x"), moved.description_of("camera.fps")) == ("Grace", "Frames per second")
    out = TEAM.renamed(RenameNamespace("video", "").target)
    assert (out.description_of("fps"), out.owner_of("lens.x")) == ("Frames per second", "Grace")
    assert "" not in out.namespaces
    known = TEAM.with_namespace("camera", Namespace("Kay"))
    assert known.renamed(RenameNamespace("video", "camera").target).owner_of("camera.x") == "Kay"


def test_a_protected_namespace_protects_everything_in_it() -> None:
    assert TEAM.protecting(["video.lens.focal", "audio.rate", "videos.x", "video"]) == ("video",)
    assert TEAM.protecting(["audio.rate"]) == ()


def test_new_keys_are_told_the_rules_of_the_team_after_those_of_the_platform() -> None:
    rules = [finding.rule for finding in TEAM.findings("Scene.Frame Rate", ["scene.frame_rate"])]
    assert rules == ["twin", "outside", "style"]
    assert [finding.rule for finding in TEAM.findings("a/b", [])] == ["characters"]
    assert TEAM.findings("audio.sample_rate", ["video.fps"]) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "holds no namespaces"),
        ('{"format": "tagline.change-set", "version": 1}', "holds no namespaces"),
        ('{"format": "tagline.namespaces", "version": 2}', "another version of Tagline (form 2)"),
    ],
)
def test_another_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(NamespacesRefused) as refused:
        read_book(text)
    assert said in refused.value.sentence


def test_what_is_spelt_in_a_way_unknown_here_is_the_usual() -> None:
    odd = {
        "format": "tagline.namespaces",
        "version": 1,
        "namespaces": {"a": {"colour": "mauve", "protected": "yes", "owner": None}, "b": 3},
        "keys": {"k": 1, "l": "said"},
        "policies": {"prefixes": "video", "style": "SHOUTING"},
    }
    book = read_book(json.dumps(odd))
    assert book.namespaces == {"a": Namespace(), "b": Namespace()}
    assert (book.descriptions, book.prefixes, book.style) == ({"l": "said"}, (), "any")
    assert read_book(json.dumps(odd | {"namespaces": [], "keys": None, "policies": 1})) == EMPTY_BOOK


def test_each_platform_has_its_own_book_and_finds_it_again(qtbot: QtBot, tmp_path: Path) -> None:
    namespaces = Namespaces(tmp_path)
    with pytest.raises(NamespacesRefused, match="no platform"):
        namespaces.keep(TEAM)
    namespaces.open("https://api.encord.com")
    with qtbot.waitSignal(namespaces.changed):
        namespaces.keep(TEAM)
    namespaces.open("Local platform")
    assert namespaces.book == EMPTY_BOOK
    again = Namespaces(tmp_path)
    again.open("https://api.encord.com")
    assert (again.book, again.sentence) == (TEAM, "")


def test_keeping_the_same_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    namespaces = Namespaces(tmp_path)
    namespaces.open("Local platform")
    with qtbot.assertNotEmitted(namespaces.changed):
        namespaces.keep(EMPTY_BOOK)
    assert not (tmp_path / FOLDER).exists()


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe"])
def test_a_damaged_file_is_set_aside_and_said_so(qtbot: QtBot, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FOLDER / file_name("Local platform")
    path.parent.mkdir()
    path.write_bytes(content)
    namespaces = Namespaces(tmp_path)
    namespaces.open("Local platform")
    assert namespaces.book == EMPTY_BOOK
    assert namespaces.sentence.endswith(f"It was set aside as {path.with_suffix('.damaged.json')}.")
    assert path.with_suffix(".damaged.json").read_bytes() == content
    namespaces.keep(TEAM)
    assert load_book(path) == TEAM


def test_a_file_that_cannot_be_read_or_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / FOLDER / file_name("Local platform")
    path.mkdir(parents=True)
    namespaces = Namespaces(tmp_path)
    namespaces.open("Local platform")
    assert "could not be read: Is a directory" in namespaces.sentence
    with pytest.raises(NamespacesRefused, match="What was there is unchanged"):
        save_book(TEAM, path)
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(NamespacesRefused, match="could not be written"):
        save_book(TEAM, tmp_path / "file" / "book.json")
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_two_platforms_never_share_a_file() -> None:
    assert file_name("https://a.example") != file_name("https://A.example")
    assert file_name("Local platform").startswith("local-platform-")
