"""Ask for frames and compare: what was shown is what was asked, or it was refused with a sentence."""

import random
from collections import Counter
from collections.abc import Sequence

from media.frame_index import FrameIndex
from media.picture import Frames
from media.probe import MediaUnreadable
from tests.media.numbered import number_in

RIGHT, WRONG, REFUSED, GARBLED = "right", "wrong", "refused", "garbled"


def verdicts(frames: Frames, numbers: Sequence[int], asked: Sequence[int]) -> Counter[str]:
    """How often the frame shown was the one asked for, was refused, carried no number at all, or was another."""
    return Counter(verdict(frames, numbers, number) for number in asked)


def verdict(frames: Frames, numbers: Sequence[int], number: int) -> str:
    """One frame asked for; `numbers`: what each frame carries."""
    try:
        picture = frames.frame(number)
    except MediaUnreadable:
        return REFUSED
    carried = number_in(picture.bgra)
    if carried is None:
        return GARBLED
    return RIGHT if carried == numbers[number] and picture.number == number else WRONG


def numbers_by_time(index: FrameIndex, rate: int = 25) -> list[int]:
    """What frames carry in a film of a steady rate of which some may be lost."""
    return [round(second * rate) for second in index.seconds.tolist()]


def anywhere(count: int, times: int, seed: int = 1) -> list[int]:
    """Numbers of frames in no order, always the same."""
    chance = random.Random(seed)
    return [chance.randrange(count) for _ in range(times)]
