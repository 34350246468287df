"""The sampling plan under `$encord`: read, changed without touching anything else, and what it comes to."""

import json
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.metadata import Cell
from domain.sampling import DEFAULT_PLAN, SamplingPlan, imported_frames, plan_problem, read_plan, with_plan

plans = st.builds(
    SamplingPlan,
    st.floats(0, 1000, allow_subnormal=False).map(lambda rate: round(rate, 4)),
    st.sampled_from(["frame", "seconds"]),
)
others = st.dictionaries(
    st.sampled_from(["x", "frames", "config", "é"]), st.integers() | st.text(max_size=3), max_size=3
)


@given(plans)
def test_a_plan_that_is_written_is_read_again(plan: SamplingPlan) -> None:
    assert read_plan(with_plan(None, plan)) == plan


def test_without_a_plan_the_platform_takes_one_frame_a_second() -> None:
    assert read_plan(None) == read_plan("{}") == read_plan("null") == SamplingPlan(1.0, "frame") == DEFAULT_PLAN
    assert with_plan(None, DEFAULT_PLAN) is None
    assert with_plan("{}", DEFAULT_PLAN) == "{}"
    assert with_plan("null", SamplingPlan(0)) == '{"config":{"sampling_rate":0}}'


@given(others, others, st.booleans(), plans, st.sampled_from([None, 2]))
def test_everything_else_stays_byte_for_byte(
    around: dict[str, Any], inside: dict[str, Any], has_config: bool, plan: SamplingPlan, indent: Any
) -> None:
    around = {key: each for key, each in around.items() if key != "config"}
    config = inside | {"sampling_rate": 7.5, "keyframe_mode": "frame"} if has_config else {}
    text = json.dumps(around | ({"config": config} if has_config else {}), indent=indent)
    changed = with_plan(text, plan)
    assert changed is not None
    assert read_plan(changed) == plan
    wanted = json.loads(text)
    if changed != text:
        wanted["config"] = wanted.get("config", {}) | json.loads(changed)["config"]
    assert json.loads(changed) == wanted
    if has_config:
        assert with_plan(changed, read_plan(text)) == text


def test_only_what_differs_is_written() -> None:
    text = '{ "z": 1.0,"config" : {"sampling_rate": 2e0 , "k":[ ]}}'
    assert with_plan(text, SamplingPlan(2.0)) is text
    assert with_plan(text, SamplingPlan(0.5)) == '{ "z": 1.0,"config" : {"sampling_rate": 0.5 , "k":[ ]}}'
    expected = '{ "z": 1.0,"config" : {"sampling_rate": 2e0 , "k":[ ],"keyframe_mode":"seconds"}}'
    assert with_plan(text, SamplingPlan(2.0, "seconds")) == expected
    assert with_plan('{"config":null}', SamplingPlan(3)) == '{"config":{"sampling_rate":3}}'


@pytest.mark.parametrize(
    ("encord", "word"),
    [
        ('{"config":{"sampling_rate":"2"}}', "sampling_rate"),
        ('{"config":{"sampling_rate":-1}}', "sampling_rate"),
        ('{"config":{"sampling_rate":1e999}}', "sampling_rate"),
        ('{"config":{"sampling_rate":true}}', "sampling_rate"),
        ('{"config":{"keyframe_mode":"minutes"}}', "keyframe_mode"),
        ("[1]", "not an object"),
        ("[" * 9000, "not an object"),
    ],
)
def test_what_is_no_plan_is_named_and_the_default_shown(encord: str, word: str) -> None:
    assert word in plan_problem(encord)
    assert read_plan(encord) == DEFAULT_PLAN


@pytest.mark.parametrize("encord", [None, "null", "{}", '{"config":{}}', '{"config":{"sampling_rate":0.1}}'])
def test_a_plan_that_can_be_read_is_no_problem(encord: Cell) -> None:
    assert not plan_problem(encord)


def test_a_broken_part_of_the_plan_is_mended_by_setting_it() -> None:
    text = '{"config":{"sampling_rate":"2","keyframe_mode":7}}'
    assert with_plan(text, DEFAULT_PLAN) == '{"config":{"sampling_rate":1,"keyframe_mode":"frame"}}'


@pytest.mark.parametrize("encord", ["[1]", '{"config":[1]}', '"x"'])
def test_nothing_is_thrown_away_to_make_room_for_a_plan(encord: str) -> None:
    with pytest.raises(ValueError, match="Nothing was changed"):
        with_plan(encord, SamplingPlan(0))


@given(
    st.integers(1, 400),
    st.sampled_from([1, 5, 24, 25, 30]),
    st.sampled_from([0.0, 0.1, 0.5, 1.0, 3.0, 24.0, 25.0, 100.0]),
    st.sets(st.integers(-5, 450)),
)
def test_frames_are_counted_as_they_are_sampled(frames: int, fps: int, rate: float, keyframes: set[int]) -> None:
    duration = Fraction(frames, fps)
    taken = {0} | {frame for frame in keyframes if 0 <= frame < frames}
    if rate:
        step, at = Fraction(fps) / Fraction(rate), Fraction(0)
        while at < frames:
            taken.add(floor(at))
            at += step
    if Fraction(float(duration)) == duration:
        assert imported_frames(SamplingPlan(rate), frames, float(duration), keyframes) == len(taken)


def test_a_video_without_frames_or_length_takes_what_it_has() -> None:
    assert imported_frames(SamplingPlan(), 0, 10.0, [1]) == 0
    assert imported_frames(SamplingPlan(), 5, 0.0, [1, 9]) == 2


def test_the_examples_of_the_documentation() -> None:
    assert imported_frames(DEFAULT_PLAN, 900, 30.0, ()) == 30
    assert imported_frames(SamplingPlan(0), 900, 30.0, [13, 17, 19]) == 4
    assert imported_frames(SamplingPlan(60), 900, 30.0, ()) == 900
