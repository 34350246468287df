"""Watching a video and tagging its frames, as commands; their keys count in the tab of the video and nowhere else."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = (
    "watch next_video previous_video | play_video play_forwards pause_video play_backwards | "
    "tag_frame untag_frames nudge_back nudge_forward copy_keyframes paste_keyframes | "
    "step_forward step_back second_forward second_back first_frame last_frame | "
    "next_keyframe previous_keyframe next_cut previous_cut go_to_frame | "
    "range_in range_out clear_range loop_range | snap_keyframes mute_video picture_size ruler_unit video_settings"
)
"""Their names in the menu, in order; `|` draws a line."""

MORE_KEYS = {
    "step_forward": ".",
    "step_back": ",",
    "tag_frame": "Return",
    "untag_frames": "Backspace",
}
"""Second keys. Return counts at the picture and the timeline only: in a field it means what it means there."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (
        Spec(
            "watch",
            said("&Watch and Tag"),
            said("Open the video under the cursor to see its exact frames and tag them"),
            "video",
            "F9",
        ),
        *_playing(),
        *_walking(),
        *_tagging(),
        *_range(),
        *_view(),
    )


def _of_video(name: str, text: str, tip: str, keys: str = "", drawing: str = "", *, checkable: bool = False) -> Spec:
    return Spec(name, text, tip, drawing, keys or None, checkable=checkable, of_video=True)


def _playing() -> tuple[Spec, ...]:
    return (
        _of_video("next_video", said("&Next Video"), said("The next video of its table"), "Ctrl+PgDown"),
        _of_video("previous_video", said("Pre&vious Video"), said("The video before it"), "Ctrl+PgUp"),
        _of_video("play_video", said("&Play or Pause"), said("Play at normal speed, with sound"), "Space", "play"),
        _of_video("play_forwards", said("Play &Faster"), said("Play; again for 2, 4 and 8 times the speed"), "L"),
        _of_video("pause_video", said("P&ause"), said("Stop on this frame"), "K"),
        _of_video("play_backwards", said("Play &Backwards"), said("Backwards; again for 2, 4 and 8 times"), "J"),
    )


def _walking() -> tuple[Spec, ...]:
    return (
        _of_video("step_forward", said("One Frame F&orward"), said("The next frame"), "Right", "step-forward"),
        _of_video("step_back", said("One Frame Bac&k"), said("The frame before"), "Left", "step-back"),
        _of_video("second_forward", said("One Second Forward"), said("One second on"), "Shift+Right"),
        _of_video("second_back", said("One Second Back"), said("One second back"), "Shift+Left"),
        _of_video("first_frame", said("First Frame"), said("The beginning of the video"), "Home", "to-start"),
        _of_video("last_frame", said("Last Frame"), said("The end of the video"), "End", "to-end"),
        _of_video("next_keyframe", said("Next &Keyframe"), said("The next tagged frame"), "Ctrl+Right"),
        _of_video("previous_keyframe", said("Previous Keyframe"), said("The tagged frame before"), "Ctrl+Left"),
        _of_video("next_cut", said("Next &Cut"), said("The first frame of the next scene"), "Alt+Right"),
        _of_video("previous_cut", said("Previous Cut"), said("The first frame of this scene or the last"), "Alt+Left"),
        _of_video("go_to_frame", said("&Go to Frame or Time…"), said("Type a frame, 1234, or a time, 1:23.5"), "G"),
    )


def _tagging() -> tuple[Spec, ...]:
    return (
        _of_video(
            "tag_frame",
            said("&Tag This Frame"),
            said("Make the frame a keyframe; while playing, the one you saw when you decided"),
            "M",
            "tag",
        ),
        _of_video(
            "untag_frames",
            said("&Untag"),
            said("Take the selected keyframes away, or the one under the playhead"),
            "Delete",
            "remove",
        ),
        _of_video(
            "nudge_back", said("Move Keyframes Back"), said("Move the selected keyframes one frame back"), "Alt+,"
        ),
        _of_video(
            "nudge_forward", said("Move Keyframes Forward"), said("Move the selected keyframes one frame on"), "Alt+."
        ),
        _of_video(
            "copy_keyframes",
            said("Cop&y Keyframes"),
            said("Copy the selected keyframes, or all, to paste them into another video"),
            "Ctrl+C",
        ),
        _of_video(
            "paste_keyframes",
            said("Past&e Keyframes…"),
            said("Paste keyframes by frame, by time or by proportion"),
            "Ctrl+V",
        ),
    )


def _range() -> tuple[Spec, ...]:
    return (
        _of_video("range_in", said("Range Starts &Here"), said("Let the range start with this frame"), "I"),
        _of_video("range_out", said("Range E&nds Here"), said("Let the range end with this frame"), "O"),
        _of_video("clear_range", said("C&lear Range"), said("Forget the range"), "X"),
        _of_video(
            "loop_range", said("&Repeat"), said("Play the range, or all, again and again"), "R", "loop", checkable=True
        ),
    )


def _view() -> tuple[Spec, ...]:
    return (
        _of_video(
            "snap_keyframes",
            said("&Snap"),
            said("What is dragged holds on to the playhead, to cuts and to other marks"),
            "S",
            checkable=True,
        ),
        _of_video("mute_video", said("&Mute"), said("Play without sound"), "Shift+M", "sound", checkable=True),
        _of_video("picture_size", said("Actual Si&ze"), said("One pixel for one, or the whole picture"), "Z"),
        _of_video("ruler_unit", said("Ruler &Unit"), said("Timecode, seconds or frames"), "T"),
        _of_video("video_settings", said("Video Sett&ings…"), said("Memory, reaction time and steps")),
    )
