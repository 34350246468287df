"""A file's facts are what is in the file, frame by frame, and a damaged file says so in a sentence."""

import io
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from media.probe import MediaUnreadable, probe
from server.sample.encoding import write_film, write_sound

AT_25 = tuple(range(40))
VARIABLE = (0, 1, 2, 5, 6, 10, 11, 12, 20, 30)


def film(path: Path, codec: str, moments: Sequence[int], options: dict[str, str] | None = None) -> None:
    """A film whose frames are shown at `moments`, in 25ths of a second."""
    pictures = ((moment, np.full((48, 64, 3), moment * 6 % 255, np.uint8)) for moment in moments)
    write_film(path, pictures, rate=25, codec=codec, options=options)


def tone(path: Path, codec: str, depth: int | None = 16) -> None:
    """Two seconds of stereo silence."""
    write_sound(path, np.zeros((32000, 2), np.int32 if depth == 24 else np.int16), rate=16000, codec=codec)


@pytest.mark.parametrize(
    ("name", "codec", "mime_type"),
    [
        ("a.mp4", "libx264", "video/mp4"),
        ("a.mov", "libx264", "video/quicktime"),
        ("a.mkv", "libx264", "video/x-matroska"),
        ("a.webm", "libvpx-vp9", "video/webm"),
        ("b.webm", "libvpx", "video/webm"),
    ],
)
def test_every_frame_of_a_film_is_counted(tmp_path: Path, name: str, codec: str, mime_type: str) -> None:
    film(tmp_path / name, codec, AT_25)
    facts = probe(tmp_path / name)
    assert (facts.mime_type, facts.frame_count, facts.width, facts.height) == (mime_type, 40, 64, 48)
    assert facts.fps == pytest.approx(25)
    assert facts.duration == pytest.approx(1.6, abs=0.002)
    assert facts.file_size == (tmp_path / name).stat().st_size
    assert facts.audio_codec is None


def test_frames_decoded_out_of_order_are_counted_once(tmp_path: Path) -> None:
    film(tmp_path / "b.mp4", "libx264", AT_25, {"bf": "3", "b-adapt": "0"})
    assert probe(tmp_path / "b.mp4").frame_count == 40


@pytest.mark.parametrize("name", ["v.mp4", "v.mkv"])
def test_a_variable_rate_is_the_mean_of_what_is_shown(tmp_path: Path, name: str) -> None:
    film(tmp_path / name, "libx264", VARIABLE)
    facts = probe(tmp_path / name)
    assert facts.frame_count == len(VARIABLE)
    assert facts.duration is not None
    assert facts.duration == pytest.approx(31 / 25, abs=0.2)
    assert facts.fps == pytest.approx(len(VARIABLE) / facts.duration, rel=0.006)


def test_a_vp8_frame_that_is_never_shown_is_not_counted(tmp_path: Path) -> None:
    film(tmp_path / "alt.webm", "libvpx", range(60), {"auto-alt-ref": "1", "lag-in-frames": "20", "deadline": "good"})
    assert probe(tmp_path / "alt.webm").frame_count == 60


@pytest.mark.parametrize(
    ("name", "codec", "expected"),
    [
        ("a.wav", "pcm_s16le", ("audio/wav", "pcm_s16le", 16)),
        ("a.flac", "flac", ("audio/flac", "flac", 16)),
        ("b.flac", "flac", ("audio/flac", "flac", 24)),
        ("a.mp3", "libmp3lame", ("audio/mpeg", "mp3", None)),
        ("a.m4a", "aac", ("audio/mp4", "aac", None)),
        ("a.mkv", "pcm_s16le", ("audio/x-matroska", "pcm_s16le", 16)),
    ],
)
def test_sound_says_rate_depth_codec_and_channels(
    tmp_path: Path, name: str, codec: str, expected: tuple[str, str, int | None]
) -> None:
    tone(tmp_path / name, codec, expected[2])
    facts = probe(tmp_path / name)
    assert (facts.mime_type, facts.audio_codec, facts.audio_bit_depth) == expected
    assert (facts.audio_sample_rate, facts.audio_num_channels) == (16000, 2)
    assert facts.duration == pytest.approx(2.0, abs=0.1)
    assert (facts.frame_count, facts.width) == (None, None)


