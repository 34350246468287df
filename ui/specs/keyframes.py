"""Keyframes and sampling plans of many videos, as commands."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = "keyframes_many sampling_many"
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (
        Spec(
            "keyframes_many",
            said("&Keyframes of Many Videos…"),
            said("Every n frames or seconds, at cuts, the best of each scene, or copied: seen before they change"),
            "video",
            "Ctrl+J",
        ),
        Spec(
            "sampling_many",
            said("Sampling &Plan of Many Videos…"),
            said("How many frames of each video the platform imports, and the total before it does"),
            "profile",
        ),
    )
