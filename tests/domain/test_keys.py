"""Keys: we refuse what the platform's own SDK refuses, and warn of what it lets through."""

import pytest
from encord.metadata_schema import _is_valid_metadata_key  # pyright: ignore[reportPrivateUsage] - it is the oracle
from hypothesis import example, given
from hypothesis import strategies as st

from domain.keys import KnownKeys, check_key, findings, fold, leaf, namespace, namespaces, warn_key


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


def rules(key: str, existing: tuple[str, ...] = (), prefixes: tuple[str, ...] = ()) -> dict[str, str | None]:
    return {finding.rule: finding.fix for finding in findings(key, existing, prefixes=prefixes)}


@pytest.mark.parametrize(
    ("key", "existing", "found"),
    [
        ("", (), {"empty": None}),
        ("$x", (), {"prefix": "x"}),
        ("$", (), {"prefix": None}),
        (" . ", (), {"separators": None}),
        ("a/b:c", (), {"characters": "a_b_c"}),
        ("(/)", (), {"characters": None}),
        ("key.frames", (), {"reserved": "team.keyframes"}),
        ("café", (), {"letters": "cafe"}),
        ("日本", (), {"letters": None}),
        (" a.", (), {"edges": "a"}),
        ("a..b", (), {"doubled": "a.b"}),
        ("a -b", (), {"doubled": "a b"}),
        ("City", ("city", "other"), {"twin": None}),
        ("caml", ("cam1", "camI"), {"lookalike": None}),
        ("video", ("video.fps", "video.size"), {"namespace": None}),
        ("video.fps.exact", ("video.fps", "video"), {"leaf": None}),
        ("video.fps", ("video.fps", "video.size"), {}),
    ],
)
def test_each_rule_has_a_name_and_where_possible_a_fix(
    key: str, existing: tuple[str, ...], found: dict[str, str | None]
) -> None:
    assert rules(key, existing) == found


def test_a_key_belongs_into_our_own_namespaces() -> None:
    assert rules("fps", (), ("video", "audio.")) == {"outside": "video.fps"}
    assert rules("audio.fps", (), ("video", "audio.")) == {}
    assert rules("videos.fps", (), ("video",)) == {"outside": "video.videos.fps"}
    assert rules("keyframes", (), ("video.",)) == {"reserved": "video.keyframes"}


def test_look_alike_letters_are_found_and_written_in_latin() -> None:
    russian = "\N{CYRILLIC SMALL LETTER ES}\N{CYRILLIC SMALL LETTER A}mera"
    assert rules(russian, ("camera",)) == {"letters": "camera", "lookalike": None}


_TYPED = st.text(max_size=10) | st.text("aA1lIé$/-_ .", max_size=10) | st.text("keyframs$-_ .", max_size=12)


@given(_TYPED, st.lists(_TYPED, max_size=4), st.sampled_from([(), ("team",), ("team.", "b")]))
def test_findings_agree_with_the_check_and_every_fix_is_taken(
    key: str, existing: list[str], prefixes: tuple[str, ...]
) -> None:
    found = findings(key, existing, prefixes=prefixes)
    errors = [finding for finding in found if finding.level == "error"]
    assert [finding.sentence for finding in errors] == [reason for reason in [check_key(key)] if reason]
    assert found == findings(key, KnownKeys.of(existing), prefixes=prefixes)
    assert found == findings(key, [*existing, key], prefixes=prefixes)
    for finding in found:
        if finding.fix is not None:
            assert check_key(finding.fix) is None
            assert finding.rule not in {other.rule for other in findings(finding.fix, existing, prefixes=prefixes)}


def test_every_namespace_of_a_key_is_known() -> None:
    assert namespaces("a.b.c") == ("a", "a.b")
    assert namespaces("plain") == ()
