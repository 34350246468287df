"""What is kept in the settings and names a key is found, whatever else is kept there."""

import json
from pathlib import Path

from controllers.exchange.mapping import ColumnUse, ImportMapping, remember
from controllers.exchange.matching import MatchBy
from controllers.key_mentions import Mention, mentions_of, rules_of
from controllers.settings import BULK_LAST, IMPORT_MAPPINGS, ColumnLayout, Settings
from controllers.wish import NO_WISH, SortKey, Wish
from domain.conditions import Less
from models.namespace_book import EMPTY_BOOK, Namespace

TITLES = {"folder:1": "Street"}
FPS = "video.fps"


def found(settings: Settings, key: str = FPS) -> list[Mention]:
    settings.sync()
    return list(mentions_of(key, settings, TITLES))


def test_nothing_kept_names_nothing(tmp_path: Path) -> None:
    assert found(Settings(tmp_path)) == []


def test_filters_and_sortings_of_every_view_count(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    filtered = NO_WISH.with_condition(f"key:{FPS}", Less("30", or_equal=True)).with_condition("key:other", Less("1"))
    settings.save_arrangement("folder:1", filtered.written())
    settings.save_arrangement("dataset:2", Wish(sort=(SortKey("key:other"), SortKey(f"key:{FPS}", True))).written())
    settings.save_arrangement("folder:3", Wish(sort=(SortKey(f"key:{FPS}"),)).written())
    assert found(settings) == [
        Mention("sorting", "a dataset that is not open", "downwards"),
        Mention("filter", "Street", "is at most 30"),
        Mention("sorting", "a folder that is not open", "upwards"),
    ]
    assert found(settings)[1].sentence == 'filter of "Street": is at most 30'
    assert settings.arrangements().keys() == {"folder:1", "dataset:2", "folder:3"}


def test_only_what_somebody_did_to_a_column_counts(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.save_layout("folder:1", (ColumnLayout(f"key:{FPS}", 90, pinned=True), ColumnLayout("key:other", 90)))
    settings.save_layout("folder:2", (ColumnLayout(f"key:{FPS}", 90, title="Speed"),))
    settings.save_layout("folder:3", (ColumnLayout(f"key:{FPS}", 90),))
    assert found(settings) == [
        Mention("column layout", "Street", "kept at the left"),
        Mention("column layout", "a folder that is not open", 'called "Speed"'),
    ]
    assert found(settings, "other") == []


def test_import_mappings_name_the_keys_they_fill_and_find_items_by(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    filling = ImportMapping(MatchBy("name", "name"), (ColumnUse("name"), ColumnUse("rate", FPS)))
    naming = ImportMapping(MatchBy("id", "key", FPS), (ColumnUse("id"),))
    lines = remember(["name", "rate"], filling, remember(["id"], naming, ["no JSON", "[]", '{"uses":[1],"by":[]}']))
    settings.set(IMPORT_MAPPINGS, lines)
    assert found(settings) == [
        Mention("import mapping", "name, rate", 'fills it from "rate"'),
        Mention("import mapping", "id", "names the items by it"),
    ]


def test_the_last_bulk_change_counts_where_it_names_the_key_whole(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    for said, wanted in (
        ({"from": FPS}, True),
        ({"template": "at {video.fps:03}"}, True),
        ({"template": "at {video.fps}"}, True),
        ({"template": "at {video.fps2}", "n": 1, "more": [["video"]]}, False),
        ({FPS: ""}, False),
    ):
        settings.set(BULK_LAST, json.dumps(said))
        assert bool(found(settings)) is wanted, said
    settings.set(BULK_LAST, json.dumps({"from": FPS}))
    assert [mention.sentence for mention in found(settings)] == ["bulk change: the last one"]


def test_the_teams_own_rules_and_notes_count_too() -> None:
    book = EMPTY_BOOK.with_namespace("video", Namespace(protected=True)).with_description(FPS, "frames a second")
    assert rules_of(FPS, book) == (
        Mention("rule", "video", "asks before a change"),
        Mention("description", "", '"frames a second"'),
    )
    assert rules_of("other", book) == ()
