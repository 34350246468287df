"""Films of every kind a platform is given, each with the numbers its frames must carry, in the order they are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.media.boxes import calling_every_frame_a_key, with_edits
from tests.media.fields import write_fields
from tests.media.films import Film, write
from tests.media.surgery import beginning_in_the_middle, cut, overwritten, with_cover, with_sound

MakeFile = Callable[[Path], Path]

ALL = tuple(range(100))
GROUPS = {"g": "30", "bf": "3"}
FILLED = {"b": "8M", "maxrate": "8M", "bufsize": "1M", "x264-params": "nal-hrd=cbr"}  # the rate is kept with zeros
OPEN = {"g": "12", "bf": "3", "x264-params": "open-gop=1:scenecut=0"}
OPEN_HEVC = {"x265-params": "keyint=12:bframes=3:open-gop=1"}
HIDDEN = {"auto-alt-ref": "1", "lag-in-frames": "20", "deadline": "good", "g": "40"}
UNEVEN = tuple(n * 3 + (n * n * 7) % 3 + (n // 10) * 5 for n in range(100))  # ticks of a 25th of a second
ONE_SECOND = Fraction(1, 1)


@dataclass(frozen=True)
class Specimen:
    """A file to be made, and the numbers of its frames; those of a faulty file are told by when they are shown."""

    name: str
    make: MakeFile
    numbers: tuple[int, ...] = ALL


def plain(film: Film) -> Specimen:
    return Specimen(film.name, lambda folder: write(folder, film), tuple(range(len(film.moments))))


def edited(film: Film, edits: list[tuple[float, float]], numbers: tuple[int, ...]) -> Specimen:
    return Specimen(film.name, lambda folder: with_edits(write(folder, film), edits), numbers)


PLAIN = (
    Film("h264.mp4", options=GROUPS),
    Film("h264.mov", options=GROUPS),
    Film("h264.mkv", options=GROUPS),
    Film("h264.avi", options=GROUPS),
    Film("h264.ts", options=GROUPS),
    Film("h264.flv", options=GROUPS),
    Film("h264-raw.h264", options=GROUPS),
    Film("h264-open.mp4", options=OPEN),
    Film("h264-open.mkv", options=OPEN),
    Film("h264-open.ts", options=OPEN),
    Film("h264-refresh.mp4", options={"g": "30", "x264-params": "intra-refresh=1"}),
    Film("h264-interlaced.ts", options={**GROUPS, "flags": "+ilme+ildct"}),
    Film("h264-10bit.mp4", options=GROUPS, pixels="yuv420p10le"),
    Film("h264-fragments.mp4", options=GROUPS, muxer={"movflags": "frag_keyframe+empty_moov"}),
    Film("h264-front.mp4", options=GROUPS, muxer={"movflags": "faststart"}),
    Film("h265-open.mp4", "libx265", options=OPEN_HEVC),
    Film("h265-open.mkv", "libx265", options=OPEN_HEVC),
    Film("h265-open.ts", "libx265", options=OPEN_HEVC),
    Film("vp9.webm", "libvpx-vp9", options=HIDDEN),
    Film("vp9.mp4", "libvpx-vp9", options={"g": "20"}),
    Film("vp8-hidden.webm", "libvpx", options=HIDDEN),
    Film("av1.mp4", "libsvtav1", options={"g": "30"}),
    Film("av1.webm", "libsvtav1", options={"g": "30"}),
    Film("mjpeg.avi", "mjpeg", pixels="yuvj420p"),
    Film("mjpeg.mov", "mjpeg", pixels="yuvj420p"),
    Film("mpeg4.avi", "mpeg4", options={"bf": "2", "g": "20"}),
    Film("mpeg2.ts", "mpeg2video", options={"bf": "2", "g": "15"}),
    Film("mpeg2.mpg", "mpeg2video", options={"bf": "2", "g": "15"}),
    Film("prores.mov", "prores_ks", pixels="yuv422p10le"),
    Film("ffv1.mkv", "ffv1"),
    Film("uneven.mp4", options=GROUPS, moments=UNEVEN),
    Film("uneven.mkv", options=GROUPS, moments=UNEVEN),
    Film("uneven.webm", "libvpx-vp9", options={"g": "20"}, moments=UNEVEN),
    Film("late.mkv", options=GROUPS, moments=range(250, 350)),
    Film("late.mp4", options=GROUPS, moments=range(250, 350)),
    Film("negative.mkv", options=GROUPS, moments=range(-5, 95), muxer={"avoid_negative_ts": "disabled"}),
    Film("faster-than-the-clock.mkv", options=GROUPS, base=Fraction(1, 2000)),
    Film("around-the-clock.ts", options=GROUPS, muxer={"output_ts_offset": "95441.5", "mpegts_copyts": "1"}),
    Film("quarter.mp4", options=GROUPS, turn=90),
    Film("half.mp4", options=GROUPS, turn=180),
    Film("three-quarters.mov", options=GROUPS, turn=270),
    Film("wide-pixels.mp4", options=GROUPS, aspect=Fraction(4, 3)),
    Film("tall-pixels.mkv", options=GROUPS, aspect=Fraction(3, 4)),
    Film("a-frame-a-second.mp4", options={"g": "25"}, base=ONE_SECOND),
)

EVERY_FRAME_A_KEY = (
    Film("all-keys.mp4", options=GROUPS),
    Film("all-keys-h265.mp4", "libx265", options=OPEN_HEVC),
    Film("all-keys-av1.mp4", "libsvtav1", options={"g": "30"}),
    Film("all-keys-mpeg4.mp4", "mpeg4", options={"g": "30", "bf": "2"}),
    Film("all-keys-mpeg2.mp4", "mpeg2video", options={"g": "30", "bf": "2"}),
)

SPECIAL = (
    *(
        Specimen(film.name, lambda folder, film=film: calling_every_frame_a_key(write(folder, film)))
        for film in EVERY_FRAME_A_KEY
    ),
    edited(Film("edit-inside-a-group.mp4", options=GROUPS), [(2, 1)], ALL[25:75]),
    edited(Film("edits-turned-round.mp4", options=GROUPS), [(1, 2), (1, 0.6)], (*ALL[50:75], *ALL[15:40])),
    edited(Film("edits-overlapping.mov", options=GROUPS), [(1, 2), (1, 2.2)], (*ALL[50:75], *ALL[55:80])),
    edited(Film("edit-h265.mp4", "libx265", options=OPEN_HEVC), [(2, 1)], ALL[25:75]),
    edited(Film("edit-av1.mp4", "libsvtav1", options={"g": "30"}), [(2, 1)], ALL[25:75]),
    Specimen("cover.mp4", lambda folder: with_cover(write(folder, Film("cover.mp4", options=GROUPS)))),
    Specimen("sound.mp4", lambda folder: with_sound(write(folder, Film("sound.mp4", options=GROUPS)))),
    Specimen("sound.mkv", lambda folder: with_sound(write(folder, Film("sound.mkv", options=GROUPS)))),
    Specimen("fields-apart.ts", lambda folder: write_fields(folder / "fields-apart.ts", 40), ALL[:40]),
    Specimen(
        "middle.ts",
        lambda folder: beginning_in_the_middle(
            write(folder, Film("middle.ts", options={"g": "30", "bf": "0", "sc_threshold": "0"}))
        ),
        ALL[30:],
    ),
)

FAULTY = tuple(
    Specimen(film.name, lambda folder, film=film, hurt=hurt: hurt(write(folder, film)))
    for hurt, films in (
        (
            cut,
            (
                Film("cut.mp4", options=GROUPS, muxer={"movflags": "faststart"}),
                Film("cut.mkv", options=GROUPS),
                Film("cut.ts", options=GROUPS),
                Film("cut.avi", "mpeg4", options={"bf": "2", "g": "20"}),
                Film("cut.webm", "libvpx-vp9", options={"g": "20"}),
                Film("cut-fragments.mp4", options=GROUPS, muxer={"movflags": "frag_keyframe+empty_moov"}),
            ),
        ),
        (
            overwritten,
            (
                Film("overwritten.mp4", options=GROUPS),
                Film("overwritten-open.mkv", options=OPEN),
                Film("overwritten.ts", options=GROUPS),
                Film("overwritten.avi", "mjpeg", pixels="yuvj420p"),
                Film("overwritten.mov", "prores_ks", pixels="yuv422p10le"),
                Film("overwritten-mpeg4.avi", "mpeg4", options={"bf": "2", "g": "20"}),
                Film("overwritten-h265.mp4", "libx265", options=OPEN_HEVC),
                Film("overwritten-mpeg2.ts", "mpeg2video", options={"bf": "2", "g": "15"}),
            ),
        ),
    )
    for film in films
)

SOUND = (*(plain(film) for film in PLAIN), *SPECIAL)

LONG = (
    plain(Film("ten-hours.mp4", options={"g": "60"}, moments=range(36_000), base=ONE_SECOND)),
    plain(Film("200000-frames.mp4", options={"g": "250", "preset": "ultrafast"}, moments=range(200_000))),
    plain(Film("200000-frames.mkv", "mpeg4", options={"g": "250", "bf": "2"}, moments=range(200_000))),
    plain(Film("4k.mp4", options=GROUPS, size=(3840, 2160), moments=range(60))),
    plain(Film("8k.mp4", options={"g": "8", "preset": "ultrafast"}, size=(7680, 4320), moments=range(16))),
)
