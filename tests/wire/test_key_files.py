"""Every kind of bad key gets its own sentence, and nothing secret ever shows."""

import base64
import io
import logging
import os
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from wire.errors import (
    KeyRefused,
    NotEd25519,
    NotFoundKey,
    NotOpenSsh,
    PassphraseNeeded,
    UnreadableKey,
    WrongPassphrase,
)
from wire.signing import PrivateKey, generate_key

PASSPHRASE = "correct horse battery staple"
GOOD = generate_key()[0]
LOCKED = generate_key(passphrase=PASSPHRASE)[0]
ED = ed25519.Ed25519PrivateKey.generate()
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())


def pem(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | dsa.DSAPrivateKey,
    form: PrivateFormat,
    passphrase: str | None = None,
) -> str:
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, form, lock).decode()


PUBLIC = ED.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
EC_PUBLIC = EC.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def with_unknown_cipher() -> str:
    blob = base64.b64decode("".join(LOCKED.splitlines()[1:-1])).replace(b"aes256-ctr", b"aes256-zzz")
    body = base64.encodebytes(blob).decode()
    return f"-----BEGIN OPENSSH PRIVATE KEY-----\n{body}-----END OPENSSH PRIVATE KEY-----\n"


BAD: dict[str, tuple[str, str | None, type[KeyRefused], str]] = {
    "RSA in OpenSSH form": (pem(RSA, PrivateFormat.OpenSSH), None, NotEd25519, "an RSA key"),
    "RSA in PEM form": (pem(RSA, PrivateFormat.TraditionalOpenSSL), None, NotEd25519, "an RSA key"),
    "ECDSA in OpenSSH form": (pem(EC, PrivateFormat.OpenSSH), None, NotEd25519, "an ECDSA key"),
    "ECDSA in PEM form": (pem(EC, PrivateFormat.TraditionalOpenSSL), None, NotEd25519, "an ECDSA key"),
    "DSA in PEM form": ("-----BEGIN DSA PRIVATE KEY-----\nMIIB\n", None, NotEd25519, "a DSA key"),
    "PKCS#8": (pem(ED, PrivateFormat.PKCS8), None, NotOpenSsh, "PKCS#8"),
    "encrypted PKCS#8": (pem(ED, PrivateFormat.PKCS8, PASSPHRASE), PASSPHRASE, NotOpenSsh, "encrypted PKCS#8"),
    "RSA with passphrase": (pem(RSA, PrivateFormat.OpenSSH, PASSPHRASE), PASSPHRASE, NotEd25519, "an RSA key"),
    "garbage": ("complete nonsense, 123", None, NotOpenSsh, "not a private key"),
    "empty": ("", None, NotOpenSsh, "empty"),
    "blank": (" \n\t\r\n", None, NotOpenSsh, "empty"),
    "public": (PUBLIC, None, NotOpenSsh, "public key"),
    "ECDSA public": (EC_PUBLIC, None, NotOpenSsh, "public key"),
    "PuTTY": ("PuTTY-User-Key-File-3: ssh-ed25519\n", None, NotOpenSsh, "PuTTY"),
    r"literal \n": (GOOD.replace("\n", r"\n"), None, NotOpenSsh, r"\n"),
    "cut short": (GOOD[:200], None, NotOpenSsh, "damaged"),
    "unknown cipher": (with_unknown_cipher(), PASSPHRASE, NotOpenSsh, "not supported"),
    "no passphrase": (LOCKED, None, PassphraseNeeded, "passphrase"),
    "empty passphrase": (LOCKED, "", PassphraseNeeded, "passphrase"),
    "wrong passphrase": (LOCKED, "tr0ub4dor&3", WrongPassphrase, "does not open"),
    "wrong passphrase with a zero": (LOCKED, "a\0b", WrongPassphrase, "does not open"),
}


