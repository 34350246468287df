"""The rules that find the keyframes of many videos at once: what each is told, and what it must know of a video."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from domain.frame_rules import Way

Basis: TypeAlias = Literal["file", "platform"]
"""Where the number of frames and their times come from: each file's own index, or what the platform says of it."""


@dataclass(frozen=True, slots=True)
class EveryFrames:
    """Frame 0 and every `step`-th after it."""

    step: int


@dataclass(frozen=True, slots=True)
class EverySeconds:
    """The frame shown at 0 s and every `seconds` after it."""

    seconds: float


@dataclass(frozen=True, slots=True)
class AtCuts:
    """The first frame of each scene; only cuts of at least `strength`, from 0 (every one) to 1."""

    strength: float


@dataclass(frozen=True, slots=True)
class BestOfScenes:
    """The `each` best frames of every scene: sharp, and different from each other."""

    each: int


@dataclass(frozen=True, slots=True)
class CopyFrom:
    """The keyframes of one video of the table, by item: same frame, same second, or same share of the length."""

    item: str
    way: Way


Rule: TypeAlias = EveryFrames | EverySeconds | AtCuts | BestOfScenes | CopyFrom


@dataclass(frozen=True, slots=True)
class ManyWish:
    """What is asked: a rule, whether what is there goes, and what the rule counts on."""

    rule: Rule
    replace: bool = False
    basis: Basis = "file"

    @property
    def sees_pictures(self) -> bool:
        """Whether every frame must be decoded, which takes long."""
        return isinstance(self.rule, AtCuts | BestOfScenes)

    @property
    def reads_files(self) -> bool:
        """Whether each video's file is opened."""
        return self.sees_pictures or self.basis == "file"
