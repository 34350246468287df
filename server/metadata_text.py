"""Metadata on its way in: kept byte for byte, checked to be a JSON object, and against the schema when strict."""

import msgspec

from server.refusals import Unfit


def object_text(raw: msgspec.Raw, name: str = "clientMetadata") -> str | None:
    """Give the text of a JSON object exactly as it was sent; None for `null`.

    Raises:
        Unfit: it is another kind of JSON, or not UTF-8.
    """
    try:
        text = bytes(raw).decode()
    except UnicodeDecodeError as error:
        raise Unfit(f"{name} is not UTF-8.") from error
    if text == "null":
        return None
    if not text.startswith("{"):
        raise Unfit(f"{name} is a JSON object, not {text[:40]}.")
    return text


def read_object_text(text: str, name: str = "clientMetadata") -> str:
    """Check a string that holds JSON, as folders are made with; give it back as it is."""
    try:
        raw = msgspec.json.decode(text.encode(), type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise Unfit(f"{name} is a string that holds a JSON object; this one cannot be read: {error}.") from error
    if not bytes(raw).startswith(b"{"):
        raise Unfit(f"{name} is a string that holds a JSON object, not {text[:40]}.")
    return text
