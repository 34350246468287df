"""What can be wrong with the keyframes of a video, in sentences, each with what would mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from domain.keyframe_values import Kind

_EXAMPLES = 3
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class KeyframeProblem:
    """One kind of problem: how many entries have it, the first of them as they are spelt, and what mends it."""

    kind: Kind
    count: int
    examples: tuple[str, ...]
    sentence: str
    fix: str
    """What mending does, as a button says it."""
    effect: str
    """What mending does in full, what is lost with it too."""


_SENTENCES: Mapping[Kind, tuple[str, str, str]] = MappingProxyType(
    {
        "not a list": ("The keyframes are not a list", "The keyframes are not a list", "Make a List"),
        "text": ("One keyframe is text", "{count} keyframes are text", "Write as Numbers"),
        "fraction": (
            "One keyframe is written with a fraction",
            "{count} keyframes are written with a fraction",
            "Round Down",
        ),
        "negative": ("One keyframe is below zero", "{count} keyframes are below zero", "Take Out Negatives"),
        "beyond the end": (
            "One keyframe is beyond the end of the video",
            "{count} keyframes are beyond the end of the video",
            "Take Out Those Beyond",
        ),
        "not a number": ("One keyframe is no number", "{count} keyframes are no numbers", "Take Them Out"),
        "nested": ("One keyframe is a list or an object", "{count} keyframes are lists or objects", "Unfold the Lists"),
        "twice": ("One keyframe is there twice", "{count} keyframes repeat others", "Keep Each Once"),
        "unordered": ("The keyframes are not in order", "The keyframes are not in order", "Put in Order"),
        "mark beyond the end": (
            "One frame marked under $encord is beyond the end of the video",
            "{count} frames marked under $encord are beyond the end of the video",
            "Take Out Those Marks",
        ),
    }
)
_EFFECTS: Mapping[Kind, str] = MappingProxyType(
    {
        "not a list": "Frame numbers in it become the list; whatever else it says is taken out.",
        "text": 'Text that says frames, such as "13", becomes them; other text is taken out.',
        "fraction": "13.0 and 13.7 become 13.",
        "negative": "Frames start at 0, so nothing stands for them.",
        "beyond the end": "They stand for no frame of this video.",
        "not a number": "True, false and null stand for no frame.",
        "nested": "Frames in the lists become keyframes; objects are taken out.",
        "twice": "The first of each stays; the frames stay the same.",
        "unordered": "The frames stay the same.",
        "mark beyond the end": "They stand for no frame of this video. Marks with metadata of their own stay.",
    }
)


def told(kind: Kind, count: int, examples: Sequence[str]) -> KeyframeProblem:
    """A problem in words. `examples`: the first entries that have it, as they are spelt."""
    shown = tuple(_short(example) for example in examples[:_EXAMPLES])
    one, many, fix = _SENTENCES[kind]
    more = ", …" if count > len(shown) else ""
    sentence = one if count == 1 else many.format(count=f"{count:,}")
    return KeyframeProblem(kind, count, shown, f"{sentence}: {', '.join(shown)}{more}.", fix, _EFFECTS[kind])


def _short(text: str) -> str:
    text = " ".join(text[: 4 * _SHOWN].split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
