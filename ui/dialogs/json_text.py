"""JSON as a person writes it: what is wrong and where, and laid out on lines without re-spelling a value."""

import json
import re
from itertools import pairwise

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_OPEN, _CLOSE = frozenset("{["), frozenset("}]")


class UnknownWordError(ValueError):
    """A word that Python's reader takes and JSON does not."""


def json_problem(text: str) -> tuple[str, int] | None:
    """What is wrong with a JSON text and the place of it in the text; None when it is good."""
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as problem:
        message = problem.msg[:1].lower() + problem.msg[1:]
        return f"Line {problem.lineno}, column {problem.colno}: {message}.", problem.pos
    except UnknownWordError as problem:
        return str(problem), 0
    except RecursionError:
        return "This is nested too deeply to be checked.", 0
    return None


def indented(text: str) -> str:
    """Good JSON laid out with two spaces a level; every string and number is kept as it was spelt."""
    tokens = [*_TOKENS.findall(text), ""]
    written: list[str] = []
    depth = 0
    for token, following in pairwise(tokens):
        if token in _OPEN:
            depth += 1
            written.append(token if following in _CLOSE else token + _line(depth))
        elif token in _CLOSE:
            depth -= 1
            written.append(token)
        else:
            written.append({",": "," + _line(depth), ":": ": "}.get(token, token))
        if following in _CLOSE and token not in _OPEN:
            written.append(_line(depth - 1))
    return "".join(written)


def _line(depth: int) -> str:
    return "\n" + "  " * depth


def _refuse_constant(word: str) -> None:
    raise UnknownWordError(f"{word} is not JSON. Use a number, text in quotes, true, false or null.")
