"""Filtering, sorting and finding, as commands."""

from ui.specs.spec import Spec
from ui.wording import said

MENU = (
    "find_everywhere show_filters filter_column filter_by_value | sort_ascending sort_descending sort_none | "
    "apply_again clear_filters"
)
"""Their names in the menu, in order; `|` draws a line."""


def specs() -> tuple[Spec, ...]:
    """The commands."""
    return (*_filters(), *_orders())


def _filters() -> tuple[Spec, ...]:
    return (
        Spec(
            "find_everywhere",
            said("&Filter All Columns"),
            said("Show the items that have what you type in any column"),
            "search",
            "Ctrl+F",
        ),
        Spec(
            "show_filters",
            said("Filter &Row"),
            said("Show or hide a row of filters under the heads of the columns"),
            "filter",
            "Ctrl+Shift+L",
            checkable=True,
        ),
        Spec("filter_column", said("Filter This &Column"), said("Type a filter for the current column"), "", "Ctrl+L"),
        Spec("filter_by_value", said("Filter by This &Value"), said("Show the items that have the current value"), ""),
        Spec(
            "apply_again",
            said("A&pply Filter Again"),
            said("Filter and sort by the values of now"),
            "refresh",
            "Ctrl+Alt+L",
        ),
        Spec("clear_filters", said("Clear All Fi&lters"), said("Show every item again"), "close"),
    )


def _orders() -> tuple[Spec, ...]:
    return (
        Spec(
            "sort_ascending",
            said("Sort &Ascending"),
            said("Sort by the current column, smallest first"),
            "sort-up",
            "Alt+Shift+Up",
        ),
        Spec(
            "sort_descending",
            said("Sort &Descending"),
            said("Sort by the current column, largest first"),
            "sort-down",
            "Alt+Shift+Down",
        ),
        Spec("sort_none", said("Do &Not Sort"), said("Show the items in the order they came"), ""),
    )
