"""Where the platform is: Encord's regions by name, or any address a person types."""

from urllib.parse import urlsplit

from wire.errors import InvalidArguments

REGIONS = {"EU": "https://api.encord.com", "US": "https://api.us.encord.com"}


def read_address(text: str) -> str:
    """Read a region's name or an address: scheme, host and port, no path. Raises InvalidArguments."""
    typed = text.strip()
    address = REGIONS.get(typed.upper(), typed.rstrip("/"))
    reason = _fault(address)
    if reason:
        raise InvalidArguments(f"{reason} Write EU, US, or an address like https://api.encord.com.")
    return address


def _fault(address: str) -> str:
    try:
        parts = urlsplit(address)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return "This is not an address."
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_fits:
        return "This is not an address of a platform."
    if parts.username is not None or parts.password is not None:
        return "An address must not hold a user name or a password."
    if parts.path or parts.query or parts.fragment:
        return "The address of a platform ends after its host."
    return ""


def region_name(address: str) -> str:
    """Name a platform for the status bar: `Encord EU`, `Encord US`, or the host."""
    for name, known in REGIONS.items():
        if address == known:
            return f"Encord {name}"
    return urlsplit(address).netloc
