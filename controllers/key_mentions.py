"""What is kept here and names a key of the schema: filters, sortings, layouts, import mappings, bulk changes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from controllers.settings import BULK_LAST, IMPORT_MAPPINGS, Settings
from controllers.wish import read_wish
from domain.conditions import describe_condition
from domain.reading import quote
from models.namespace_book import NamespaceBook

MentionKind: TypeAlias = Literal[
    "filter", "sorting", "column layout", "import mapping", "bulk change", "staged edits", "rule", "description"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that names a key: what it is, where it is kept, and what it says of the key."""

    kind: MentionKind
    where: str
    what: str = ""

    @property
    def sentence(self) -> str:
        """It in a few words: `filter of "Street": is at most 30`."""
        place = f"{self.kind} of {quote(self.where)}" if self.where else self.kind
        return f"{place}: {self.what}" if self.what else place


def mentions_of(key: str, settings: Settings, titles: Mapping[str, str]) -> tuple[Mention, ...]:
    """Everything kept in the settings that names a key. `titles`: what views are called, by their id."""
    return (
        *_in_arrangements(key, settings, titles),
        *_in_layouts(key, settings, titles),
        *_in_mappings(key, settings),
        *_in_bulk(key, settings),
    )


def rules_of(key: str, book: NamespaceBook) -> tuple[Mention, ...]:
    """What the team's own rules and notes say of a key."""
    protecting = [Mention("rule", space, "asks before a change") for space in book.protecting([key])]
    text = book.description_of(key)
    return (*protecting, *([Mention("description", "", quote(text))] if text else []))


def _in_arrangements(key: str, settings: Settings, titles: Mapping[str, str]) -> Iterator[Mention]:
    column = f"key:{key}"
    for view, written in settings.arrangements().items():
        wish, title = read_wish(written), _title(view, titles)
        if column in wish.conditions:
            yield Mention("filter", title, describe_condition(wish.conditions[column]))
        if wish.direction(column) is not None:
            yield Mention("sorting", title, "downwards" if wish.direction(column) else "upwards")


def _in_layouts(key: str, settings: Settings, titles: Mapping[str, str]) -> Iterator[Mention]:
    """A layout names every column; only what somebody did to this one counts."""
    for view in settings.laid_out():
        for column in settings.layout(view):
            if column.name == f"key:{key}" and (column.pinned or column.title):
                what = f"called {quote(column.title)}" if column.title else "kept at the left"
                yield Mention("column layout", _title(view, titles), what)


def _in_mappings(key: str, settings: Settings) -> Iterator[Mention]:
    for line in settings.get(IMPORT_MAPPINGS):
        entry = _object(line)
        columns = [use[0] for use in _lists(entry.get("uses")) if len(use) > 1 and use[1] == key]
        by = entry.get("by")
        if isinstance(by, list) and cast("list[Any]", by)[1:] == ["key", key]:
            yield Mention("import mapping", _header(entry), "names the items by it")
        if columns:
            yield Mention("import mapping", _header(entry), f"fills it from {quote(columns[0])}")


def _in_bulk(key: str, settings: Settings) -> Iterator[Mention]:
    last = _object(settings.get(BULK_LAST))
    if any(text == key or f"{{{key}}}" in text or f"{{{key}:" in text for text in _texts(last)):
        yield Mention("bulk change", "", "the last one")


def _title(view: str, titles: Mapping[str, str]) -> str:
    kind = view.partition(":")[0]
    return titles.get(view, f"a {kind} that is not open")


def _header(entry: Mapping[str, Any]) -> str:
    header = entry.get("header")
    return ", ".join(map(str, cast("list[Any]", header))) if isinstance(header, list) else ""


def _object(line: str) -> Mapping[str, Any]:
    """What was kept as JSON; nothing where it cannot be read any more."""
    try:
        entry: Any = json.loads(line)
    except ValueError:
        return {}
    return cast("Mapping[str, Any]", entry) if isinstance(entry, dict) else {}


def _lists(uses: object) -> Iterator[list[str]]:
    for use in cast("list[Any]", uses) if isinstance(uses, list) else ():
        if isinstance(use, list):
            yield [str(part) for part in cast("list[Any]", use)]


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, but for the names of members."""
    match value:
        case str():
            yield value
        case list():
            for member in cast("list[Any]", value):
                yield from _texts(member)
        case dict():
            yield from _texts(list(cast("dict[str, Any]", value).values()))
        case _:
            return
