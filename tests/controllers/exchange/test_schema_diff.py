"""Two schemas beside each other: the same text for the same schemas, and nothing that differs left out."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from controllers.exchange.schema_diff import diff_json, diff_text, schema_diff, type_text

NUMBER = {"ty": "variant", "hint": "number"}
FORMS = (NUMBER, {"ty": "variant", "hint": "string"}, {"ty": "enum", "values": ["a", "b"]}, {"ty": "uuid"},
         {"ty": "enum", "values": ["b", "a"]}, {"ty": "embedding", "size": 2, "api": None}, {"ty": "new", "x": [1]},
         {"ty": "tombstone", "deleted_ty": NUMBER}, {"ty": "tombstone", "deleted_ty": None})  # fmt: skip
schemas = st.dictionaries(st.text(max_size=3), st.sampled_from(FORMS), max_size=6)
LEFT: dict[str, Any] = {
    "same": {"ty": "enum", "values": ["x"]},
    "z.gone": {"ty": "variant", "hint": "varchar"},
    "scene.weather": {"ty": "enum", "values": ["clear", "rain"]},
    "order": {"ty": "enum", "values": ["b", "a"]},
    "video.fps": NUMBER,
    "old": NUMBER,
    "dead": NUMBER,
    "strict": {"ty": "number", "format": "F32"},
    "vector": {"ty": "embedding", "size": 4, "api": None},
    "alias": {"ty": "variant", "hint": "string"},
}
RIGHT: dict[str, Any] = {
    "alias": {"hint": "varchar", "ty": "variant"},
    "same": {"values": ["x"], "ty": "enum"},
    "scene.weather": {"ty": "enum", "values": ["fog", "rain"]},
    "order": {"ty": "enum", "values": ["a", "b"]},
    "video.fps": {"ty": "variant", "hint": "datetime"},
    "old": {"ty": "tombstone", "deleted_ty": NUMBER},
    "dead": {"ty": "tombstone", "deleted_ty": None},
    "strict": {"ty": "number", "format": "F64"},
    "vector": {"ty": "embedding", "size": 4, "api": {"url": "u"}},
    'new "key"\n': {"ty": "variant", "hint": "long_string"},
    "hologram": {"ty": "hologram", "depth": 3},
}


def test_every_difference_has_a_line_sorted_by_key() -> None:
    assert diff_text("a.json", "b.json", schema_diff(LEFT, RIGHT)) == "\n".join(
        [
            "--- a.json",
            "+++ b.json",
            '~ "alias": {"ty":"variant","hint":"string"} -> {"hint":"varchar","ty":"variant"}',
            '~ "dead": number -> deleted for ever',
            '+ "hologram": {"ty":"hologram","depth":3}',
            r'+ "new \"key\"\n": text',
            '~ "old": number -> deleted, was number',
            '~ "order": options in another order ["a","b"]',
            '~ "scene.weather": options +"fog" -"clear"',
            '~ "strict": {"ty":"number","format":"F32"} -> {"ty":"number","format":"F64"}',
            '~ "vector": embedding 4 -> {"ty":"embedding","size":4,"api":{"url":"u"}}',
            '~ "video.fps": number -> datetime',
            '- "z.gone": varchar',
            "",
        ]
    )


def test_no_difference_is_no_text() -> None:
    assert diff_text("a", "b", schema_diff(LEFT, dict(reversed(LEFT.items())))) == ""
    assert diff_json(()) == "[]\n"


@given(schemas, schemas)
def test_there_is_a_line_for_each_key_that_differs_and_for_no_other(
    left: dict[str, Any], right: dict[str, Any]
) -> None:
    lines = schema_diff(left, right)
    assert [line.key for line in lines] == sorted(
        key for key in left.keys() | right.keys() if left.get(key) != right.get(key)
    )
    shuffled = schema_diff(dict(reversed(left.items())), dict(reversed(right.items())))
    assert diff_text("l", "r", shuffled) == diff_text("l", "r", lines)
    assert json.loads(diff_json(lines)) == [
        {"key": line.key, "before": left.get(line.key), "after": right.get(line.key)} for line in lines
    ]
    assert diff_text("l", "r", lines).count("\n") == (len(lines) + 2 if lines else 0)


def test_a_type_without_an_object_is_spelt_as_it_is() -> None:
    assert type_text("odd") == '"odd"'
    assert type_text({"ty": "variant", "hint": "hologram"}) == '{"ty":"variant","hint":"hologram"}'
    assert type_text({"ty": "tombstone", "deleted_ty": {"ty": "embedding", "size": 3}}) == "deleted, was embedding 3"
