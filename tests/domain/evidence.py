"""What values look like, told one by one by the types themselves: the reference for everything that counts faster."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import cast

from domain.fields import DatetimeType, UuidType, VarcharType
from domain.inference import SAMPLES, Evidence, Look, options_among
from domain.metadata import CLEARED
from domain.reading import Number, Valid, parse
from domain.shaped_fields import GeospatialType
from domain.type_forms import LARGEST_EMBEDDING


def look_of(cell: str) -> Look:
    """What one value looks like."""
    try:
        value = parse(cell)
    except (ValueError, RecursionError):
        return Look.OTHER
    match value:
        case bool():
            return Look.BOOLEAN
        case Number():
            return Look.NUMBER
        case str():
            return _text_look(cell)
        case list():
            return Look.VECTOR if _is_vector(cast("list[object]", value)) else Look.OTHER
        case _:
            return Look.PLACE if isinstance(GeospatialType().check(cell), Valid) and value is not None else Look.OTHER


def _is_vector(values: list[object]) -> bool:
    return 1 <= len(values) <= LARGEST_EMBEDDING and all(isinstance(one, Number) for one in values)


def _text_look(cell: str) -> Look:
    for field, look in ((UuidType(), Look.UUID), (DatetimeType(), Look.MOMENT), (VarcharType(), Look.TEXT)):
        if isinstance(field.check(cell), Valid):
            return look
    return Look.LONG_TEXT


def evidence_of(key: str, cells: Sequence[str | None]) -> Evidence:
    """Everything counted of a key."""
    values = [cell for cell in cells if cell is not None and cell != CLEARED]
    looks = [look_of(cell) for cell in values]
    samples = {
        look: tuple(dict.fromkeys(cell for cell, other in zip(values, looks, strict=True) if other is look))[:SAMPLES]
        for look in looks
    }
    vectors = [len(json.loads(cell)) for cell, look in zip(values, looks, strict=True) if look is Look.VECTOR]
    texts = [str(parse(cell)) for cell in values if cell.lstrip().startswith('"') and look_of(cell) is not Look.OTHER]
    return Evidence(key, Counter(looks), Counter(vectors), options_among(Counter(texts)), samples)
