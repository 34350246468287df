"""Keys: we refuse what the platform's own SDK refuses, and warn of what it lets through."""

import pytest
from encord.metadata_schema import _is_valid_metadata_key  # pyright: ignore[reportPrivateUsage] - it is the oracle
from hypothesis import example, given
from hypothesis import strategies as st

from domain.keys import check_key, fold, leaf, namespace, warn_key


@given(st.text(max_size=12) | st.text("keyframs$-_ .", max_size=12))
@example("keyframes")
@example("key-frames")
@example("Keyframes")
@example("video.keyframes")
@example("$encord")
@example("-_ .")
@example("é")
@example("²")
@example("a/b")
def test_a_key_is_refused_exactly_where_the_sdk_refuses_it(key: str) -> None:
    assert (check_key(key) is None) == _is_valid_metadata_key(key)


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("", "needs a name"),
        ("$x", "belong to the platform"),
        (". -", "at least one letter or digit"),
        ("a/b", 'The character "/" is not allowed'),
        ("a\tb", "The character U+0009 is not allowed"),
        ("key_frames", "is reserved"),
    ],
)
def test_every_refusal_says_why(key: str, sentence: str) -> None:
    assert sentence in (check_key(key) or "")


@pytest.mark.parametrize(
    ("key", "existing", "sentence"),
    [
        ("café", (), "documents only the letters"),
        (" a", (), "starts or ends"),
        ("a.", (), "starts or ends"),
        ("a..b", (), "follow each other"),
        ("city", ("City", "city"), '"City" differs only'),
        ("frame rate", ("frame_rate",), '"frame_rate" differs only'),
    ],
)
def test_what_people_regret_is_warned_about(key: str, existing: tuple[str, ...], sentence: str) -> None:
    assert any(sentence in warning for warning in warn_key(key, existing))


def test_a_good_key_has_no_warning() -> None:
    assert warn_key("video.description", ("audio.description", "video.description")) == ()
    assert warn_key("", ()) == ()


def test_a_namespace_is_what_stands_before_the_last_period() -> None:
    assert (namespace("a.b.c"), leaf("a.b.c")) == ("a.b", "c")
    assert (namespace("plain"), leaf("plain")) == ("", "plain")
    assert fold("Frame-Rate") == fold("frame rate")
