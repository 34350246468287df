"""The names of keys in the style of a team: told where they have not, and put into it where that is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.keys import check_key, leaf, namespace
from domain.naming import ANY_STYLE, STYLES, has_style, restyled, style_finding

SPELT = {
    "snake_case": "frame_rate_2",
    "kebab-case": "frame-rate-2",
    "lower words": "frame rate 2",
    "camelCase": "frameRate2",
    "PascalCase": "FrameRate2",
}
keys = st.text("aBc1_- .é", min_size=1, max_size=12)


@pytest.mark.parametrize("style", SPELT)
def test_each_style_knows_its_own_spelling_and_no_other(style: str) -> None:
    assert has_style(SPELT[style], style)
    assert [name for name, spelt in SPELT.items() if has_style(spelt, style)] == [style]


@pytest.mark.parametrize("style", SPELT)
@pytest.mark.parametrize("name", ["Frame Rate", "frame__rate", "FRAME-RATE", "frameRate", "_frame_rate "])
def test_a_name_is_put_into_a_style(style: str, name: str) -> None:
    wanted = {"snake_case": "frame_rate", "kebab-case": "frame-rate", "lower words": "frame rate"}
    wanted |= {"camelCase": "frameRate", "PascalCase": "FrameRate"}
    assert restyled(f"Team.video.{name}", style) == f"Team.video.{wanted[style]}"
    assert restyled(name, style) == wanted[style]


def test_short_forms_stay_words() -> None:
    assert restyled("video.FPSCount", "snake_case") == "video.fps_count"
    assert restyled("video.fps2x", "PascalCase") == "video.Fps2x"


def test_what_cannot_be_put_into_a_style_stays() -> None:
    assert restyled("Größe", "snake_case") is None
    assert restyled("1st", "camelCase") is None
    assert restyled("a.", "snake_case") is None
    assert restyled("Key Frames", "snake_case") is None
    assert restyled("Frame", ANY_STYLE) is None


def test_a_team_without_a_style_says_nothing() -> None:
    assert style_finding("video.Any thing-GOES", ANY_STYLE) is None


def test_a_name_in_another_style_is_told_with_its_fix() -> None:
    finding = style_finding("video.Frame Rate", "snake_case")
    assert finding is not None
    assert (finding.level, finding.rule, finding.fix) == ("warning", "style", "video.frame_rate")
    assert finding.sentence == "Names of your team are spelt in snake_case."
    assert style_finding("Video.frame_rate", "snake_case") is None


@given(keys, st.sampled_from([style for style in STYLES if style != ANY_STYLE]))
def test_a_fix_has_the_style_stays_in_its_namespace_and_is_accepted(key: str, style: str) -> None:
    fixed = restyled(key, style)
    if fixed is not None:
        assert has_style(leaf(fixed), style)
        assert namespace(fixed) == namespace(key)
        assert check_key(fixed) is None
        assert restyled(fixed, style) == fixed or style in {"camelCase", "PascalCase"}
