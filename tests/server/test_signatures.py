"""Who may speak: signatures of both kinds, clocks, tokens, added people, roles and other organisations."""

import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from encord import EncordUserClient
from encord.exceptions import AuthenticationError, AuthorisationError

from tests.local_platform import LocalPlatform
from tests.server.signed_http import call, call_v1, send
from wire.signing import PrivateKey, generate_key, sign_v2


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Generator[LocalPlatform]:
    with LocalPlatform(tmp_path_factory.mktemp("people") / "data") as platform:
        yield platform


def add_person(platform: LocalPlatform, words: str) -> tuple[PrivateKey, EncordUserClient]:
    private, public = generate_key()
    with (platform.data_dir / "authorized_keys").open("a") as file:
        file.write(f"{public} {words}\n")
    make = cast("Any", EncordUserClient).create_with_ssh_private_key  # the SDK leaves its options untyped
    return PrivateKey.from_text(private), make(private, domain=platform.url)


def with_token(platform: LocalPlatform, token: str) -> EncordUserClient:
    make = cast("Any", EncordUserClient).create_with_bearer_token  # the SDK leaves its options untyped
    return make(token, domain=platform.url)


@pytest.mark.parametrize(("age", "status"), [(0, 200), (290, 200), (-290, 200), (310, 401), (-310, 401)])
def test_a_signature_is_good_for_five_minutes(own: LocalPlatform, age: int, status: int) -> None:
    reply = call(own.url, PrivateKey.load(own.key_file), "GET", "storage/folders", age=age)
    assert reply.status == status
    if status == 401:
        assert "clock" in reply.json()["message"]


def test_the_signature_covers_the_target_as_it_was_sent(own: LocalPlatform) -> None:
    key = PrivateKey.load(own.key_file)
    spelt = "/v2/public/storage/folders?search=%7E+%c3%a9&pageSize=10"
    headers = sign_v2(key, "GET", spelt, b"", int(time.time()))
    assert send(own.url, "GET", spelt, headers=headers).status == 200
    other = spelt.replace("%c3", "%C3")
    assert send(own.url, "GET", other, headers=headers).status == 401


@pytest.mark.parametrize("header", ["Signature", "Signature-Input", "Content-Digest"])
def test_a_request_without_a_part_of_its_signature_is_refused(own: LocalPlatform, header: str) -> None:
    headers = sign_v2(PrivateKey.load(own.key_file), "GET", "/v2/public/storage/folders", b"", int(time.time()))
    del headers[header]
    assert send(own.url, "GET", "/v2/public/storage/folders", headers=headers).status == 401


def test_another_body_than_the_signed_one_is_refused(own: LocalPlatform) -> None:
    target = "/v2/public/storage/folders"
    headers = sign_v2(PrivateKey.load(own.key_file), "POST", target, b'{"name":"a"}', int(time.time()))
    assert send(own.url, "POST", target, b'{"name":"b"}', headers).status == 401


def test_a_key_that_is_not_known_is_refused_in_both_apis(own: LocalPlatform) -> None:
    stranger = PrivateKey.from_text(generate_key()[0])
    assert "authorized_keys" in call(own.url, stranger, "GET", "storage/folders").json()["message"]
    reply = call_v1(own.url, stranger, "dataset", "GET")
    assert reply.status == 200
    assert reply.json()["response"] == ["AUTHENTICATION_ERROR"]


def test_a_bearer_token_stands_in_for_the_key(own: LocalPlatform) -> None:
    token = own.user_client().get_bearer_token()
    sdk = with_token(own, token)
    assert sdk.create_storage_folder("By token").name == "By token"
    forged = with_token(own, token[:-2] + "AA")
    with pytest.raises(AuthenticationError):
        list(forged.list_storage_folders())


def test_a_person_added_to_the_file_may_speak_at_once_and_no_longer_when_removed(own: LocalPlatform) -> None:
    file = own.data_dir / "authorized_keys"
    before = file.read_text()
    _, sdk = add_person(own, "new@tagline.local")
    assert list(sdk.list_storage_folders(page_size=10)) is not None
    assert "new@tagline.local" in [user.email for user in sdk.list_organisation_users()]
    file.write_text(before)
    with pytest.raises(AuthenticationError):
        list(sdk.list_storage_folders())


def test_a_user_reads_and_edits_but_does_not_rule(own: LocalPlatform) -> None:
    folder = own.user_client().create_storage_folder("Theirs", client_metadata={"a": 1})
    _, sdk = add_person(own, "user@tagline.local user")
    seen = sdk.get_storage_folder(folder.uuid)
    seen.update(client_metadata={"a": 2})
    assert own.user_client().get_storage_folder(folder.uuid).client_metadata == {"a": 2}
    with pytest.raises(AuthorisationError, match="Only an admin"):
        seen.move_to_folder(None)
    with pytest.raises(AuthorisationError, match="Only an admin"):
        seen.delete()
    schema = sdk.metadata_schema()
    schema.add_scalar("speed", data_type="number")
    with pytest.raises(AuthorisationError, match="Only an admin"):
        schema.save()
    own_folder = sdk.create_storage_folder("Mine")
    own_folder.delete()


def test_another_organisation_sees_nothing_of_this_one(own: LocalPlatform) -> None:
    ours = own.user_client().create_storage_folder("Ours")
    _, sdk = add_person(own, "them@elsewhere admin Elsewhere")
    assert list(sdk.list_storage_folders()) == []
    for uuid in (ours.uuid, UUID(int=5)):
        with pytest.raises(AuthorisationError):
            sdk.get_storage_folder(uuid)
    with pytest.raises(AuthorisationError):
        sdk.create_storage_folder("Inside yours", parent_folder=ours)
    theirs = sdk.create_storage_folder("Theirs")
    with pytest.raises(AuthorisationError):
        own.user_client().get_storage_folder(theirs.uuid)


def test_lines_that_are_no_person_are_left_out_and_said(own: LocalPlatform, tmp_path: Path) -> None:
    with (own.data_dir / "authorized_keys").open("a") as file:
        file.write("ssh-rsa AAAA someone@x\n# a remark\n\nssh-ed25519 short a@b\n")
    assert list(own.user_client().list_storage_folders(page_size=10)) is not None
    assert own.has_logged("authorized_keys line"), own.log


def test_what_is_not_there_is_said_in_a_sentence(own: LocalPlatform) -> None:
    key = PrivateKey.load(own.key_file)
    reply = call(own.url, key, "GET", "index/collections")
    assert (reply.status, reply.json()["message"]) == (
        404,
        "There is no call GET /v2/public/index/collections on the local platform.",
    )
    assert call(own.url, key, "POST", "storage/search/folders").status == 405
    assert call_v1(own.url, key, "ontology", "GET").json()["response"] == ["RESOURCE_NOT_FOUND_ERROR"]
    assert call(own.url, key, "GET", "storage/folders/not-a-uuid").status == 400
    assert call(own.url, key, "GET", "storage/folders?pageSize=0").status == 400
    assert call(own.url, key, "GET", "storage/folders?search=%00").status == 400


def test_plain_answers_for_those_who_ask_for_plain_ones(own: LocalPlatform) -> None:
    key = PrivateKey.load(own.key_file)
    for encoding in ("identity", "gzip"):
        reply = call(own.url, key, "GET", "storage/folders", accept_encoding=encoding)
        assert "content-encoding" not in reply.headers
