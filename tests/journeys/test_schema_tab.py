"""The schema's tab by key and mouse: keys planned, checked as they are typed, undone, saved, and read by the SDK."""

import pytest
from encord.metadata_schema import MetadataSchemaError
from PySide6.QtWidgets import QApplication

from tests.journeys.at_schema import AtSchema
from tests.journeys.places import FIRST, ROUTE, SPEED, WEATHER
from tests.journeys.user import User
from ui.schema.save_dialog import SaveSchemaDialog


@pytest.fixture
def schema(user: User) -> AtSchema:
    """A person before the schema, with a table of ten items behind it."""
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    at = AtSchema(user)
    at.opens()
    return at


def test_a_key_is_found_as_one_types_and_told_with_how_it_is_used(schema: AtSchema) -> None:
    user = schema.user
    schema.finds("weather", "scene.weather")
    user.sees("5 of 255")
    user.sees("9 of 10 items that are loaded have a value (90 %).")
    assert schema.type_of("scene.weather") == "enum, 5 options"
    user.stage.until(lambda: "90 % filled" in schema.spoken(), "a row to be spoken with its counts")
    schema.clears_search()
    user.presses("Ctrl+F")
    user.writes("zzz")
    user.sees("None of the 31 keys is found this way.")


def test_a_typed_key_builds_its_namespace_is_staged_undone_and_saved(schema: AtSchema) -> None:
    user = schema.user
    schema.adds("lens.mount", "enum", ("bayonet", "screw"))
    schema.sees_staged(1)
    assert schema.page.side.key == "lens.mount"
    assert (schema.type_of("lens.mount"), schema.mark_of("lens.mount")) == ("enum, 2 options", "add")
    assert schema.page.side.model.index_of_namespace("lens").isValid()
    user.undoes()
    schema.sees_staged(0)
    user.redoes()
    schema.sees_staged(1)
    schema.saves()
    schema.sees_staged(0)
    found = schema.reads()
    assert list(found.get_enum_options("lens.mount")) == ["bayonet", "screw"]


def test_each_rule_is_said_as_one_types_and_a_fix_is_one_click_away(schema: AtSchema) -> None:
    user = schema.user
    user.presses("Insert")
    user.sees("New key")
    for typed, sentence in (
        ("$mine", "Keys that start with $ belong to the platform."),
        ("key/frames", 'The character "/" is not allowed.'),
        ("Key_Frames".lower(), '"keyframes" is reserved for the frames of interest of a video'),
        ("video.speed_mps", "The schema has"),
        ("Scene.Weather", '"scene.weather" differs only in case'),
    ):
        user.presses("Ctrl+A")
        user.writes(typed)
        user.sees(sentence)
    user.presses("Ctrl+A")
    user.writes("lens..mount")
    user.sees("Two separators follow each other")
    user.clicks("Use “lens.mount”")
    user.sees("Begins the namespace lens")
    user.presses("Escape")
    schema.sees_staged(0)


def test_a_retype_says_what_becomes_invalid_shows_the_rows_and_goes_back(schema: AtSchema) -> None:
    user = schema.user
    schema.finds("speed", SPEED)
    schema.chooses_type("boolean")
    schema.sees_staged(1)
    assert schema.mark_of(SPEED) == "retype"
    user.sees("number → boolean: 10 of 10 values in the open tables become invalid.")
    user.clicks("Show These Rows")
    user.stage.until(lambda: len(user.items()) == 10, "the rows")
    assert "true or false" in user.tooltip(FIRST, SPEED), "the table follows before the schema is saved"
    schema.opens()
    user.undoes()
    schema.sees_staged(0)
    user.presses("Ctrl+W")
    assert "true or false" not in user.tooltip(FIRST, SPEED)


def test_options_are_added_in_place_and_the_cell_takes_them_at_once(schema: AtSchema) -> None:
    user = schema.user
    schema.finds("weather", WEATHER)
    field = schema.page.properties.options.field
    user.stage.act(field.setFocus)
    user.writes("rain")
    user.sees("This option is there already.")
    user.presses("Ctrl+A")
    user.writes("hail")
    user.presses("Return")
    schema.sees_staged(1)
    user.sees("6 of 255")
    user.presses("Ctrl+Tab")
    user.types("hail", into=(FIRST, WEATHER))
    user.sees_staged(1)
    assert user.cell(FIRST, WEATHER) == "hail"


def test_a_key_is_deleted_restored_and_deleted_for_ever_only_when_it_is_typed(schema: AtSchema) -> None:
    user = schema.user
    schema.clicks_key("scene.place")
    user.presses("Delete")
    schema.sees_staged(1)
    assert schema.type_of("scene.place") == "was varchar"
    schema.saves()
    assert schema.reads().is_key_deleted("scene.place")
    schema.clicks_key("scene.place")
    user.clicks("Restore Key")
    schema.sees_staged(1)
    schema.saves()
    assert schema.reads().get_key_type("scene.place") == "varchar"
    schema.clicks_key("scene.place")
    user.presses("Shift+Delete")
    user.sees("Delete this key for ever?")
    user.sees("10 items that are loaded have a value under it.")
    user.presses("Return")
    schema.user.writes("scene.plac")
    user.presses("Return")
    user.sees("Delete this key for ever?")
    user.writes("e")
    user.presses("Return")
    schema.sees_staged(1)
    schema.saves()
    found = schema.reads()
    assert found.is_key_deleted("scene.place")
    with pytest.raises(MetadataSchemaError):
        found.restore_key("scene.place")


