"""What `$encord.frames` says of single frames: metadata frame by frame, and empty objects that mark keyframes.

`{"frames": {"<frame number or seconds>": {"key": value, ...}}}`; an empty object marks a keyframe. Everything that is
not edited stays byte for byte (docs.encord.com, client metadata; the nesting is as the documentation shows it).
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from domain.json_parts import members, value_of, with_member, without_members
from domain.metadata import CLEARED, Cell

FRAMES = "frames"


def read_frames(encord: Cell) -> Mapping[str, str]:
    """Frame as it is named ("13", or "1.5" for seconds) -> the JSON text under it; empty where there is none."""
    try:
        frames = None if encord is None else value_of(encord, FRAMES)
        known = [] if frames is None else members(frames)
    except (ValueError, RecursionError):
        return MappingProxyType({})
    return MappingProxyType({each.key: (frames or "")[each.start : each.end] for each in known})


def is_mark(text: str) -> bool:
    """Whether what stands under a frame marks it as a keyframe and says nothing else."""
    return "".join(text.split()) == "{}"


def with_frame(encord: Cell, name: str, text: str | None) -> str:
    """The value of `$encord` with one frame's metadata set to a JSON text, or taken out where it is None.

    Raises ValueError, with the sentence, where the value or its `frames` is no object: nothing is thrown away for it.
    """
    whole = "{}" if encord is None or encord == CLEARED else encord
    frames = _frames(whole)
    if text is None:
        return without_frames(whole, [name])
    return with_member(whole, FRAMES, with_member("{}" if frames is None else frames, name, text))


def without_frames(encord: str, names: Collection[str]) -> str:
    """The value of `$encord` without what it says of some frames. Raises as `with_frame` does."""
    frames = _frames(encord)
    if frames is None:
        return encord
    left = without_members(frames, frozenset(names))
    return encord if left == frames else with_member(encord, FRAMES, left)


def _frames(encord: str) -> str | None:
    try:
        frames = value_of(encord, FRAMES)
        if frames is None or frames == CLEARED:
            return None
        members(frames)
    except (ValueError, RecursionError) as error:
        message = '"$encord" of this video does not hold its frames as an object. Nothing was changed.'
        raise ValueError(message) from error
    return frames
