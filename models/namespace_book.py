"""What a team knows about its schema and the platform has no place for: owners, descriptions, colours, rules for names.

    {"format": "tagline.namespaces", "version": 1,
     "namespaces": {"video": {"owner": …, "description": …, "colour": "teal", "protected": true}},
     "keys": {"video.fps": "what it means"},
     "policies": {"prefixes": ["video"], "style": "snake_case"}}

Parts that say nothing are left out, and everything is sorted, so that two versions of a file compare line by line.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, cast

from domain.keys import KeyFinding, KnownKeys, findings, namespaces
from domain.naming import ANY_STYLE, STYLES, style_finding

FORMAT = "tagline.namespaces"
VERSION = 1
COLOURS = ("blue", "teal", "orange", "purple", "green", "pink")
"""The colours a namespace can have; each has its tone on light and on dark ground."""
_ANY_KEY = "\0"  # in no key there is: it stands for whatever is in a namespace


class NamespacesRefused(Exception):
    """The file can't be read or written; the sentence says why and what was kept."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Namespace:
    """What is known about a namespace. `colour`: one of COLOURS, or empty for the usual one.

    `protected`: a person is asked before a key in it changes.
    """

    owner: str = ""
    description: str = ""
    colour: str = ""
    protected: bool = False


NOTHING = Namespace()


def _no_namespaces() -> Mapping[str, Namespace]:
    return MappingProxyType({})


def _no_descriptions() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NamespaceBook:
    """Namespaces by their dotted names, descriptions by key, and the rules for the names of new keys.

    `prefixes`: the namespaces new keys belong in, none for any. `style`: how names are spelt, one of STYLES.
    """

    namespaces: Mapping[str, Namespace] = field(default_factory=_no_namespaces)
    descriptions: Mapping[str, str] = field(default_factory=_no_descriptions)
    prefixes: tuple[str, ...] = ()
    style: str = ANY_STYLE

    def namespace(self, name: str) -> Namespace:
        """What is known about exactly this namespace."""
        return self.namespaces.get(name, NOTHING)

    @property
    def colours(self) -> Mapping[str, str]:
        """The namespaces that have a colour of their own, with it."""
        return {name: known.colour for name, known in self.namespaces.items() if known.colour}

    def owner_of(self, key: str) -> str:
        """Who owns a key: the owner of the nearest namespace that has one."""
        return next(
            (self.namespace(name).owner for name in reversed(namespaces(key)) if self.namespace(name).owner), ""
        )

    def description_of(self, key: str) -> str:
        """What a key means, as somebody wrote it here."""
        return self.descriptions.get(key, "")

    def protecting(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The protected namespaces any of these keys is in, sorted: ask before they change."""
        spaces = {name for key in keys for name in namespaces(key)}
        return tuple(sorted(name for name in spaces if self.namespace(name).protected))

    def findings(self, key: str, existing: Iterable[str] | KnownKeys) -> tuple[KeyFinding, ...]:
        """Everything to say about a new key: the platform's rules, then those of the team."""
        found = findings(key, existing, prefixes=self.prefixes)
        style = style_finding(key, self.style) if not any(each.level == "error" for each in found) else None
        return found if style is None else (*found, style)

    def with_namespace(self, name: str, known: Namespace) -> "NamespaceBook":
        """The same, with something else known about a namespace."""
        others = {each: space for each, space in self.namespaces.items() if each != name}
        return replace(self, namespaces=MappingProxyType(others if known == NOTHING else {**others, name: known}))

    def with_description(self, key: str, text: str) -> "NamespaceBook":
        """The same, with another description of a key; an empty one takes it away."""
        others = {each: said for each, said in self.descriptions.items() if each != key}
        return replace(self, descriptions=MappingProxyType(others | ({key: text} if text else {})))

    def with_policies(self, prefixes: Iterable[str], style: str) -> "NamespaceBook":
        """The same, with other rules for the names of new keys."""
        tidy = (prefix.strip().rstrip(".") for prefix in prefixes)
        return replace(self, prefixes=tuple(dict.fromkeys(filter(None, tidy))), style=style)

    def renamed(self, target: Callable[[str], str | None]) -> "NamespaceBook":
        """The same, with what is known of a name known of its new one too. `target`: the new name of a key, or None.

        The old names keep it: a rename may be taken back.
        """
        keys = {new: text for key, text in self.descriptions.items() if (new := target(key)) is not None}
        moved = {name: target(f"{name}.{_ANY_KEY}") for name in self.namespaces}
        spaces = {
            new.removesuffix(f".{_ANY_KEY}"): self.namespaces[name]
            for name, new in moved.items()
            if new is not None and new != _ANY_KEY
        }
        return replace(
            self,
            namespaces=MappingProxyType({**spaces, **self.namespaces}),
            descriptions=MappingProxyType({**keys, **self.descriptions}),
        )

    def joined(self, other: "NamespaceBook") -> "NamespaceBook":
        """The same, with what another book knows laid over it; its rules count where it has any."""
        rules = other if other.prefixes or other.style != ANY_STYLE else self
        return NamespaceBook(
            MappingProxyType({**self.namespaces, **other.namespaces}),
            MappingProxyType({**self.descriptions, **other.descriptions}),
            rules.prefixes,
            rules.style,
        )


EMPTY_BOOK = NamespaceBook()


def spell_book(book: NamespaceBook) -> str:
    """The text of the file: sorted, one part a line, the same for the same book every time."""
    spaces = {name: _told(space) for name, space in sorted(book.namespaces.items())}
    policies: dict[str, Any] = {"prefixes": list(book.prefixes)} if book.prefixes else {}
    policies |= {"style": book.style} if book.style != ANY_STYLE else {}
    parts: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    parts |= {"namespaces": spaces} if spaces else {}
    parts |= {"keys": dict(sorted(book.descriptions.items()))} if book.descriptions else {}
    parts |= {"policies": policies} if policies else {}
    return json.dumps(parts, ensure_ascii=False, indent=2) + "\n"


def read_book(text: str) -> NamespaceBook:
    """Read the text of the file; what a part does not say, or says in a way unknown here, is the usual.

    Raises NamespacesRefused for text that is no such file, or one of a later version.
    """
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NamespacesRefused("The file is not JSON, so no namespaces were read.") from problem
    parts = _object(found)
    if parts.get("format") != FORMAT:
        raise NamespacesRefused("The file is JSON, but holds no namespaces that Tagline saved.")
    if parts.get("version") != VERSION:
        raise NamespacesRefused(f"The file was saved by another version of Tagline (form {parts.get('version')}).")
    policies = _object(parts.get("policies"))
    prefixes = cast("list[Any]", policies["prefixes"]) if isinstance(policies.get("prefixes"), list) else []
    style = str(policies.get("style"))
    book = NamespaceBook(
        MappingProxyType({name: _space(_object(space)) for name, space in _object(parts.get("namespaces")).items()}),
        MappingProxyType({key: said for key, said in _object(parts.get("keys")).items() if isinstance(said, str)}),
    )
    return book.with_policies(map(str, prefixes), style if style in STYLES else ANY_STYLE)


def _told(space: Namespace) -> dict[str, Any]:
    parts = {"owner": space.owner, "description": space.description, "colour": space.colour}
    told: dict[str, Any] = {name: said for name, said in parts.items() if said}
    return told | {"protected": True} if space.protected else told


def _space(parts: Mapping[str, Any]) -> Namespace:
    owner, description, colour = (str(parts.get(name) or "") for name in ("owner", "description", "colour"))
    return Namespace(owner, description, colour if colour in COLOURS else "", parts.get("protected") is True)


def _object(found: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}
