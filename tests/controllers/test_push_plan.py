"""What a push would do: worked out item by item before anything is sent."""

from dataclasses import replace

from controllers.push_plan import Checks, Plan, PlannedItem, plan_item, still_holds
from controllers.push_receipt import ItemResult, Receipt
from domain.changes import ItemChange, PushMode
from domain.metadata import Cell, Conflict, Metadata
from domain.schema import Schema
from wire.messages import ItemText

SCHEMA = Schema.read({"fps": {"ty": "variant", "hint": "number"}})


def a_change(**cells: tuple[Cell, Cell]) -> ItemChange:
    return ItemChange("u1", "cat.mp4", "f1", cells)


def planned(
    metadata: str, mode: PushMode = PushMode.MERGE, shown: str | None = None, **cells: tuple[Cell, Cell]
) -> PlannedItem:
    seen = None if shown is None else Metadata.read(shown)
    assert seen is None or isinstance(seen, Metadata)
    return plan_item(a_change(**cells), ItemText("u1", "t1", metadata), mode, Checks(SCHEMA), seen)


def test_an_edit_is_laid_over_what_the_platform_holds_now() -> None:
    item = planned('{"fps":1.0,"town":"Bath","$encord":{"x":1}}', fps=("1.0", "25"))
    assert item.merged == '{"fps":25,"town":"Bath","$encord":{"x":1}}'
    assert not item.conflicts
    assert item.moves({}) == {"fps": ("1.0", "25")}


def test_what_a_colleague_changed_elsewhere_is_kept_and_told() -> None:
    item = planned('{"fps":1,"town":"Rome","new":true}', shown='{"fps":1,"town":"Bath"}', fps=("1", "25"))
    assert item.merged == '{"fps":25,"town":"Rome","new":true}'
    assert item.theirs_moved == ("town", "new")
    assert item.would_drop == ()


def test_the_same_key_changed_there_and_here_needs_a_choice() -> None:
    item = planned('{"fps":30}', fps=("1", "25"))
    assert item.conflicts == (Conflict("fps", "1", "25", "30"),)
    assert item.merged == '{"fps":30}'
    assert item.undecided({}) == ("fps",)
    assert item.text({("u1", "fps"): "mine"}) == '{"fps":25}'
    assert item.text({("u1", "fps"): "theirs"}) == '{"fps":30}'
    assert item.given_up({("u1", "fps"): "theirs"}) == [("u1", "fps")]


def test_a_key_removed_here_and_changed_there_is_a_conflict_too() -> None:
    item = planned('{"fps":30,"town":"Bath"}', fps=("1", None))
    assert item.text({("u1", "fps"): "mine"}) == '{"town":"Bath"}'


def test_what_has_arrived_already_is_recognised() -> None:
    assert planned('{"fps":25.0}', fps=("1", "25")).already
    assert planned("{}", fps=("1", None)).already
    assert not planned('{"fps":1}', fps=("1", "25")).already


def test_replacing_sends_exactly_what_the_table_shows_and_says_what_is_lost() -> None:
    item = planned(
        '{"fps":1,"town":"Rome","new":true,"$encord":{"frames":{}}}',
        PushMode.REPLACE,
        shown='{"fps":1,"town":"Bath"}',
        fps=("1", "25"),
    )
    assert item.merged == '{"fps":25,"town":"Bath","$encord":{"frames":{}}}'
    assert item.would_drop == ("town", "new")
    assert not item.conflicts


def test_replacing_wins_over_a_colleague_and_says_so() -> None:
    item = planned('{"fps":30}', PushMode.REPLACE, shown='{"fps":1}', fps=("1", "25"))
    assert item.merged == '{"fps":25}'
    assert item.would_drop == ("fps",)


def test_replacing_an_item_no_table_shows_changes_the_edited_keys_only() -> None:
    item = planned('{"fps":1,"town":"Rome"}', PushMode.REPLACE, fps=("1", "25"))
    assert item.merged == '{"fps":25,"town":"Rome"}'
    assert item.would_drop == ()


def test_metadata_that_cannot_be_read_is_a_problem_with_a_sentence() -> None:
    item = planned('["not an object"]', fps=(None, "25"))
    assert item.problem is not None
    assert item.problem.endswith("Its edits stay staged.")
    assert not item.already


def test_a_value_kept_although_it_breaks_the_schema_is_named() -> None:
    item = planned("{}", fps=(None, '"fast"'))
    assert list(item.invalid) == ["fps"]
    assert item.merged == '{"fps":"fast"}'


def test_a_plan_counts_what_a_person_wants_to_know() -> None:
    plan = Plan((planned('{"fps":25}', fps=("1", "25")), planned('{"fps":3}', fps=("1", "25"))), PushMode.MERGE)
    assert (plan.unchanged_count, plan.conflict_count, plan.problem_count) == (1, 1, 0)


def test_what_was_reviewed_holds_while_the_platform_asks_nothing_new() -> None:
    reviewed = planned('{"fps":1}', fps=("1", "25"))
    assert still_holds(reviewed, planned('{"fps":1,"town":"Rome"}', fps=("1", "25")))
    assert not still_holds(reviewed, planned('{"fps":2}', fps=("1", "25")))


def test_retrying_takes_what_did_not_arrive_and_asks_anew() -> None:
    first = planned('{"fps":1}', fps=("1", "25"))
    second = replace(first, change=replace(first.change, item="u2"))
    third = replace(first, change=replace(first.change, item="u3"))
    results = (
        ItemResult("u1", "a", "", "pushed"),
        ItemResult("u2", "b", "", "failed", "The platform was gone."),
        ItemResult("u3", "c", "", "already"),
    )
    receipt = Receipt(1, "", "", "Local platform", "me", "merge", results)
    again = Plan((first, second, third), PushMode.MERGE, "Local platform", 1e12).failed(receipt)
    assert [item.change.item for item in again.items] == ["u2"]
    assert not again.is_fresh
