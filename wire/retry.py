"""How often, and after what pause, a request is sent again."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from wire.answers import Answer, Broken
from wire.cancel import CancelToken


def _chance() -> float:
    return secrets.randbelow(1000) / 1000


AGAIN = frozenset({408, 429, 500, 502, 503, 504})
"""The answers after which a request that may be repeated is sent again."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Patience as a value; times in seconds.

    `attempts` counts the first one. Pauses double from `base` up to `cap`, each shortened by up to half at random so
    that many clients do not come back together. A pause the platform asks for (Retry-After) replaces ours; one longer
    than `longest_pause` is not waited for: the refusal says how long it would have been.
    """

    attempts: int = 5
    base: float = 0.5
    cap: float = 30.0
    longest_pause: float = 120.0
    connect_timeout: float = 10.0
    read_timeout: float = 120.0
    jitter: Callable[[], float] = _chance

    def pause(self, attempt: int, asked: float | None) -> float:
        """Seconds to wait after the attempt of this number (from 1), given what the platform asked for."""
        if asked is not None:
            return asked
        longest = min(self.cap, self.base * 2 ** (attempt - 1))
        return longest * (0.5 + self.jitter() / 2)


DEFAULT_POLICY = RetryPolicy()


def seconds_asked(header: str | None, now: float) -> float | None:
    """Read Retry-After, in seconds or as a date; None when absent or not understood. `now` is in epoch seconds."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def until_answered(
    attempt: Callable[[], Answer | Broken],
    policy: RetryPolicy,
    *,
    repeatable: bool,
    cancel: CancelToken,
    on_wait: Callable[[str], None],
) -> Answer | Broken:
    """Try until there is an answer worth having, patience runs out, or Cancelled is raised; give the last outcome.

    What may not be repeated is sent again only if it certainly was not carried out: it never left, or it met a 429.
    """
    number = 0
    while True:
        number += 1
        cancel.raise_if_cancelled()
        outcome = attempt()
        if number >= policy.attempts or not _worth_repeating(outcome, repeatable):
            return outcome
        pause = policy.pause(number, outcome.retry_after)
        if pause > policy.longest_pause:
            return outcome
        on_wait(_waiting(outcome, pause, number + 1, policy.attempts))
        try:
            cancel.wait(pause)
        finally:
            on_wait("")


def _worth_repeating(outcome: Answer | Broken, repeatable: bool) -> bool:
    if isinstance(outcome, Broken):
        return outcome.passing and (repeatable or not outcome.sent)
    return outcome.status == 429 or (repeatable and outcome.status in AGAIN)


def _waiting(outcome: Answer | Broken, pause: float, number: int, attempts: int) -> str:
    if outcome.retry_after is not None:
        return f"Waiting {pause:.0f} s: the platform asked for a pause (attempt {number} of {attempts} follows)."
    cause = "no connection" if isinstance(outcome, Broken) else f"the platform answered {outcome.status}"
    return f"Waiting {pause:.1f} s: {cause} (attempt {number} of {attempts} follows)."
