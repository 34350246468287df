"""Reads the private key a person points at, and says plainly what is wrong with it.

Nothing here raises: a refusal is handed back, so that no traceback runs through a frame that holds key or passphrase.
"""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from wire.errors import (
    KeyRefused,
    NotEd25519,
    NotFoundKey,
    NotOpenSsh,
    PassphraseNeeded,
    UnreadableKey,
    WrongPassphrase,
)

_LARGEST = 65_536
_MAKE_ONE = "Make one with: ssh-keygen -t ed25519"

# What the beginning of a file that is no OpenSSH key tells about it; the first that fits speaks.
_FOREIGN: tuple[tuple[bytes, type[KeyRefused], str], ...] = (
    (
        b"-----BEGIN RSA PRIVATE KEY-----",
        NotEd25519,
        f"This is an RSA key; the platform takes Ed25519 keys. {_MAKE_ONE}",
    ),
    (
        b"-----BEGIN EC PRIVATE KEY-----",
        NotEd25519,
        f"This is an ECDSA key; the platform takes Ed25519 keys. {_MAKE_ONE}",
    ),
    (
        b"-----BEGIN DSA PRIVATE KEY-----",
        NotEd25519,
        f"This is a DSA key; the platform takes Ed25519 keys. {_MAKE_ONE}",
    ),
    (b"-----BEGIN PRIVATE KEY-----", NotOpenSsh, f"This key is in PKCS#8 form, not in OpenSSH form. {_MAKE_ONE}"),
    (
        b"-----BEGIN ENCRYPTED PRIVATE KEY-----",
        NotOpenSsh,
        f"This key is in encrypted PKCS#8 form, not in OpenSSH form. {_MAKE_ONE}",
    ),
    (b"PuTTY-User-Key-File", NotOpenSsh, "This is a PuTTY key: export it in OpenSSH form with PuTTYgen."),
    (b"ssh-", NotOpenSsh, "This is a public key. Choose the private one: the file of the same name without .pub."),
    (b"ecdsa-", NotOpenSsh, "This is a public key, and of the ECDSA kind. The platform takes private Ed25519 keys."),
)


def read_key_file(path: Path, passphrase: str | None) -> Ed25519PrivateKey | KeyRefused:
    """Read an OpenSSH private key file (`~` is the home folder); a refusal comes back as a value."""
    data = _bytes_of(path)
    return data if isinstance(data, KeyRefused) else read_key(data, passphrase)


def _bytes_of(path: Path) -> bytes | KeyRefused:
    try:
        place = path.expanduser()
        if place.is_dir():
            return UnreadableKey(f"{place} is a folder. Choose the private key file in it.")
        if place.exists() and not place.is_file():
            return UnreadableKey(f"{place} is not an ordinary file, so no key can be read from it.")
        with place.open("rb") as file:
            return file.read(_LARGEST)
    except FileNotFoundError:
        return NotFoundKey(f"There is no file {path}.")
    except PermissionError:
        return UnreadableKey(f"You are not allowed to read {path}. Its owner can change that with chmod 600.")
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "the path cannot be used"
        return UnreadableKey(f"{path} cannot be read: {reason}.")


def read_key(data: bytes, passphrase: str | None) -> Ed25519PrivateKey | KeyRefused:
    """Read an OpenSSH private key; a refusal comes back as a value. A passphrase that is not needed is not used."""
    try:
        key = load_ssh_private_key(data, None)
    except TypeError:
        return _unlocked(data, passphrase)
    except (ValueError, UnsupportedAlgorithm):
        return _refusal(data)
    return _only_ed25519(key)


def _unlocked(data: bytes, passphrase: str | None) -> Ed25519PrivateKey | KeyRefused:
    if not passphrase:
        return PassphraseNeeded("This key is protected by a passphrase.")
    try:
        return _only_ed25519(load_ssh_private_key(data, passphrase.encode()))
    except (ValueError, UnsupportedAlgorithm):
        return WrongPassphrase("The passphrase does not open this key.")


def _only_ed25519(key: object) -> Ed25519PrivateKey | KeyRefused:
    if isinstance(key, Ed25519PrivateKey):
        return key
    kind = {"RSA": "an RSA", "EC": "an ECDSA"}.get(type(key).__name__.partition("Private")[0], "another kind of")
    return NotEd25519(f"This is {kind} key; the platform takes Ed25519 keys. {_MAKE_ONE}")


def _refusal(data: bytes) -> KeyRefused:
    text = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        return NotOpenSsh("The key is empty.")
    for beginning, kind, sentence in _FOREIGN:
        if text.startswith(beginning):
            return kind(sentence)
    if b"-----BEGIN OPENSSH PRIVATE KEY-----" not in text:
        return NotOpenSsh(f"This is not a private key. It should begin with: BEGIN OPENSSH PRIVATE KEY. {_MAKE_ONE}")
    if b"\\n" in text:
        return NotOpenSsh(
            r"This key has the two characters \n where its line ends should be. Paste it again as it was."
        )
    return NotOpenSsh("This OpenSSH key is damaged or of a kind that is not supported. Copy the whole file again.")
