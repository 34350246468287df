"""Where the platform is: a region by name, or an address."""

import pytest

from wire.address import REGIONS, read_address, region_name
from wire.errors import InvalidArguments


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("EU", "https://api.encord.com"),
        (" us ", "https://api.us.encord.com"),
        ("https://api.encord.com/", "https://api.encord.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:80//", "http://[::1]:80"),
    ],
)
def test_a_region_or_an_address_is_read(typed: str, address: str) -> None:
    assert read_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "EURO", "api.encord.com", "ftp://a", "https://", "https://a/v2", "https://a?b=c", "https://a#b", "https://[",
     "https://user:word@a", "https://user@a", "https://a:0", "https://a:99999", "https://a:b"],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(InvalidArguments, match="Write EU, US, or an address") as refusal:
        read_address(typed)
    assert "word" not in refusal.value.sentence.replace("password", "")


def test_platforms_have_names() -> None:
    assert [region_name(address) for address in REGIONS.values()] == ["Encord EU", "Encord US"]
    assert region_name("http://127.0.0.1:8080") == "127.0.0.1:8080"
