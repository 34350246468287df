"""Who may come in: the SDK with the right key, a token, or someone else's key."""

import secrets
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.hazmat.primitives.serialization import load_ssh_private_key as load
from encord import EncordUserClient
from encord.exceptions import AuthenticationError
from encord.orm.dataset import StorageLocation

from tests.local_platform import LocalPlatform
from wire.client import PlatformClient
from wire.signing import BearerToken, generate_key

SDK: Any = EncordUserClient  # the SDK leaves the options of its constructors untyped


def by_key(platform: LocalPlatform, key: str, password: str | None = None) -> EncordUserClient:
    return SDK.create_with_ssh_private_key(key, password, domain=platform.url)


def by_token(platform: LocalPlatform, token: str) -> EncordUserClient:
    return SDK.create_with_bearer_token(token, domain=platform.url)


def test_a_token_of_the_sdk_opens_both_kinds_of_call(platform: LocalPlatform, sdk: EncordUserClient) -> None:
    visitor = by_token(platform, sdk.get_bearer_token())
    assert visitor.create_storage_folder("by token").name == "by token"
    made = visitor.create_dataset("by token", StorageLocation.CORD_STORAGE, create_backing_folder=False)
    assert visitor.get_dataset(str(made.dataset_hash)).title == "by token"


def test_a_token_of_ours_opens_the_sdk_and_the_other_way_round(
    platform: LocalPlatform, sdk: EncordUserClient, client: PlatformClient
) -> None:
    made = sdk.create_storage_folder(f"Seen by all {secrets.token_hex(4)}")
    with closing(PlatformClient(platform.url, BearerToken(sdk.get_bearer_token()))) as ours:
        assert ours.get_folder(str(made.uuid)).name == made.name
    assert by_token(platform, client.bearer_token()).get_storage_folder(made.uuid).name == made.name


def test_a_key_with_a_passphrase_is_the_same_key(platform: LocalPlatform) -> None:
    key = load(Path(platform.key_file).read_bytes(), None)
    locked = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, BestAvailableEncryption(b"open sesame")).decode()
    assert by_key(platform, locked, "open sesame").create_storage_folder("locked").name == "locked"


def test_a_stranger_is_refused_by_both_kinds_of_call(platform: LocalPlatform) -> None:
    stranger = by_key(platform, generate_key()[0])
    with pytest.raises(AuthenticationError):
        list(stranger.list_storage_folders())
    with pytest.raises(AuthenticationError):
        stranger.get_dataset("00000000-0000-4000-8000-000000000000")


def test_a_token_that_was_made_up_is_refused(platform: LocalPlatform) -> None:
    stranger = by_token(platform, "made up")
    with pytest.raises(AuthenticationError):
        list(stranger.list_storage_folders())
