"""How one command is named, drawn and reached."""

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True, slots=True)
class Spec:
    """How one command is named, drawn and reached.

    `icon` is a file name in resources/icons without its ending. The keys of a command `of_table` count only while a
    table has the focus: Delete in the tree of folders must not clear a cell elsewhere. Those `of_video` count only in
    the tab of a video.
    """

    name: str
    text: str
    tip: str
    icon: str = ""
    keys: str | QKeySequence.StandardKey | None = None
    checkable: bool = False
    of_table: bool = False
    of_video: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole
