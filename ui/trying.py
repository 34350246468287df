"""Waiting for something the world may refuse: the refusal comes back as a sentence, a fault of ours is raised."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from ui.wording import sentence_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """It was refused; the sentence says why."""

    sentence: str


async def tried(coroutine: Coroutine[Any, Any, T]) -> T | Failure:
    """The result, or the sentence of an error that carries one; any other error is raised."""
    (result,) = await asyncio.gather(coroutine, return_exceptions=True)
    if not isinstance(result, BaseException):
        return result
    sentence = sentence_of(result)
    if sentence is None:
        raise result
    return Failure(sentence)
