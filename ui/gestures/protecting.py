"""Asks before anything in a protected namespace changes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.namespace_book import NamespaceBook
from ui.dialogs.question import ask
from ui.wording import said


async def agreed_to_change(book: NamespaceBook, spaces: Sequence[str], after: str, window: QWidget) -> bool:
    """Whether the protected namespaces may change. `after` is said behind who owns them."""
    owners = ", ".join(filter(None, (book.namespace(space).owner for space in spaces)))
    sentence = said("{namespace} is protected{owner}. {after}").format(
        namespace=", ".join(f"{space}." for space in spaces),
        owner=said(" and belongs to {owner}").format(owner=owners) if owners else "",
        after=after,
    )
    answers = [("stay", said("Leave It")), ("change", said("Change It"))]
    return await ask(said("Change a protected namespace?"), sentence, answers, window) == "change"
