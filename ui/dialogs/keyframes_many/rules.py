"""What each rule asks, and the rule its answers make."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from controllers.keyframe_rules import AtCuts, Basis, BestOfScenes, CopyFrom, EveryFrames, EverySeconds, ManyWish
from domain.frame_rules import Way
from ui.dialogs.bulk.form import Answers, Ask, Problem
from ui.wording import said

Made: TypeAlias = ManyWish | Problem
MOST_OF_A_SCENE = 100


@dataclass(frozen=True, slots=True)
class RuleForm:
    """One rule as the dialog shows it; `make` turns what was answered, and whether to replace, into a wish."""

    name: str
    title: str
    icon: str
    sentence: str
    asks: tuple[Ask, ...]
    make: Callable[[Answers, bool], Made]


def all_rules(references: Sequence[tuple[str, str]]) -> tuple[RuleForm, ...]:
    """Every rule, the plain ones first; `references` are items and names of videos to copy from."""
    return (
        RuleForm(
            "frames",
            said("Every n Frames"),
            "fill-down",
            said("The first frame, and every n-th after it."),
            (Ask("step", said("E&very how many frames"), default="100", hint=said("a number")), _basis()),
            _every_frames,
        ),
        RuleForm(
            "seconds",
            said("Every n Seconds"),
            "history",
            said("The frame shown at the beginning, and every n seconds after it."),
            (Ask("seconds", said("E&very how many seconds"), default="5", hint=said("like 5 or 0.5")), _basis()),
            _every_seconds,
        ),
        RuleForm(
            "cuts",
            said("At Scene Cuts"),
            "cut",
            said("The first frame of every scene. Every frame of each video is looked at, which takes its time."),
            (
                Ask(
                    "strength",
                    said("Cuts of at &least, from 0 to 100"),
                    default="25",
                    hint=said("10 takes the faintest"),
                ),
            ),
            _at_cuts,
        ),
        RuleForm(
            "best",
            said("Best of Each Scene"),
            "image",
            said("Sharp frames that differ from each other. Every frame is looked at, which takes its time."),
            (Ask("each", said("Frames of &each scene"), default="1", hint=said("how many")),),
            _best,
        ),
        _copy_rule(references),
    )


def _copy_rule(references: Sequence[tuple[str, str]]) -> RuleForm:
    ways = (
        ("frame", said("the same frame number")),
        ("second", said("the same time")),
        ("proportion", said("the same share of the length")),
    )
    return RuleForm(
        "copy",
        said("Copy from a Video"),
        "copy",
        said("Gives every video the keyframes of one that has been tagged. What lies beyond an end is left out."),
        (
            Ask("item", said("Keyframes &of"), "choice", options=tuple(references)),
            Ask("way", said("Put each &at"), "choice", default="second", options=ways),
            _basis(),
        ),
        _copy,
    )


def _basis() -> Ask:
    options = (("file", said("each file itself: exact")), ("platform", said("what the platform says: quick")))
    return Ask("basis", said("&Count frames by"), "choice", default="file", options=options)


def _basis_of(answers: Answers) -> Basis:
    return "platform" if answers.text("basis") == "platform" else "file"


def _every_frames(answers: Answers, replace: bool) -> Made:
    step = answers.number("step")
    if step is None or step < 1:
        return Problem(said("Type how many frames, a whole number from 1."), is_hint=not answers.text("step"))
    return ManyWish(EveryFrames(step), replace, _basis_of(answers))


def _every_seconds(answers: Answers, replace: bool) -> Made:
    seconds = _fraction(answers.text("seconds"))
    if seconds is None or seconds <= 0:
        return Problem(said("Type how many seconds, like 5 or 0.5."), is_hint=not answers.text("seconds"))
    return ManyWish(EverySeconds(seconds), replace, _basis_of(answers))


def _at_cuts(answers: Answers, replace: bool) -> Made:
    strength = _fraction(answers.text("strength") or "25")
    if strength is None or not 0 <= strength <= 100:
        return Problem(said("Type how strong a cut must be, from 0 to 100."))
    return ManyWish(AtCuts(strength / 100), replace)


def _best(answers: Answers, replace: bool) -> Made:
    each = answers.number("each")
    if each is None or not 1 <= each <= MOST_OF_A_SCENE:
        return Problem(said("Type how many frames of each scene, from 1 to 100."), is_hint=not answers.text("each"))
    return ManyWish(BestOfScenes(each), replace)


def _copy(answers: Answers, replace: bool) -> Made:
    item = answers.text("item")
    if not item or item == "None":
        return Problem(said("No video of this table has keyframes yet. Tag one first."))
    return ManyWish(CopyFrom(item, cast("Way", answers.text("way"))), replace, _basis_of(answers))


def _fraction(text: str) -> float | None:
    try:
        number = float(text.replace(",", ".").removesuffix("s").strip())
    except ValueError:
        return None
    return number if math.isfinite(number) else None
