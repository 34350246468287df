"""Mistakes left in the sample on purpose, as real teams make them: each is there to be found and mended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from server.sample.piece import Piece


@dataclass(frozen=True, slots=True)
class Flaw:
    """A mistake in one item: `key` holds `value`; or, without a key, the item knows nothing at all."""

    what: str
    name: str
    key: str | None
    value: Any = None
    instead_of: str | None = None  # the key that is missing because this one is there


FLAWS = (
    Flaw("a number stored as text", "harbour_loop_0914_064834.jpg", "video.speed_mps", "1.1"),
    Flaw("a number stored as text", "harbour_loop_0921_191517.jpg", "scene.people", "2"),
    Flaw("a key that the schema does not have", "old_town_north_0908_104734.jpg", "lens serial", "SN-20417"),
    Flaw("a key with a typing mistake", "old_town_north_1012_185834.jpg", "scene.wether", "rain", "scene.weather"),
    Flaw("a value that is not in the list", "harbour_loop_0917_122251.jpg", "scene.weather", "drizzle"),
    Flaw("a value that is not in the list", "call_0004.wav", "Voice.language", "swedish"),
    Flaw("a key that differs only in case", "ring_east_0923_073817.jpg", "scene.Weather", "clear", "scene.weather"),
    Flaw("a key that differs only in case", "call_0007.wav", "voice.consent", True, "Voice.consent"),
    Flaw("a time without a zone", "lake2_0905_0625.jpg", "scene.captured_at", "2026-09-05T06:25:00"),
    Flaw("a time in words", "call_0002.wav", "Voice.recorded_at", "Tuesday 6 October, 9:47"),
    Flaw("a yes instead of true", "ring_east_1102_080151.jpg", "video.usable", "yes"),
    Flaw("a place off the map", "meadow5_0913_1336.jpg", "scene.location", {"latitude": 536.938, "longitude": 10.7921}),
    Flaw("a speaker who is no UUID", "call_0010.wav", "Voice.speaker", "speaker-3"),
    Flaw("a vector of the wrong length", "old_town_north_1118_092317.jpg", "scene.embedding", [0.12, -0.4, 0.33]),
    Flaw("a value that was cleared", "ring_east_1003_215734.jpg", "reviewed by", None),
    Flaw("an item that nothing is known of", "wake_word_02.wav", None),
    Flaw("an item that nothing is known of", "old_town_north_0908_105825.jpg", None),
)


def with_flaws(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with every flaw in its place."""
    return [_with_own(piece) for piece in pieces]


def _with_own(piece: Piece) -> Piece:
    metadata = dict(piece.metadata)
    for flaw in FLAWS:
        if flaw.name != piece.name:
            continue
        if flaw.key is None:
            metadata.clear()
            continue
        metadata.pop(flaw.instead_of or "", None)
        metadata[flaw.key] = flaw.value
    return replace(piece, metadata=metadata)
