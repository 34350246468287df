"""Tell what kind of file this is from its first bytes; its name and its sender count only when they say nothing."""

import mimetypes
from pathlib import Path

HEAD_SIZE = 4096
ISO_BRANDS = {b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"avif": "image/avif", b"heic": "image/heic"}
SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (8, b"WAVE", "audio/wav"),
    (8, b"WEBP", "image/webp"),
    (8, b"AVI ", "video/x-msvideo"),
    (128, b"DICM", "application/dicom"),
)
VAGUE = frozenset({"application/octet-stream", "binary/octet-stream", ""})


def kind_of(head: bytes, path: Path, said: str | None) -> str:
    """The MIME type of a file that starts with `head`; `said` is what its sender called it. Never empty."""
    return _from_bytes(head) or _from_words(path, said) or _from_text(head) or "application/octet-stream"


def _from_bytes(head: bytes) -> str | None:
    for offset, signature, mime_type in SIGNATURES:
        if head.startswith(signature, offset):
            return mime_type
    if head[4:8] == b"ftyp":
        return ISO_BRANDS.get(head[8:12], "video/mp4")
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:  # an MPEG audio frame of layer III
        return "audio/mpeg"
    return None


def _from_words(path: Path, said: str | None) -> str | None:
    plain = (said or "").partition(";")[0].strip().lower()
    if plain not in VAGUE:
        return plain
    return mimetypes.guess_type(path.name)[0]


def _from_text(head: bytes) -> str | None:
    if b"\x00" in head:
        return None
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.end < len(head) - 3:  # a letter cut by the end of the head is no mistake
            return None
    return "text/plain"
