"""What can be wrong with values and keys: rules by name, how grave each is, and which one a value breaks."""

from dataclasses import dataclass
from enum import Enum

from domain.fields import DatetimeType, EnumType, Field, UuidType, VarcharType
from domain.metadata import CLEARED
from domain.reading import Invalid, Number, parse
from domain.shaped_fields import EmbeddingType, GeospatialType


class Severity(Enum):
    """An error is what the schema forbids; a warning is what people regret."""

    ERROR = "error"
    WARNING = "warning"


class Kind(Enum):
    """What JSON a cell holds; the value is the word people read."""

    ABSENT = "absent"
    NULL = "cleared"
    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    LIST = "list"
    OBJECT = "object"
    NOT_JSON = "not JSON"


@dataclass(frozen=True, slots=True)
class _About:
    title: str
    severity: Severity
    of_key: bool = False


class Rule(Enum):
    """What a value, or a key, can break."""

    NOT_JSON = _About("Not JSON", Severity.ERROR)
    WRONG_TYPE = _About("Wrong type", Severity.ERROR)
    NOT_AN_OPTION = _About("Not one of the options", Severity.ERROR)
    BAD_DATE = _About("Not a date or time", Severity.ERROR)
    BAD_UUID = _About("Not a UUID", Severity.ERROR)
    TOO_LONG = _About("Text too long", Severity.ERROR)
    BAD_SHAPE = _About("Wrong shape", Severity.ERROR)
    NO_TIME_ZONE = _About("Time without a zone", Severity.WARNING)
    OLD_UUID = _About("UUID of another version than 4", Severity.WARNING)
    MIXED_TYPES = _About("Another type than most values", Severity.WARNING)
    UNREADABLE = _About("Metadata that cannot be read", Severity.ERROR)
    BAD_KEY = _About("A key the platform refuses", Severity.ERROR, of_key=True)
    UNKNOWN_KEY = _About("A key the schema does not know", Severity.WARNING, of_key=True)
    DELETED_KEY = _About("A key deleted from the schema", Severity.WARNING, of_key=True)
    LOOK_ALIKE = _About("A key that looks like another", Severity.WARNING, of_key=True)

    @property
    def title(self) -> str:
        """The rule as a person reads it."""
        return self.value.title

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.value.severity

    @property
    def of_key(self) -> bool:
        """Whether the key itself is the problem, once, and not each of its values."""
        return self.value.of_key


def kind_of(cell: str) -> Kind:
    """What JSON a cell holds, by how it begins; whether it is JSON to its end is for `judge` to say."""
    match cell.lstrip()[:1]:
        case '"':
            return Kind.TEXT
        case "{":
            return Kind.OBJECT
        case "[":
            return Kind.LIST
        case "t" | "f":
            return Kind.BOOLEAN
        case "n":
            return Kind.NULL
        case _:
            return Kind.NUMBER


def judge(field: Field, cell: str) -> Rule | None:
    """The rule a value breaks under a type of the schema; None for a good one.

    It is an error exactly where `Field.check` says Invalid, without making a sentence of it: hints take time.
    """
    if cell == CLEARED:
        return None
    if isinstance(field, EnumType):
        return _judge_option(field, cell)
    reading = field.check(cell)
    if isinstance(reading, Invalid):
        return _broken(field, cell)
    return _regretted(field) if reading.note else None


def _judge_option(field: EnumType, cell: str) -> Rule | None:
    try:
        value = parse(cell)
    except (ValueError, RecursionError):
        return Rule.NOT_JSON
    if isinstance(value, Number) or not isinstance(value, str):
        return Rule.WRONG_TYPE
    return None if value in field.options else Rule.NOT_AN_OPTION


def _broken(field: Field, cell: str) -> Rule:
    try:
        value = parse(cell)
    except (ValueError, RecursionError):
        return Rule.NOT_JSON
    text = isinstance(value, str) and not isinstance(value, Number)
    match field:
        case DatetimeType() if text:
            return Rule.BAD_DATE
        case UuidType() if text:
            return Rule.BAD_UUID
        case VarcharType() if text:
            return Rule.TOO_LONG
        case EmbeddingType() if isinstance(value, list):
            return Rule.BAD_SHAPE
        case GeospatialType() if isinstance(value, dict):
            return Rule.BAD_SHAPE
        case _:
            return Rule.WRONG_TYPE


def _regretted(field: Field) -> Rule | None:
    if isinstance(field, UuidType):
        return Rule.OLD_UUID
    return Rule.NO_TIME_ZONE if isinstance(field, DatetimeType) else None
