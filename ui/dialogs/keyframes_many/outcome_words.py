"""The sums over many videos, as sentences."""

from controllers.keyframe_rules import ManyWish
from controllers.many_lines import ManyTally
from ui.wording import counted, number, said


def videos(count: int) -> str:
    """How many videos."""
    return counted(count, said("1 video"), said("%n videos"))


def keyframes(count: int) -> str:
    """How many keyframes."""
    return counted(count, said("1 keyframe"), said("%n keyframes"))


def counts_of(tally: ManyTally) -> str:
    """What changes, in one line."""
    if not tally.total:
        return ""
    parts = [said("{videos} would change").format(videos=videos(tally.changed))]
    if tally.added:
        parts.append(said("{keyframes} more").format(keyframes=keyframes(tally.added)))
    if tally.removed:
        parts.append(said("{keyframes} fewer").format(keyframes=keyframes(tally.removed)))
    parts.append(said("{keyframes} in all then").format(keyframes=keyframes(tally.keyframes)))
    if tally.same:
        parts.append(said("{count} unchanged").format(count=number(tally.same)))
    return " · ".join(parts)


def leftovers_of(tally: ManyTally) -> str:
    """What is left alone, and where the looking was stopped."""
    lines: list[str] = []
    if tally.left:
        one, many = (
            said("1 video is left alone; its line says why."),
            said("%n videos are left alone; their lines say why."),
        )
        lines.append(counted(tally.left, one, many))
    if tally.others:
        one, many = said("1 item is no video and is left out."), said("%n items are no videos and are left out.")
        lines.append(counted(tally.others, one, many))
    if tally.stopped:
        rest = videos(tally.total - tally.seen)
        lines.append(said("Stopped: {rest} were not looked at and stay as they are.").format(rest=rest))
    return "\n".join(lines)


def basis_of(wish: ManyWish) -> str:
    """What the numbers rest on."""
    if wish.reads_files:
        return said("Counted on the frames of each file, as they are shown: exact.")
    return said(
        "These numbers rest on the platform's figures (frames, frames per second). Where the rate of a video varies "
        "they are off: count by each file itself to be exact."
    )
