"""One chunk of a push, in the lanes: read what the platform holds, send, read back, say what became of each item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from controllers.fast_metadata import read_metadata
from domain.metadata import Metadata, same_value
from models.push_log import ReceiptOutcome
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Conflicted, Forbidden, InvalidArguments, NotFound, PlatformError, TooLarge
from wire.messages import ItemText

# What the platform says of one item and not of the connection: the chunk is halved until the item is found.
ABOUT_AN_ITEM = (Forbidden, NotFound, InvalidArguments, Conflicted)

GONE = "It was deleted, or you may no longer see it."
ARRIVED = "The answer was lost on the way; read back, it has arrived."
TOO_LARGE = "It has more metadata than the platform takes in one request."


@dataclass(slots=True)
class Found:
    """What the platform holds of some items now, and of those it does not give, a sentence why."""

    items: dict[str, ItemText] = field(default_factory=dict[str, ItemText])
    problems: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(slots=True)
class Answer:
    """How sending went: what was refused and why, and the trouble after which nothing more should be sent."""

    refused: dict[str, str] = field(default_factory=dict[str, str])
    trouble: PlatformError | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one item; its metadata and edit time as they were read back (None when they could not be)."""

    outcome: ReceiptOutcome
    sentence: str = ""
    confirmed: Metadata | None = None
    edited_at: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One item as it is sent: its metadata before and after, as JSON text, and what is after as it would be read."""

    item: str
    before: str
    after: str
    held: Metadata | None = None


def find_items(client: PlatformClient, uuids: Sequence[str], cancel: CancelToken | None = None) -> Found:
    """Read items, at most 1000; the ones the platform refuses are found by halving. Raises PlatformError."""
    found = Found()
    waiting = [tuple(uuids)] if uuids else []
    while waiting:
        part = waiting.pop()
        try:
            found.items.update((item.uuid, item) for item in client.get_item_texts(part, cancel=cancel))
        except ABOUT_AN_ITEM as refused:
            if len(part) == 1:
                found.problems[part[0]] = GONE if isinstance(refused, Forbidden | NotFound) else refused.sentence
            else:
                waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
    for uuid in uuids:
        if uuid not in found.items:
            found.problems.setdefault(uuid, GONE)
    return found


def send(client: PlatformClient, parcels: Sequence[Parcel], cancel: CancelToken) -> Answer:
    """Send the parcels; the ones the platform refuses are found by halving. Nothing is raised: the answer says it."""
    answer = Answer()
    waiting = [tuple(parcels)] if parcels else []
    while waiting:
        part = waiting.pop()
        try:
            client.replace_metadata({parcel.item: parcel.after for parcel in part}, cancel=cancel)
        except TooLarge as refused:  # the client has halved already; all but these were sent
            answer.refused.update(dict.fromkeys(refused.items, TOO_LARGE))
        except ABOUT_AN_ITEM as refused:
            if len(part) == 1:
                answer.refused[part[0].item] = refused.sentence
            else:
                waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
        except PlatformError as trouble:
            answer.trouble = trouble
            break
    return answer


def read_back(client: PlatformClient, parcels: Sequence[Parcel], answer: Answer) -> dict[str, Fate]:
    """Ask the platform what it holds now: that, and not its answer, decides what became of each item."""
    try:
        found = find_items(client, [parcel.item for parcel in parcels])
    except PlatformError as unread:
        return {parcel.item: _unread(parcel, answer, unread) for parcel in parcels}
    return {parcel.item: _fate(parcel, answer, found) for parcel in parcels}


def _fate(parcel: Parcel, answer: Answer, found: Found) -> Fate:
    item = found.items.get(parcel.item)
    refusal = answer.refused.get(parcel.item)
    if item is None:
        return Fate("failed", _stays(refusal or found.problems[parcel.item]))
    as_sent = item.metadata == parcel.after
    now = parcel.held if as_sent and parcel.held is not None else read_metadata(item.metadata)
    if not isinstance(now, Metadata):
        return Fate("mismatch", _stays("The platform now holds metadata that cannot be read."))
    different = () if as_sent else differing(now, parcel.after)
    outcome, sentence = _judged(parcel, answer, item, different)
    return Fate(outcome, sentence, now, item.last_edited_at)


def _judged(parcel: Parcel, answer: Answer, item: ItemText, different: Sequence[str]) -> tuple[ReceiptOutcome, str]:
    refusal = answer.refused.get(parcel.item)
    if not different:
        return "pushed", ARRIVED if answer.trouble else ""
    if refusal is not None:
        return "failed", _stays(refusal)
    if answer.trouble is not None and item.metadata == parcel.before:
        return "failed", _stays(f"It did not arrive. {answer.trouble.sentence}")
    return "mismatch", _stays(f"The platform holds something else than was sent: {', '.join(different)}.")


def _unread(parcel: Parcel, answer: Answer, unread: PlatformError) -> Fate:
    refusal = answer.refused.get(parcel.item)
    if refusal is not None:
        return Fate("failed", _stays(refusal))
    sentence = f"It was sent, but what became of it could not be read. {unread.sentence}"
    return Fate("unknown", f"{sentence} Its edits stay staged; a new review finds out.")


def differing(now: Metadata, text: str) -> tuple[str, ...]:
    """The keys whose values differ from the ones that were sent as `text`."""
    sent = read_metadata(text)
    cells: Mapping[str, str] = sent.cells if isinstance(sent, Metadata) else {}
    keys = dict.fromkeys((*cells, *now.cells))
    return tuple(key for key in keys if not same_value(now.cells.get(key), cells.get(key)))


def _stays(sentence: str) -> str:
    return f"{sentence} Its edits stay staged."