@pytest.mark.parametrize("form", ["png", "jpeg", "webp", "gif", "bmp", "tiff"])
def test_a_picture_is_known_by_its_bytes_whatever_it_is_called(tmp_path: Path, form: str) -> None:
    path = tmp_path / "0a1b2c"
    Image.new("RGB", (31, 17)).save(path, format=form)
    facts = probe(path, "application/octet-stream")
    assert (facts.mime_type, facts.width, facts.height) == (f"image/{form}", 31, 17)
    assert (facts.duration, facts.frame_count) == (None, None)


def test_text_is_text_by_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c"
    path.write_text("Grüße " * 2000, "utf-8")
    assert probe(path).mime_type == "text/plain"


def test_a_sender_who_knows_better_is_believed_where_bytes_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "scan"
    path.write_bytes(b"\x00\x01\x02\xff")
    assert probe(path, "application/nifti").mime_type == "application/nifti"
    assert probe(path).mime_type == "application/octet-stream"
    path.write_bytes(b"caf\xe9 and the rest")
    assert probe(path).mime_type == "application/octet-stream"


def test_a_document_is_whole_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n... startxref\n9\n%%EOF")
    assert probe(path).mime_type == "application/pdf"
    path.write_bytes(b"%PDF-1.7\n...")
    with pytest.raises(MediaUnreadable, match="cut short"):
        probe(path)


def test_a_film_cut_short_is_refused_with_its_frames_counted(tmp_path: Path) -> None:
    whole = tmp_path / "whole.mp4"
    film(whole, "libx264", AT_25, {"movflags": "faststart"})
    film_bytes = whole.read_bytes()
    (tmp_path / "tail.mp4").write_bytes(film_bytes[: len(film_bytes) // 2])
    with pytest.raises(MediaUnreadable, match="The video is"):
        probe(tmp_path / "tail.mp4")


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"\x00\x00\x00\x18ftypisom" + b"\x00" * 64, None),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"\x89PNG\r\n\x1a\n broken", None),
        (b"ID3 nothing", None),
        (b"no film at all", "video/mp4"),
        (b"\x1a\x45\xdf\xa3webm", None),
    ],
)
def test_a_damaged_file_says_so_in_a_sentence(tmp_path: Path, head: bytes, said: str | None) -> None:
    path = tmp_path / "bad"
    path.write_bytes(head)
    with pytest.raises(MediaUnreadable) as refusal:
        probe(path, said)
    assert refusal.value.sentence.startswith("The ")
    assert refusal.value.sentence.endswith(".")


def test_an_empty_or_missing_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(MediaUnreadable, match="empty"):
        probe(tmp_path / "empty")
    with pytest.raises(MediaUnreadable, match="cannot be read"):
        probe(tmp_path / "missing")


def test_sound_without_samples_is_refused(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "none.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
    with pytest.raises(MediaUnreadable, match="sound"):
        probe(tmp_path / "none.wav")


def test_a_cover_picture_does_not_make_a_song_a_film(tmp_path: Path) -> None:
    tone(tmp_path / "a.flac", "flac")
    cover = io.BytesIO()
    Image.new("RGB", (8, 8)).save(cover, "PNG")
    plain = (tmp_path / "a.flac").read_bytes()
    (tmp_path / "b.flac").write_bytes(_with_cover(plain, cover.getvalue()))
    facts = probe(tmp_path / "b.flac")
    assert (facts.mime_type, facts.frame_count) == ("audio/flac", None)


def _with_cover(plain: bytes, picture: bytes) -> bytes:
    """A FLAC file with a picture block put after its stream facts."""
    kind = b"image/png"
    block = (3).to_bytes(4, "big") + len(kind).to_bytes(4, "big") + kind + bytes(4)
    block += b"".join(n.to_bytes(4, "big") for n in (8, 8, 24, 0, len(picture))) + picture
    head = 4 + 4 + 34
    return (
        plain[:4]
        + bytes([plain[4] & 0x7F])
        + plain[5:head]
        + b"\x06"
        + len(block).to_bytes(3, "big")
        + block
        + plain[head:]
    )
