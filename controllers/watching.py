"""One video being watched: opened through its signed address, its frames found beside the window, exact pictures."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from controllers.behind_item import Film, Images, look_behind
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.session import Session
from domain.catalog import Item
from media.agreement import disagreements
from media.decoder import Decoder
from media.frame_index import FrameIndex
from media.image_sequence import SequenceDecoder
from media.index_store import IndexStore
from media.indexing import build_index
from media.picture import Picture
from media.probe import MediaUnreadable
from media.source import Source
from models.frame_times import NO_TIMES, FrameTimes
from wire.cancel import CancelToken
from wire.errors import Cancelled, Forbidden, NotFound, PlatformError

GONE = (
    "This video is no longer on the platform, or you may not see it any more. "
    "What was tagged here stays staged on this computer."
)

INDEXES = "frame_indexes"


def indexes_in(data_dir: Path) -> IndexStore:
    """Where the frames found in files are kept, among the data of the program."""
    return IndexStore(data_dir / INDEXES)


class OpenVideo(QObject):
    """The frames of one item. Pictures are decoded in the video lane; the last one asked for wins.

    `position` is the frame asked for, `shown` the picture that came last. `sentence` says what went wrong, if so;
    `retry` goes on where it stopped. `lost`: it was the line or the platform, not the file.
    """

    opened = Signal()
    """The platform answered what the item is."""
    index_grew = Signal()
    """More frames are known, or all of them: `times` is another one."""
    moved = Signal(int)
    """Another frame is asked for."""
    picture_shown = Signal(object)
    """A `Picture` that was asked for has come."""
    failed = Signal(str)
    """It could not be read any further; the sentence says why."""
    mended = Signal()
    """What had failed works again."""

    def __init__(
        self,
        item: str,
        *,
        session: Session,
        lanes: Lanes,
        tasks: Tasks,
        indexes: IndexStore,
        memory: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.item = item
        self.facts: Item | None = None
        self.index: FrameIndex | None = None
        self.times: FrameTimes = NO_TIMES
        self.position = 0
        self.shown: Picture | None = None
        self.sentence = ""
        self.lost = False
        self.closed = False
        self._session = session
        self._lanes = lanes
        self._tasks = tasks
        self._indexes = indexes
        self._memory = memory
        self._token = CancelToken()
        self._behind: Film | Images | None = None
        self._decoder: Decoder | SequenceDecoder | None = None
        self._asked = 0
        self._indexing = False
        self._wanted = 0  # a frame that is to be shown once it is known

    @property
    def source(self) -> Source | None:
        """The film behind the item; None for images, and before it is opened."""
        return self._behind.source if isinstance(self._behind, Film) else None

    @property
    def images(self) -> Images | None:
        """The images behind the item; None for a film, and before it is opened."""
        return self._behind if isinstance(self._behind, Images) else None

    @property
    def bytes_read(self) -> int:
        """What came over the wire so far."""
        return self._behind.blocks.bytes_read if isinstance(self._behind, Film) else 0

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on what is odd: damage in the file, and where the platform's facts are not those of the file."""
        if self.index is None:
            return ()
        said = () if self.facts is None else disagreements(self.index, self.facts.frame_count, self.facts.fps)
        return (*said, *self.index.problems)

    async def open(self) -> None:
        """Ask what the item is, show its first frame, and find all of them. What fails is said by `failed`."""
        try:
            self._behind = await self._lanes.read(look_behind, self._session.require_client, self.item, self._token)
            if self.closed:
                return
            self.facts = self._behind.item
            self.opened.emit()
            await self._find_frames(self._behind)
        except Cancelled:
            return
        except (PlatformError, MediaUnreadable) as problem:
            self._fail(problem)

    def seek(self, number: int) -> None:
        """Show a frame, held within the video; beyond what is known yet it is shown as soon as it is."""
        self._wanted = max(number, 0)
        if self.times.frames:
            self._tasks.spawn(self.picture(self.move_to(number)))

    def move_to(self, number: int) -> int:
        """Stand at a frame, held within what is known, without asking for its picture; gives that frame."""
        self._wanted = max(number, 0)
        self.position = max(min(self._wanted, self.times.frames - 1), 0)
        self.moved.emit(self.position)
        return self.position

    async def picture(self, number: int) -> Picture | None:
        """Decode a frame and show it; None where another was asked for meanwhile, or it can't be read."""
        picture = await self.ahead(number)
        if picture is not None:
            self.show_picture(picture)
        return picture

    async def ahead(self, number: int) -> Picture | None:
        """Decode a frame without showing it; None where another was asked for meanwhile, or it can't be read."""
        self._asked += 1
        if self._decoder is None or self.closed:
            return None
        try:
            return await self._lanes.video(self._decoded, self._decoder, self._asked, number)
        except (Cancelled, IndexError):
            return None
        except (PlatformError, MediaUnreadable) as problem:
            self._fail(problem)
            return None

    def pass_to(self, picture: Picture) -> None:
        """Go on to the frame of a picture that was decoded ahead, as playing does."""
        self.position = self._wanted = picture.number
        self.moved.emit(self.position)
        self.show_picture(picture)

    def show_picture(self, picture: Picture) -> None:
        """Say that a picture is what is seen now; while the person hurries on it may not be the last one asked for."""
        if self.closed:
            return
        self.shown = picture
        if self.sentence:
            self.sentence = ""
            self.mended.emit()
        self.picture_shown.emit(picture)

    async def retry(self) -> None:
        """Try again what failed: with a new address, from the frame that was asked for."""
        if self._behind is None:
            await self.open()
            return
        try:
            if isinstance(self._behind, Film):
                await self._lanes.read(self._behind.blocks.renew)
        except Cancelled:
            return
        except (PlatformError, MediaUnreadable) as problem:
            self._fail(problem)
            return
        if self.closed:
            return
        if isinstance(self._behind, Film) and not self.times.complete:
            self._tasks.spawn(self._go_on(self._behind))
        if self.times.frames:
            await self.picture(self.position)

    def close(self) -> None:
        """Nothing is wanted any more: what is on its way is given up, what is decoded is freed in its lane."""
        if self.closed:
            return
        self.closed = True
        self._asked += 1
        self._token.cancel()
        decoder, self._decoder = self._decoder, None
        if decoder is not None:
            self._tasks.spawn(self._lanes.video(decoder.close))

    # the frames

    async def _find_frames(self, behind: Film | Images) -> None:
        if isinstance(behind, Images):
            self._know(behind.index, SequenceDecoder(behind.images, behind.index, self._memory))
            return
        kept = await self._lanes.read(self._indexes.load, behind.source.key)
        if kept is not None:
            self._grow(behind, kept)
            return
        await self._go_on(behind)

    async def _go_on(self, behind: Film) -> None:
        """Find the frames in one pass beside everything else."""
        if self._indexing:
            return
        self._indexing = True
        try:
            tell = self._lanes.teller(partial(self._grow, behind))
            index = await self._lanes.watch(build_index, behind.source, tell, partial(_cancelled, self._token))
            if self.closed:
                return
            self._grow(behind, index)
            await self._lanes.read(self._indexes.keep, behind.source.key, index)
        except Cancelled:
            return
        except (PlatformError, MediaUnreadable) as problem:
            self._fail(problem)
        finally:
            self._indexing = False

    def _grow(self, behind: Film, index: FrameIndex) -> None:
        """More frames are known."""
        if self.closed or (self.index is not None and index.frames < self.index.frames):
            return
        if isinstance(self._decoder, Decoder):
            self._tasks.spawn(self._lanes.video(self._decoder.grow, index))
            self._know(index, self._decoder)
        else:
            self._know(index, Decoder(behind.source, index, self._memory))

    def _know(self, index: FrameIndex, decoder: Decoder | SequenceDecoder) -> None:
        first = not self.times.frames
        self.index, self._decoder = index, decoder
        self.times = FrameTimes(index.seconds, index.duration, index.complete)
        self.index_grew.emit()
        if index.frames and (first or self._wanted != self.position):
            self.seek(self._wanted)

    def _decoded(self, decoder: Decoder | SequenceDecoder, asked: int, number: int) -> Picture | None:
        """In the video lane: the picture, unless another was asked for while this one waited for its turn."""
        return decoder.frame(number) if asked == self._asked else None

    def _fail(self, problem: PlatformError | MediaUnreadable) -> None:
        if self.closed:
            return
        self.lost = isinstance(problem, PlatformError)
        self.sentence = GONE if isinstance(problem, NotFound | Forbidden) else problem.sentence
        self.failed.emit(self.sentence)


def _cancelled(token: CancelToken) -> bool:
    return token.cancelled
