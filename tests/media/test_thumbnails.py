"""Small pictures of the frames asked for: exactly them, or nearly where that is enough."""

from pathlib import Path

import pytest

from media.film import SequenceFilm
from media.image_sequence import SequenceDecoder, sequence_index
from media.picture import Picture
from media.thumbnails import thumbnails, usual_slack
from tests.media.films import Film, write
from tests.media.looked_at import film_at
from tests.media.numbered import number_in, numbered

FILMS = (
    Film("short.mp4", options={"g": "10"}),
    Film("long.mp4", options={"g": "250"}),
    Film("uneven.mkv", moments=[at * at + 9 for at in range(100)]),
    Film("turned.mov", turn=90),
    Film("other.webm", codec="libvpx-vp9"),
    Film("still.avi", codec="mjpeg", pixels="yuvj420p"),
)


def _never() -> bool:
    return False


def _number(picture: Picture) -> int | None:
    return number_in(picture.bgra)


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_without_slack_every_thumbnail_is_the_very_frame(tmp_path: Path, film: Film) -> None:
    opened = film_at(write(tmp_path, film))
    made = list(opened.thumbnails([50, 3, 99, 4, 50, 0], 0, _never))
    assert [number for number, _ in made] == [0, 3, 4, 50, 99]
    assert all(picture.number == number == _number(picture) for number, picture in made)


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_with_slack_a_thumbnail_says_which_frame_near_by_it_is(tmp_path: Path, film: Film) -> None:
    opened = film_at(write(tmp_path, film))
    made = list(opened.thumbnails(range(0, 100, 24), 8, _never))
    assert [number for number, _ in made] == [0, 24, 48, 72, 96]
    assert all(picture.number == _number(picture) for _, picture in made)
    assert all(abs(picture.number - number) <= 8 for number, picture in made)


def test_a_thumbnail_is_no_larger_than_asked_and_upright(tmp_path: Path) -> None:
    opened = film_at(write(tmp_path, Film("turned.mov", turn=90, size=(320, 240))))
    ((_, picture),) = opened.thumbnails([5], 0, _never, 80)
    assert (picture.width, picture.height) == (60, 80)


def test_frames_that_are_not_there_have_no_thumbnail(tmp_path: Path) -> None:
    opened = film_at(write(tmp_path, Film("film.mp4")))
    assert [number for number, _ in opened.thumbnails([-1, 7, 100, 10**9], 0, _never)] == [7]


def test_no_thumbnails_are_made_for_whom_nobody_waits(tmp_path: Path) -> None:
    opened = film_at(write(tmp_path, Film("film.mp4")))
    looks = iter([False, False, True])
    assert len(list(thumbnails(opened.source, opened.index, range(10), cancelled=lambda: next(looks)))) == 2


def test_pictures_in_a_row_have_thumbnails_too() -> None:
    from io import BytesIO

    from PIL import Image

    def encoded(number: int) -> bytes:
        out = BytesIO()
        Image.fromarray(numbered(number, 256, 192)).save(out, "PNG")
        return out.getvalue()

    images = [encoded(0), b"not an image", encoded(2)]
    index = sequence_index(len(images))
    film = SequenceFilm(lambda: SequenceDecoder([lambda data=data: data for data in images], index), index, "a", 3)
    made = list(film.thumbnails([2, 1, 0, 7], 5, _never, 128))
    assert [number for number, _ in made] == [0, 2]
    assert [(_number(picture), picture.width, picture.time) for _, picture in made] == [(0, 128, 0.0), (2, 128, 2.0)]
    assert list(film.thumbnails([0, 1], 0, lambda: True)) == []


def test_thumbnails_side_by_side_may_be_off_by_a_part_of_their_distance() -> None:
    assert usual_slack([]) == usual_slack([7]) == 0
    assert usual_slack([0, 1, 2]) == 0
    assert usual_slack([72, 0, 36, 108]) == 6