def everything_said(load: Callable[[], object]) -> tuple[KeyRefused, str]:
    """The refusal, and all that could end up in a log, a message or a crash report with local variables."""
    try:
        load()
    except KeyRefused as error:
        trace = error.__traceback__
        ours = trace.tb_next.tb_next if trace and trace.tb_next else None  # the test's own frames hold the key
        report = traceback.TracebackException(type(error), error, ours, capture_locals=True)
        return error, "\n".join([str(error), repr(error), repr(error.__dict__), repr(error.args), *report.format()])
    pytest.fail("The key was not refused.")


def secrets_of(text: str, passphrase: str | None) -> list[str]:
    """The key's text line by line, as it stands and with another line end, and the passphrase."""
    lines = text.replace(r"\n", "\n").splitlines()
    inner = [line for line in lines if len(line) > 12 and not line.startswith("-----")]
    return [*inner, *([passphrase] if passphrase else [])]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_key_file_is_refused_in_a_sentence_of_its_own_that_shows_no_secret(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    text, passphrase, kind, words = BAD[name]
    file = tmp_path / "key"
    file.write_text(text)
    caplog.set_level(logging.DEBUG)
    error, said = everything_said(lambda: PrivateKey.load(file, passphrase))
    also, said_also = everything_said(lambda: PrivateKey.from_text(text, passphrase))
    assert type(error) is type(also) is kind
    assert error.sentence == also.sentence == str(error)
    assert words in error.sentence
    assert error.__context__ is None
    assert error.__cause__ is None
    out, err = capfd.readouterr()
    assert "outcome = " in said  # the report does list local variables
    heard = "\n".join([said, said_also, caplog.text, out, err])
    assert not [secret for secret in secrets_of(text, passphrase) if secret in heard]


def sentence_of(text: str, passphrase: str | None) -> str:
    with pytest.raises(KeyRefused) as refusal:
        PrivateKey.from_text(text, passphrase)
    return refusal.value.sentence


def test_every_kind_of_fault_has_another_sentence() -> None:
    sentences = {sentence_of(text, passphrase) for text, passphrase, _, _ in BAD.values()}
    assert len(sentences) >= 13
    assert all(sentence[0].isupper() for sentence in sentences)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundKey, match=r"There is no file .*nowhere"):
        PrivateKey.load(tmp_path / "nowhere")


def test_a_folder_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(UnreadableKey, match="is a folder"):
        PrivateKey.load(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableKey, match="not an ordinary file"):
        PrivateKey.load(tmp_path / "pipe")


@pytest.mark.parametrize("path", [Path("a\0b"), Path("~nobody-of-that-name/key"), Path("x" * 300)])
def test_a_path_that_cannot_be_used_is_refused(path: Path) -> None:
    with pytest.raises(UnreadableKey, match="cannot be read"):
        PrivateKey.load(path)


def test_a_file_one_may_not_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> io.BufferedReader:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "key").write_text(GOOD)
    monkeypatch.setattr(Path, "open", forbidden)  # root may read everything, so the mode alone would prove nothing
    with pytest.raises(UnreadableKey, match="not allowed to read"):
        PrivateKey.load(tmp_path / "key")


@pytest.mark.parametrize(
    "spelling",
    [GOOD, GOOD.rstrip(), "\n  " + GOOD, GOOD.replace("\n", "\r\n"), GOOD.replace("\n", " "), "\ufeff" + GOOD],
    ids=["as it is", "no last line end", "blanks before", "Windows", "in one line", "byte order mark"],
)
def test_a_good_key_may_have_been_pasted_in_many_ways(spelling: str) -> None:
    assert PrivateKey.from_text(spelling).public_hex == PrivateKey.from_text(GOOD).public_hex


def test_the_right_passphrase_opens_and_a_needless_one_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "locked").write_text(LOCKED)
    key = PrivateKey.load(tmp_path / "locked", PASSPHRASE)
    assert key.public_hex in repr(key)
    assert PrivateKey.from_text(GOOD, "needless").public_hex == PrivateKey.from_text(GOOD).public_hex


def test_the_home_folder_may_be_written_as_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "key").write_text(GOOD)
    assert PrivateKey.load(Path("~/key")).public_hex == PrivateKey.from_text(GOOD).public_hex
