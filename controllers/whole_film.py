"""The film of the video that is open, to be looked at as a whole: its scenes, its thumbnails, its sound."""

from controllers.watching import OpenVideo
from media.film import Film, SequenceFilm, VideoFilm
from media.image_sequence import SequenceDecoder

_FEW = 16 * 1024 * 1024  # bytes of decoded images that such a look keeps: it passes each once


def whole_film(video: OpenVideo) -> Film | None:
    """The film as far as its frames are known; None before any is."""
    index, source, images = video.index, video.source, video.images
    if index is None or not index.frames:
        return None
    if source is not None:
        return VideoFilm(source, index)
    if images is None:
        return None
    key = f"{images.item.uuid} {index.frames}"
    return SequenceFilm(lambda: SequenceDecoder(images.images, index, _FEW), index, key, images.item.file_size or 0)
