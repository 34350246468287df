"""What is found in the file of a video: its frames, its cuts, its best frames, a few small pictures. For lanes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from controllers.behind_item import Client, Images, look_behind
from controllers.film_proposals import best_of_scenes
from controllers.keyframe_rules import AtCuts, BestOfScenes, Rule
from controllers.looking import measures_in
from controllers.many_finding import Seen
from controllers.many_videos import Video
from controllers.watching import indexes_in
from domain.proposals import USUAL_STRENGTH, ProposalKind
from media.agreement import disagreements
from media.film import Film, SequenceFilm, VideoFilm
from media.frame_index import FrameIndex
from media.image_sequence import SequenceDecoder
from media.indexing import build_index
from media.measures import Measures
from media.picture import Picture
from media.probe import MediaUnreadable
from media.scenes import Cut, cuts_of
from media.source import Source
from models.frame_times import FrameTimes
from wire.cancel import CancelToken

_FEW_BYTES = 64 * 1024 * 1024  # of decoded images of a sequence
_STOPPED = "It was not looked at to its end."


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """A film whose pictures were looked at: its frames, and what was measured of each. `cuts`: the faint ones too."""

    seen: Seen
    fps: float
    measures: Measures
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many frames of how many of a video, by its name, were looked at."""

    name: str
    done: int
    frames: int


class VideoFiles:
    """Opens videos by item. What takes long is kept in `data_dir`, by what the files hold.

    Every call raises PlatformError, and MediaUnreadable where the file cannot be read.
    """

    def __init__(self, client: Client, data_dir: Path) -> None:
        self._client = client
        self._indexes = indexes_in(data_dir)
        self._measures = measures_in(data_dir)

    def frames(self, video: Video, cancel: CancelToken) -> Seen:
        """When the frames of a video are shown, and where the platform says otherwise."""
        return _seen(video, self._film(video.item, cancel).index)

    def look(self, video: Video, told: Callable[[Progress], None], cancel: CancelToken) -> Looked:
        """Look at every frame; `told` how far it is, on the thread that looks."""
        film = self._film(video.item, cancel)
        measures = self._measures.load(film.key, film.index.frames)
        if measures is None:

            def tell(measured: Measures) -> None:
                told(Progress(video.name, measured.frames, film.index.frames))

            measures = film.measures(tell, lambda: cancel.cancelled)
            self._measures.keep(film.key, measures)
        if not measures.complete:
            raise MediaUnreadable(_STOPPED)
        return Looked(_seen(video, film.index), film.index.fps, measures, cuts_of(measures, film.index.fps))

    def pictures(self, item: str, wanted: Sequence[int], cancel: CancelToken) -> tuple[Picture, ...]:
        """Small pictures of exactly these frames, in rising order; those that are damaged are left out."""
        film = self._film(item, cancel)
        return tuple(picture for _, picture in film.thumbnails(wanted, 0, lambda: cancel.cancelled))

    def _film(self, item: str, cancel: CancelToken) -> Film:
        behind = look_behind(self._client, item, cancel)
        if isinstance(behind, Images):
            decoder = partial(SequenceDecoder, behind.images, behind.index, _FEW_BYTES)
            return SequenceFilm(decoder, behind.index, item, behind.item.file_size or 0)
        return VideoFilm(behind.source, self._index(behind.source, cancel))

    def _index(self, source: Source, cancel: CancelToken) -> FrameIndex:
        index = self._indexes.load(source.key)
        if index is None:
            index = build_index(source, cancelled=lambda: cancel.cancelled)
            if cancel.cancelled:
                raise MediaUnreadable(_STOPPED)
            self._indexes.keep(source.key, index)
        if not index.frames:
            raise MediaUnreadable("No frame of this video can be shown.")
        return index


def found_in(rule: Rule, looked: Looked) -> Seen:
    """The same film with the frames that a rule finds in its pictures. For a lane."""
    match rule:
        case AtCuts():
            strong = [cut.frame for cut in looked.cuts if cut.strength >= rule.strength]
            found = sorted({0, *strong}) if looked.seen.times.frames else []
        case BestOfScenes():
            usual = USUAL_STRENGTH[ProposalKind.CUT]
            found = best_of_scenes(looked.measures, looked.fps, rule.each, usual).tolist()
        case _:
            found = []
    return replace(looked.seen, found=tuple(found))


def _seen(video: Video, index: FrameIndex) -> Seen:
    remarks = (*disagreements(index, video.frames, video.rate), *index.problems)
    return Seen(FrameTimes(index.seconds, index.duration, index.complete), None, " ".join(remarks))
