"""A schema proposed from the values there are: what was counted of each key, and the types it could have."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any

from domain.keys import RESERVED_PREFIX, RESERVED_WORD, KnownKeys, check_key, warn_key
from domain.schema import Schema, read_field
from domain.shaped_fields import DeletedType, describe
from domain.type_forms import (
    MOST_OPTIONS,
    embedding_form,
    enum_form,
    form_of,
    geospatial_form,
    options_refusal,
)

SAMPLES = 3
"""How many values of each look are kept to be shown."""
MOSTLY = 0.95
"""The share of a key's values a narrow type must take to be proposed before a wider one."""
OFTEN = 3
"""How many times its options an enum's texts must be there."""
LONGEST_OPTION = 80


class Look(Enum):
    """What a value looks like; the value is the words people read.

    A text that could be a UUID and a date is a UUID. Lists no embedding can be are OTHER.
    """

    BOOLEAN = "true or false"
    NUMBER = "numbers"
    MOMENT = "dates and times"
    UUID = "UUIDs"
    TEXT = "texts"
    LONG_TEXT = "long texts"
    VECTOR = "lists of numbers"
    PLACE = "places"
    OTHER = "lists and objects"


TEXTS = (Look.MOMENT, Look.UUID, Look.TEXT, Look.LONG_TEXT)


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was counted of one key. Cleared values count for nothing.

    `looks`: how many values look like what. `sizes`: of the lists of numbers, how many have how many. `words`: every
    text that was there with its count, None where an enum can't have them all as options. `samples`: JSON texts.
    """

    key: str
    looks: Mapping[Look, int] = field(default_factory=_nothing)
    sizes: Mapping[int, int] = field(default_factory=_nothing)
    words: Mapping[str, int] | None = field(default_factory=_nothing)
    samples: Mapping[Look, tuple[str, ...]] = field(default_factory=_nothing)

    @property
    def values(self) -> int:
        """How many values there are."""
        return sum(self.looks.values())

    def with_more(self, other: "Evidence") -> "Evidence":
        """What was counted of the same key elsewhere, added; as much memory as one of them."""
        samples = {
            look: tuple(dict.fromkeys((*self.samples.get(look, ()), *other.samples.get(look, ()))))[:SAMPLES]
            for look in {**self.samples, **other.samples}
        }
        looks, sizes = Counter(self.looks) + Counter(other.looks), Counter(self.sizes) + Counter(other.sizes)
        return Evidence(self.key, looks, sizes, _joined(self.words, other.words), samples)


def _joined(words: Mapping[str, int] | None, others: Mapping[str, int] | None) -> Mapping[str, int] | None:
    if words is None or others is None:
        return None
    every = Counter(words) + Counter(others)
    return options_among(every)


def options_among(words: Mapping[str, int]) -> Mapping[str, int] | None:
    """The texts, if an enum could have all of them as options; else None."""
    fit = len(words) <= MOST_OPTIONS and all(word.strip() and len(word) <= LONGEST_OPTION for word in words)
    return words if fit else None


@dataclass(frozen=True, slots=True)
class Clash:
    """Values of a key that a type does not take: what they look like, how many, and some of them as JSON texts."""

    look: str
    count: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A type a key could have: its wire form, how many values it takes, and those it does not."""

    form: Mapping[str, Any]
    fits: int
    clashes: tuple[Clash, ...]

    @property
    def name(self) -> str:
        """The type as a person reads it."""
        return describe(read_field(self.form))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one key of `values` values: candidates, the proposed one first.

    `refusal`: a sentence why the key can't be in the schema; there are no candidates then. `note`: what to know.
    """

    key: str
    values: int
    candidates: tuple[Candidate, ...]
    refusal: str = ""
    note: str = ""

    @property
    def sure(self) -> bool:
        """Whether the first candidate takes every value."""
        return bool(self.candidates) and self.candidates[0].fits == self.values


def propose(evidence: Iterable[Evidence], schema: Schema) -> tuple[Proposal, ...]:
    """A proposal for each key that has values and no type yet, in the order of the keys' names.

    Keys of the schema and what the platform keeps for itself are left out; a key that was deleted comes with a note.
    """
    wanted = [one for one in evidence if one.values and _is_open(one.key, schema)]
    known = KnownKeys.of((*schema.fields, *(one.key for one in wanted)))
    wanted.sort(key=lambda one: (one.key.casefold(), one.key))
    return tuple(_proposal(one, schema, known) for one in wanted)


def candidates(evidence: Evidence) -> tuple[Candidate, ...]:
    """Every type that takes some of the values, the proposed one first, then those that take more first.

    A narrow type that takes nearly all goes before a wider one: the few others are likely mistakes.
    """
    found = [candidate for candidate in _every(evidence) if candidate.fits]
    most = max((candidate.fits for candidate in found), default=0)
    first = next((one for one in found if one.fits >= MOSTLY * most), None)
    rest = sorted((one for one in found if one is not first), key=lambda one: -one.fits)
    return (first, *rest) if first is not None else ()


def _is_open(key: str, schema: Schema) -> bool:
    if key == RESERVED_WORD or key.startswith(RESERVED_PREFIX):
        return False
    return key not in schema.fields or isinstance(schema.fields[key], DeletedType)


def _proposal(evidence: Evidence, schema: Schema, known: KnownKeys) -> Proposal:
    key, values, was = evidence.key, evidence.values, schema.fields.get(evidence.key)
    refusal = check_key(key) or ""
    if isinstance(was, DeletedType):
        more = "Restore it if its values are wanted." if was.was else "It can't be added again."
        refusal = f"The key was {describe(was)} from the schema. {more}"
    found = () if refusal else candidates(evidence)
    if not found and not refusal:
        refusal = "No type of the platform takes lists or objects such as these."
    return Proposal(key, values, found, refusal, " ".join(warn_key(key, known)))


def _every(evidence: Evidence) -> list[Candidate]:
    """The types that may be proposed, narrow ones first."""
    found = [
        _candidate(evidence, form_of("boolean"), (Look.BOOLEAN,)),
        _candidate(evidence, form_of("number"), (Look.NUMBER,)),
        _candidate(evidence, form_of("uuid"), (Look.UUID,)),
        _candidate(evidence, form_of("datetime"), (Look.MOMENT,)),
        _candidate(evidence, geospatial_form(), (Look.PLACE,)),
    ]
    if evidence.sizes:
        found.append(_vectors(evidence))
    if _is_enum(evidence):
        found.append(_candidate(evidence, enum_form(sorted(evidence.words or ())), TEXTS))
    found.append(_candidate(evidence, form_of("varchar"), (Look.MOMENT, Look.UUID, Look.TEXT)))
    found.append(_candidate(evidence, form_of("text"), TEXTS))
    return found


def _candidate(evidence: Evidence, form: Mapping[str, Any], taken: tuple[Look, ...]) -> Candidate:
    clashes = [_clash(evidence, look, count) for look, count in evidence.looks.items() if look not in taken and count]
    fits = sum(evidence.looks.get(look, 0) for look in taken)
    return Candidate(form, fits, tuple(sorted(clashes, key=lambda clash: -clash.count)))


def _clash(evidence: Evidence, look: Look, count: int) -> Clash:
    return Clash(look.value, count, evidence.samples.get(look, ()))


def _vectors(evidence: Evidence) -> Candidate:
    """As long as most lists are; those of another length clash with it."""
    sizes = evidence.sizes
    size = max(sizes, key=lambda size: (sizes[size], size))
    others = [
        Clash(f"lists of {other:,} numbers", count, ()) for other, count in sorted(sizes.items()) if other != size
    ]
    plain = _candidate(evidence, embedding_form(size), (Look.VECTOR,))
    clashes = sorted((*plain.clashes, *others), key=lambda clash: -clash.count)
    return Candidate(plain.form, sizes[size], tuple(clashes))


def _is_enum(evidence: Evidence) -> bool:
    """Few texts that come again and again."""
    words = evidence.words
    return bool(words) and options_refusal(tuple(words)) is None and sum(words.values()) >= OFTEN * len(words)