def test_what_a_colleague_saved_meanwhile_is_kept_and_a_conflict_is_decided(schema: AtSchema) -> None:
    user = schema.user
    schema.finds("speed", SPEED)
    schema.chooses_type("text")
    schema.sees_staged(1)
    theirs = schema.reads()
    theirs.add_scalar("theirs.note", data_type="varchar")
    theirs.set_scalar(SPEED, data_type="varchar")
    theirs.save()
    user.presses("Ctrl+S")
    user.sees("1 key was changed here and on the platform.")
    user.sees("Keep theirs: varchar")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SaveSchemaDialog)
    assert not dialog.save.isEnabled()
    user.clicks("Keep yours: text")
    schema.clicks_save()
    user.sees("saved.")
    user.clicks("Close")
    schema.sees_staged(0)
    found = schema.reads()
    assert (found.get_key_type(SPEED), found.get_key_type("theirs.note")) == ("text", "varchar")


def test_an_earlier_version_is_staged_again_from_the_history(schema: AtSchema) -> None:
    user = schema.user
    schema.adds("lens.mount")
    schema.saves()
    schema.finds("speed", SPEED)
    schema.chooses_type("text")
    schema.saves()
    schema.clears_search()
    user.chooses_from_menu("History…")
    user.sees('Change "video.speed_mps" from number to text')
    user.presses("Tab")
    user.presses("Down")
    user.sees('Add "lens.mount": varchar')
    user.clicks("Stage This Version…")
    schema.sees_staged(1)
    assert schema.type_of(SPEED) == "number"
    schema.saves()
    assert schema.reads().get_key_type(SPEED) == "number"


def test_a_key_dropped_on_a_namespace_offers_the_rename(schema: AtSchema) -> None:
    user = schema.user
    schema.drops("split", "video")
    user.sees("video.split")
    user.presses("Escape")
    schema.sees_staged(0)


def test_a_new_key_of_the_table_is_added_to_the_schema_where_it_is_met(schema: AtSchema) -> None:
    user = schema.user
    user.presses("Ctrl+W")
    user.presses("Ctrl+Shift+N")
    user.writes("scene.lux")
    user.presses("Return")
    user.sees('"scene.lux" is not in the schema')
    user.types("120", into=(FIRST, "scene.lux"))
    user.clicks("Add to Schema…")
    user.sees("New key")
    user.presses("Return")
    user.sees("is staged in the schema")
    schema.opens()
    schema.sees_staged(1)
    assert schema.type_of("scene.lux") == "number", "as its values are"


def test_an_option_the_schema_lacks_is_added_from_the_problems(schema: AtSchema) -> None:
    user = schema.user
    user.presses("Ctrl+W")
    user.types("foggy", into=(FIRST, WEATHER))
    user.presses("Return")
    user.sees_staged(1)
    user.presses("Ctrl+Shift+M")
    user.sees("Not one of the options")
    pane = user.program.problems.pane
    user.stage.until(lambda: pane.detail.shown_values, "the values")
    user.clicks("Add These Options to the Schema…")
    user.sees('New options of "scene.weather", one a line.')
    user.clicks("Add 1 Option")
    user.stage.until(lambda: user.program.session.draft.changes, "the option staged")
    user.stage.until(lambda: "not one of" not in user.tooltip(FIRST, WEATHER), "the cell to be valid")


def test_the_schema_can_be_opened_before_there_is_a_platform_and_closed_again(user: User) -> None:
    user.starts()
    schema = AtSchema(user)
    schema.opens()
    assert schema.page.remark, "it says what it waits for"
    user.is_connected()
    user.stage.until(lambda: schema.page.side.model.rowCount() > 0, "the schema")
    assert schema.page.remark == ""
    user.sees("Open a folder or a dataset to see how its items use this key.")
    user.presses("Ctrl+W")
    assert not user.window.tabs.pages


def test_staged_changes_are_there_again_after_a_restart(schema: AtSchema) -> None:
    user = schema.user
    schema.adds("lens.mount")
    schema.sees_staged(1)
    user.ends()
    user.starts()
    user.is_connected()
    user.sees("1 edit of the schema is staged again")
    user.clicks("Open Schema")
    again = AtSchema(user)
    again.sees_staged(1)
    assert again.mark_of("lens.mount") == "add"
    assert user.window.inspector.isHidden(), "the schema has no items to look at"
    user.clicks("Revert All (1)…")
    user.clicks("Revert")
    again.sees_staged(0)
