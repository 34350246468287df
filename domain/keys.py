"""The grammar of a metadata key: what the platform refuses, what it accepts but people regret, and namespaces.

The refusals are those of the encord SDK 0.1.211 (`metadata_schema._is_valid_metadata_key`); the documented character
set (letters, digits, space, hyphen, underscore, period) is narrower, and what lies between the two is warned about.
"""

import re
import unicodedata
from collections.abc import Iterable

RESERVED_PREFIX = "$"
RESERVED_WORD = "keyframes"
SEPARATORS = "-_ ."

_WITHOUT_SEPARATORS = str.maketrans("", "", SEPARATORS)
_DOCUMENTED = re.compile(r"[A-Za-z0-9 \-_.]*")
_DOUBLED = re.compile(r"[-_. ]{2,}")


def check_key(key: str) -> str | None:
    """The sentence that says why the platform refuses this key, or None where it accepts it."""
    if not key:
        return "A key needs a name."
    if key.startswith(RESERVED_PREFIX):
        return f"Keys that start with {RESERVED_PREFIX} belong to the platform. Choose another first character."
    letters = key.translate(_WITHOUT_SEPARATORS)
    if not letters:
        return "A key needs at least one letter or digit beside separators."
    if not letters.isalnum():
        wrong = next(character for character in letters if not character.isalnum())
        return f"{_name(wrong)} is not allowed. Use letters, digits, spaces, hyphens, underscores and periods."
    if letters == RESERVED_WORD:
        return (
            f'"{RESERVED_WORD}" is reserved for the frames of interest of a video, with or without separators. '
            f'Put it in a namespace, such as "team.{RESERVED_WORD}", or choose another word.'
        )
    return None


def warn_key(key: str, existing: Iterable[str]) -> tuple[str, ...]:
    """What the platform accepts but people regret: one sentence each, none for a good key."""
    warnings: list[str] = []
    if not _DOCUMENTED.fullmatch(key):
        warnings.append("The platform documents only the letters a to z, A to Z; others may not filter everywhere.")
    if key and (key[0] in SEPARATORS or key[-1] in SEPARATORS):
        warnings.append("The key starts or ends with a separator, which is easy to miss when it is typed again.")
    if _DOUBLED.search(key):
        warnings.append("Two separators follow each other, which is easy to miss when the key is typed again.")
    twins = sorted(other for other in existing if other != key and fold(other) == fold(key))
    warnings.extend(f'"{twin}" differs only in case, spacing or separators.' for twin in twins)
    return tuple(warnings)


def fold(key: str) -> str:
    """The key as a hurried reader sees it: two keys that fold alike are easily taken for each other."""
    return unicodedata.normalize("NFKC", key).translate(_WITHOUT_SEPARATORS).casefold()


def namespace(key: str) -> str:
    """What stands before the last period: "video" for "video.fps", "" for a key without a namespace."""
    return key.rpartition(".")[0]


def leaf(key: str) -> str:
    """What stands after the last period: "fps" for "video.fps"."""
    return key.rpartition(".")[2]


def _name(character: str) -> str:
    if character.isprintable():
        return f'The character "{character}"'
    return f"The character U+{ord(character):04X}"
