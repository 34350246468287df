"""The grammar of a metadata key: what the platform refuses, what it accepts but people regret, and namespaces.

The refusals are those of the encord SDK 0.1.211 (`metadata_schema._is_valid_metadata_key`); the documented character
set (letters, digits, space, hyphen, underscore, period) is narrower, and what lies between the two is warned about.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from domain.lookalikes import latin, skeleton

RESERVED_PREFIX = "$"
RESERVED_WORD = "keyframes"
SEPARATORS = "-_ ."

_WITHOUT_SEPARATORS = str.maketrans("", "", SEPARATORS)
_DOCUMENTED = re.compile(r"[A-Za-z0-9 \-_.]*")
_DOUBLED = re.compile(r"[-_. ]{2,}")


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """One thing to say about a key. `rule` names it for good; `fix` is a key that does not have it, where there is one.

    The platform refuses a key with an error, and takes one with a warning.
    """

    level: Literal["error", "warning"]
    rule: str
    sentence: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """The keys a schema has, ready to be asked about while one types: made once, however many they are."""

    names: frozenset[str]
    folded: Mapping[str, tuple[str, ...]]
    alike: Mapping[str, tuple[str, ...]]
    namespaces: Mapping[str, str]
    """Namespace -> one of the keys in it."""

    @staticmethod
    def of(keys: Iterable[str]) -> "KnownKeys":
        """From any keys."""
        names = frozenset(keys)
        folded: dict[str, list[str]] = {}
        alike: dict[str, list[str]] = {}
        inside: dict[str, str] = {}
        for name in sorted(names):
            folded.setdefault(fold(name), []).append(name)
            alike.setdefault(skeleton(name), []).append(name)
            for space in namespaces(name):
                inside.setdefault(space, name)
        return KnownKeys(names, _frozen(folded), _frozen(alike), MappingProxyType(inside))


def findings(key: str, existing: Iterable[str] | KnownKeys, *, prefixes: Sequence[str] = ()) -> tuple[KeyFinding, ...]:
    """Everything to say about a key: why the platform refuses it, or else what people regret.

    `existing`: the other keys; the key itself does not count. `prefixes`: the namespaces that are ours, if any are.
    """
    known = existing if isinstance(existing, KnownKeys) else KnownKeys.of(existing)
    error = _error(key, prefixes)
    if error is not None:
        return (error,)
    return (*_shape_warnings(key), *_neighbour_warnings(key, known), *_namespace_warnings(key, prefixes))


def check_key(key: str) -> str | None:
    """The sentence that says why the platform refuses this key, or None where it accepts it."""
    error = _error(key, ())
    return None if error is None else error.sentence


def warn_key(key: str, existing: Iterable[str] | KnownKeys) -> tuple[str, ...]:
    """What the platform accepts but people regret: one sentence each, none for a good key."""
    return tuple(finding.sentence for finding in findings(key, existing) if finding.level == "warning")


def fold(key: str) -> str:
    """The key as a hurried reader sees it: two keys that fold alike are easily taken for each other."""
    text = key if key.isascii() else unicodedata.normalize("NFKC", key)
    for separator in SEPARATORS:  # thrice as fast as to translate, and asked of every key of a schema
        text = text.replace(separator, "")
    return text.casefold()


def namespace(key: str) -> str:
    """What stands before the last period: "video" for "video.fps", "" for a key without a namespace."""
    return key.rpartition(".")[0]


def leaf(key: str) -> str:
    """What stands after the last period: "fps" for "video.fps"."""
    return key.rpartition(".")[2]


def namespaces(key: str) -> tuple[str, ...]:
    """Every namespace a key is in, the widest first: "a" and "a.b" for "a.b.c"."""
    parts = key.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(1, len(parts)))


def _error(key: str, prefixes: Sequence[str]) -> KeyFinding | None:
    if not key:
        return KeyFinding("error", "empty", "A key needs a name.")
    if key.startswith(RESERVED_PREFIX):
        sentence = f"Keys that start with {RESERVED_PREFIX} belong to the platform. Choose another first character."
        return KeyFinding("error", "prefix", sentence, _accepted(key.lstrip(RESERVED_PREFIX)))
    letters = key.translate(_WITHOUT_SEPARATORS)
    if not letters:
        return KeyFinding("error", "separators", "A key needs at least one letter or digit beside separators.")
    if not letters.isalnum():
        wrong = next(character for character in letters if not character.isalnum())
        sentence = f"{_name(wrong)} is not allowed. Use letters, digits, spaces, hyphens, underscores and periods."
        return KeyFinding("error", "characters", sentence, _accepted(_with_underscores(key)))
    if letters == RESERVED_WORD:
        space = prefixes[0].rstrip(".") if prefixes else "team"
        sentence = (
            f'"{RESERVED_WORD}" is reserved for the frames of interest of a video, with or without separators. '
            f'Put it in a namespace, such as "{space}.{RESERVED_WORD}", or choose another word.'
        )
        return KeyFinding("error", "reserved", sentence, _accepted(f"{space}.{RESERVED_WORD}"))
    return None


def _shape_warnings(key: str) -> Iterator[KeyFinding]:
    if not _DOCUMENTED.fullmatch(key):
        sentence = "The platform documents only the letters a to z, A to Z; others may not filter everywhere."
        yield KeyFinding("warning", "letters", sentence, _accepted(_plain(key)))
    if key[0] in SEPARATORS or key[-1] in SEPARATORS:
        sentence = "The key starts or ends with a separator, which is easy to miss when it is typed again."
        yield KeyFinding("warning", "edges", sentence, _accepted(key.strip(SEPARATORS)))
    if _DOUBLED.search(key):
        sentence = "Two separators follow each other, which is easy to miss when the key is typed again."
        yield KeyFinding("warning", "doubled", sentence, _accepted(_DOUBLED.sub(_strongest, key)))


def _neighbour_warnings(key: str, known: KnownKeys) -> Iterator[KeyFinding]:
    twins = [other for other in known.folded.get(fold(key), ()) if other != key]
    for twin in twins:
        yield KeyFinding("warning", "twin", f'"{twin}" differs only in case, spacing or separators.')
    for other in known.alike.get(skeleton(key), ()):
        if other != key and other not in twins:
            yield KeyFinding("warning", "lookalike", f'"{other}" looks the same, but is spelt with other letters.')
    if (inside := known.namespaces.get(key)) is not None:
        sentence = f'"{key}" is also a namespace: "{inside}" is in it. A tree shows both under one name.'
        yield KeyFinding("warning", "namespace", sentence)
    for space in namespaces(key):
        if space in known.names:
            sentence = f'"{space}" is a key of its own, and this one would be in a namespace of the same name.'
            yield KeyFinding("warning", "leaf", sentence)


def _namespace_warnings(key: str, prefixes: Sequence[str]) -> Iterator[KeyFinding]:
    ours = [prefix.rstrip(".") for prefix in prefixes]
    if ours and not any(key.startswith(f"{prefix}.") for prefix in ours):
        sentence = f"The key is outside your own namespaces: {', '.join(ours)}."
        yield KeyFinding("warning", "outside", sentence, _accepted(f"{ours[0]}.{key.lstrip(SEPARATORS)}"))


def _accepted(key: str) -> str | None:
    """A fix, where the platform takes it."""
    return key if _error(key, ()) is None else None


def _with_underscores(key: str) -> str:
    return "".join(letter if letter.isalnum() or letter in SEPARATORS else "_" for letter in key).strip(SEPARATORS)


def _plain(key: str) -> str:
    """The key in documented letters, as far as there are any: accents taken off, other letters as underscores."""
    spread = unicodedata.normalize("NFKD", latin(key))
    return "".join(letter if _DOCUMENTED.fullmatch(letter) else "_" for letter in spread if not _is_accent(letter))


def _is_accent(letter: str) -> bool:
    return unicodedata.combining(letter) != 0


def _strongest(run: re.Match[str]) -> str:
    """One separator for a run of them: a period where there is one, since it makes the namespace."""
    return "." if "." in run[0] else run[0][0]


def _frozen(groups: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: tuple(members) for name, members in groups.items()})


def _name(character: str) -> str:
    if character.isprintable():
        return f'The character "{character}"'
    return f"The character U+{ord(character):04X}"
