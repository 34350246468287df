"""`schema` without a window: exported, told apart, applied only on a yes; the exit status says how it went."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.namespace_book import EMPTY_BOOK, Namespace
from models.namespaces import FOLDER, file_name, save_book
from tests.cli.conftest import Shop, run

NUMBER = {"ty": "variant", "hint": "number"}
TEXT = {"ty": "variant", "hint": "text"}
WEATHER = {"ty": "enum", "values": ["clear", "rain"]}
SOFT = {"ty": "tombstone", "deleted_ty": NUMBER}
HARD: dict[str, Any] = {"ty": "tombstone", "deleted_ty": None}
BEFORE = {"b.speed": NUMBER, "a.weather": WEATHER, "gone": SOFT, "x": {"ty": "hologram", "depth": 3}}


@pytest.fixture
def schema(shop: Shop) -> Iterator[None]:
    """A schema of its own for a test, and the one before after it."""
    client = shop.platform.client()
    before = client.read_schema()
    client.write_schema(BEFORE)
    yield
    client.write_schema(before or {})


def saved(path: Path, raw: Any) -> str:
    path.write_text(json.dumps(raw), "utf-8")
    return str(path)


def now(shop: Shop) -> Any:
    return shop.platform.client().read_schema()


@pytest.mark.usefixtures("schema")
def test_what_is_exported_does_not_differ_and_is_sorted(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    ended = shop.run("schema", "export", str(path))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("4 keys of ")
    assert list(json.loads(path.read_text("utf-8"))) == sorted(BEFORE)
    ended = shop.run("schema", "diff", str(path))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.usefixtures("schema")
def test_a_schema_goes_to_standard_output_and_what_a_form_cannot_say_to_standard_error(shop: Shop) -> None:
    ended = shop.run("schema", "export", "-", "--form", "old")
    assert ended.returncode == 0
    assert json.loads(ended.stdout) == {"a.weather": "enum", "b.speed": "number"}
    assert 'The old form does not say the options of "a.weather".' in ended.stderr
    assert 'left out: "gone".' in ended.stderr


@pytest.mark.usefixtures("schema")
def test_a_name_that_ends_in_py_becomes_a_script(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "schema.py"
    assert shop.run("schema", "export", str(path)).returncode == 0
    assert "wanted.enum('a.weather', ['clear', 'rain'])" in path.read_text("utf-8")
    assert ascii(shop.platform.url) in path.read_text("utf-8")


@pytest.mark.usefixtures("schema")
def test_a_file_is_told_apart_from_the_platform(shop: Shop, tmp_path: Path) -> None:
    path = saved(tmp_path / "schema.json", {**BEFORE, "b.speed": TEXT, "new": NUMBER})
    ended = shop.run("schema", "diff", path)
    assert ended.returncode == 1
    assert ended.stdout.splitlines()[1:] == [f"+++ {path}", '~ "b.speed": number -> text', '+ "new": number']
    ended = shop.run("schema", "diff", path, "--json")
    assert [line["key"] for line in json.loads(ended.stdout)] == ["b.speed", "new"]


def test_two_files_are_told_apart_without_a_platform(tmp_path: Path) -> None:
    left, right = saved(tmp_path / "a.json", BEFORE), saved(tmp_path / "b.json", {"a.weather": "enum"})
    ended = run("schema", "diff", left, right)
    assert ended.returncode == 1
    assert ended.stdout.splitlines() == [
        f"--- {left}",
        f"+++ {right}",
        '- "b.speed": number',
        '- "x": {"ty": "hologram", "depth": 3}'.replace(": ", ":").replace(", ", ",").replace('"x":', '"x": '),
    ]
    assert run("schema", "diff", left, left).returncode == 0


@pytest.mark.usefixtures("schema")
def test_without_a_yes_the_plan_is_told_and_nothing_sent(shop: Shop, tmp_path: Path) -> None:
    path = saved(tmp_path / "schema.json", {"b.speed": TEXT, "key frames": NUMBER, "B Speed": NUMBER})
    ended = shop.run("schema", "apply", path, "--data", str(tmp_path / "data"))
    assert (ended.returncode, ended.stderr) == (1, "")
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("schema.json onto ")
    assert lines[0].endswith(": 2 changes.")
    assert '  Change "b.speed" from number to text' in lines
    assert any("is reserved" in line for line in lines)
    assert '  "B Speed": "b.speed" differs only in case, spacing or separators.' in lines
    assert any(line.startswith("Only on ") and '"a.weather", "x". With --prune' in line for line in lines)
    assert lines[-1] == "Nothing was sent. Say --yes to send it."
    assert now(shop) == BEFORE


@pytest.mark.usefixtures("schema")
def test_with_a_yes_it_is_saved_and_applied_again_there_is_nothing_to_do(shop: Shop, tmp_path: Path) -> None:
    wanted = {"b.speed": TEXT, "a.weather": {"ty": "enum", "values": ["fog"]}, "gone": NUMBER, "new.key": NUMBER}
    path = saved(tmp_path / "schema.json", wanted)
    ended = shop.run("schema", "apply", path, "--yes", "--data", str(tmp_path / "data"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert '"a.weather" keeps "clear", "rain"' in ended.stdout
    assert ended.stdout.splitlines()[-1] == "4 changes of the schema are saved."
    assert now(shop) == {
        "b.speed": TEXT,
        "a.weather": {"ty": "enum", "values": ["clear", "rain", "fog"]},
        "gone": NUMBER,
        "x": BEFORE["x"],
        "new.key": NUMBER,
    }
    assert list(now(shop))[:4] == list(BEFORE)
    ended = shop.run("schema", "apply", path, "--data", str(tmp_path / "data"))
    assert ended.returncode == 0
    assert ": 0 changes." in ended.stdout


@pytest.mark.usefixtures("schema")
def test_what_the_window_knows_of_namespaces_is_told(shop: Shop, tmp_path: Path) -> None:
    book = EMPTY_BOOK.with_namespace("b", Namespace("Ada", protected=True)).with_policies(["b"], "snake_case")
    save_book(book, tmp_path / FOLDER / file_name(shop.platform.url))
    path = saved(tmp_path / "schema.json", {"b.speed": TEXT, "New": NUMBER})
    ended = shop.run("schema", "apply", path, "--data", str(tmp_path))
    assert ended.returncode == 1
    lines = ended.stdout.splitlines()
    assert "  b. belongs to Ada." in lines
    assert '  "New": The key is outside your own namespaces: b.' in lines
    assert '  "New": Names of your team are spelt in snake_case.' in lines


@pytest.mark.usefixtures("schema")
def test_deleting_is_asked_for_by_name_and_pruning_by_a_word(shop: Shop, tmp_path: Path) -> None:
    path = saved(tmp_path / "schema.json", {"b.speed": HARD, "a.weather": WEATHER})
    words = ("schema", "apply", path, "--yes", "--data", str(tmp_path / "data"))
    ended = shop.run(*words)
    assert ended.returncode == 1
    assert "must be asked for by the name of the key" in ended.stdout
    assert now(shop) == BEFORE
    ended = shop.run(*words, "--hard-delete", "b.speed", "--prune")
    assert ended.returncode == 1, ended.stdout
    assert 'does not know the type of "x"' in ended.stdout
    assert now(shop) == BEFORE | {"b.speed": HARD}


def test_what_is_no_schema_ends_with_2_before_a_platform_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    path.write_text('{"a": "Number "}', "utf-8")
    for word in ("diff", "apply"):
        ended = run("schema", word, str(path), "--platform", "http://127.0.0.1:9", "--key", "/no/such/key")
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr == (
            '"schema.json": "a" has the type "Number ", which does not exist. Did you mean "number"?\n'
        )


def test_a_file_that_cannot_be_written_ends_with_2(shop: Shop, tmp_path: Path) -> None:
    ended = shop.run("schema", "export", str(tmp_path / "no" / "schema.json"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Nothing was written." in ended.stderr


def test_a_journal_in_use_is_said_in_a_sentence(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "apply.sqlite").mkdir()
    path = saved(tmp_path / "schema.json", {"new": NUMBER})
    ended = shop.run("schema", "apply", path, "--data", str(tmp_path))
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1, ended.stderr


def test_a_key_belongs_to_an_address(tmp_path: Path) -> None:
    ended = run("schema", "export", str(tmp_path / "x.json"), "--platform", "http://127.0.0.1:9")
    assert ended.returncode == 2
    assert "--platform and --key belong together" in ended.stderr
