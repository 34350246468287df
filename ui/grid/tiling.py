"""Where a copied block lands: once, or repeated over a selection that is a multiple of it, and what is cut off."""

from dataclasses import dataclass

from ui.grid.travelling import Block


@dataclass(frozen=True, slots=True)
class Landing:
    """The cells a block is put into, and how many of its own fall outside the table."""

    block: Block
    cut: int


def landing(chosen: Block, tall: int, wide: int, rows: int, columns: int) -> Landing:
    """A block of `tall` by `wide` cells put at the top left of a selection, in a table of `rows` by `columns`.

    Where the selection is a whole number of blocks high and wide it is filled; a selection smaller than the block in
    one direction is taken for its first cell there.
    """
    fits_down, fits_across = _fits(chosen.height, tall), _fits(chosen.width, wide)
    both = fits_down and fits_across
    height = max(chosen.height, tall) if both else tall
    width = max(chosen.width, wide) if both else wide
    bottom = min(chosen.top + height, rows) - 1
    last = min(chosen.first + width, columns) - 1
    inside = (bottom - chosen.top + 1) * (last - chosen.first + 1)
    return Landing(Block(chosen.top, bottom, chosen.first, last), height * width - inside)


def _fits(chosen: int, own: int) -> bool:
    return chosen % own == 0 or chosen < own
