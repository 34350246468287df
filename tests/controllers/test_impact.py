"""The impact of a change as it is told: numbers people can check, and what they mean."""

from typing import Any

import pytest

from controllers.impact import Impact, Numbers, told, turning_of
from domain.fields import DatetimeType, NumberType
from domain.schema_changes import SchemaChange, changes
from domain.shaped_fields import UntypedField

NUMBER: dict[str, Any] = {"ty": "variant", "hint": "number"}
DATETIME: dict[str, Any] = {"ty": "variant", "hint": "datetime"}
GONE: dict[str, Any] = {"ty": "tombstone", "deleted_ty": NUMBER}
FOR_EVER: dict[str, Any] = {"ty": "tombstone", "deleted_ty": None}

STAY = "3 more are invalid already and stay so."
STAY_ONE = "1 more is invalid already and stays so."
MENDED = "4 that are invalid now become valid."
MENDED_ONE = "1 that is invalid now becomes valid."
NEVER = "No item can ever be filtered by the key again."


def change(before: Any, after: Any) -> SchemaChange:
    was, now = ({"key": form} if form is not None else {} for form in (before, after))
    (found,) = changes(was, now)
    return found


@pytest.mark.parametrize(
    ("before", "after", "numbers", "sentence"),
    [
        (NUMBER, DATETIME, (9880, 1204, 0, 0), "number → datetime: 1,204 of 9,880 values here become invalid."),
        (NUMBER, DATETIME, (5, 0, 0, 0), "number → datetime: all 5 values here stay valid."),
        (NUMBER, DATETIME, (1, 0, 0, 0), "number → datetime: the 1 value here stays valid."),
        (NUMBER, DATETIME, (0, 0, 0, 0), "number → datetime: no item has a value here."),
        (NUMBER, DATETIME, (9, 2, 3, 4), f"number → datetime: 2 of 9 values here become invalid. {STAY} {MENDED}"),
        (
            NUMBER,
            DATETIME,
            (2, 0, 1, 1),
            f"number → datetime: no value here becomes invalid. {STAY_ONE} {MENDED_ONE}",
        ),
        (None, DATETIME, (5, 2, 0, 0), "datetime: 2 of 5 values here do not fit."),
        (None, DATETIME, (5, 0, 0, 0), "datetime: all 5 values here fit."),
        (GONE, NUMBER, (5, 1, 0, 0), "number: 1 of 5 values here becomes invalid."),
        (NUMBER, GONE, (5, 0, 0, 0), "5 values here stay on their items, without a type."),
        (NUMBER, GONE, (0, 0, 0, 0), "No item has a value here."),
        (NUMBER, FOR_EVER, (1, 0, 0, 0), f"1 value here stays on its item, without a type. {NEVER}"),
        (None, DATETIME, (1, 0, 0, 0), "datetime: the 1 value here fits."),
        (None, DATETIME, (1, 1, 0, 0), "datetime: 1 of 1 value here does not fit."),
    ],
)
def test_an_impact_is_told(before: Any, after: Any, numbers: tuple[int, int, int, int], sentence: str) -> None:
    assert told(change(before, after), Numbers(*numbers), "here") == sentence


def test_types_before_and_after_are_those_of_the_change() -> None:
    turning = turning_of(change(NUMBER, DATETIME))
    assert (turning.before, turning.after) == (NumberType(), DatetimeType())
    assert turning_of(change(None, NUMBER)).before == UntypedField()


def test_what_was_not_looked_at_is_said_after_what_was() -> None:
    impact = Impact("key", 1, 0, (), (), told="All fit.", problem="1 folder could not be read.")
    assert (impact.complete, impact.sentence) == (False, "All fit. 1 folder could not be read.")
