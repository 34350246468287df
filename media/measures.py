"""What a film looks like, frame by frame, in a few numbers each: how it changes, moves, and how sharp it is."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Kind = TypeVar("Kind", bound=np.generic)

WITNESSES = 3  # ways in which pictures are compared
NEAR = 5  # frames back that every frame is compared with, one by one
FAR = 16  # frames back that it is compared with as well: what changes slowly
WIDTH, HEIGHT = 128, 72  # pixels of the small picture that is measured
_BLOCK = 4  # pixels a side of a block of it
_ROWS, _COLUMNS = HEIGHT // _BLOCK, WIDTH // _BLOCK
_HALF = _ROWS * _COLUMNS // 2
_BINS = 32
_LOOKED_AT = 32  # rows of the whole picture that are looked at for sharpness
_FAINT = 1000.0  # what is added to the contrast of pictures, squares summed, so that noise in plain ones says nothing
_PLANAR = frozenset({"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "gray"})


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """One row a frame, in the order shown, float32 unless said; read-only.

    `apart` [n, WITNESSES, NEAR], float16: how unlike frame i and the one 1, 2, ... NEAR before it are, 0 (the same) to
    1, in their colours, in their shapes, and in the change of brightness that half of the picture has at least.
    `across` [n]: how unlike frame i and the one FAR before it are, colours and shapes together. `mixed` [n]: whether
    the frame in the middle of those two is both at once, 0 (one of them) to 1 (half and half). `motion` [n]: mean
    change of brightness a pixel, 0 to 1, the light of the whole picture aside. `sharpness` [n]: mean square of the
    second differences of brightness. `light`, `contrast`
    [n]: mean and deviation of brightness, 0 to 1. `look` [n], uint64: 64 bits, most of them equal in pictures alike.
    `seen` [n], bool: False for a frame that could not be decoded. `complete`: whether the film has been seen whole.
    """

    apart: NDArray[np.float16]
    across: Floats
    mixed: Floats
    motion: Floats
    sharpness: Floats
    light: Floats
    contrast: Floats
    look: NDArray[np.uint64]
    seen: NDArray[np.bool_]
    complete: bool = True

    @classmethod
    def empty(cls, frames: int) -> "Measures":
        """Rows of zeros for so many frames, to be written; none of them seen."""
        row = np.zeros((7, frames), np.float32)
        apart = np.zeros((frames, WITNESSES, NEAR), np.float16)
        look, seen = np.zeros(frames, np.uint64), np.zeros(frames, np.bool_)
        return cls(apart, row[0], row[1], row[2], row[3], row[4], row[5], look, seen, complete=False)

    @property
    def frames(self) -> int:
        """How many frames are measured."""
        return len(self.motion)

    def until(self, frames: int, *, complete: bool = False) -> "Measures":
        """The first rows only, read-only; they share their memory with these."""
        return Measures(
            _first(self.apart, frames),
            _first(self.across, frames),
            _first(self.mixed, frames),
            _first(self.motion, frames),
            _first(self.sharpness, frames),
            _first(self.light, frames),
            _first(self.contrast, frames),
            _first(self.look, frames),
            _first(self.seen, frames),
            complete,
        )


def _first(rows: NDArray[Kind], count: int) -> NDArray[Kind]:
    some = rows[:count]
    some.setflags(write=False)
    return some


class Gauge:
    """Measures frames one after another. Holds the last few small pictures, and never a whole one."""

    def __init__(self, frames: int) -> None:
        self._all = Measures.empty(frames)
        self._scaler = VideoReformatter()
        self._power = np.zeros(FAR + 1, np.float32)
        self._levels = np.zeros((FAR + 1, _ROWS * _COLUMNS), np.float32)
        self._blocks = np.zeros((FAR + 1, _ROWS * _COLUMNS), np.float32)
        self._colours = np.zeros((FAR + 1, 3 * _BINS), np.float32)
        self.done = 0

    def measured(self) -> Measures:
        """What is known by now."""
        return self._all.until(self.done)

    def finished(self) -> Measures:
        """Of all frames: what did not come any more stands still."""
        while 0 < self.done < self._all.frames:
            self._repeat()
        return self._all.until(self._all.frames, complete=True)

    def take(self, number: int, frame: VideoFrame) -> None:
        """Measure frame `number`. A number that was passed is left alone; frames skipped count as standing still."""
        if not self.done <= number < self._all.frames:
            return
        if self.done:
            while self.done < number:
                self._repeat()
        self.done = number
        small = self._scaler.reformat(
            frame, WIDTH, HEIGHT, "yuv420p", interpolation=Interpolation.FAST_BILINEAR, threads=1
        )
        luma, blue, red = (_plane(small, place, HEIGHT >> shift, WIDTH >> shift) for place, shift in _PLANES)
        self._compare(luma, np.concatenate([_histogram(luma, 0.5), _histogram(blue, 0.25), _histogram(red, 0.25)]))
        self._all.sharpness[number] = sharpness_of(_luma(frame))
        self._all.seen[number] = True
        self.done += 1

    def _repeat(self) -> None:
        """A frame that is not there: as if the one before were still shown."""
        here, rows = self.done, self._all
        for array in (rows.light, rows.contrast, rows.look):
            array[here] = array[here - 1]
        at, last = here % (FAR + 1), (here - 1) % (FAR + 1)
        for ring in (self._power, self._levels, self._blocks, self._colours):
            ring[at] = ring[last]
        rows.across[here] = rows.across[here - 1]
        self.done += 1

    def _compare(self, luma: Bytes, colours: Floats) -> None:
        here, rows = self.done, self._all
        flat = blocks_of(luma)
        light = float(flat.mean())
        level = flat - light
        at = here % (FAR + 1)
        self._blocks[at], self._colours[at] = flat, colours
        self._levels[at], self._power[at] = level, level @ level
        back = (here - np.arange(1, NEAR + 1)) % (FAR + 1)
        known = min(NEAR, here)
        rows.apart[here, 0, :known] = (np.abs(self._colours[back] - colours).sum(1) / 2)[:known]
        rows.apart[here, 1, :known] = self._unlike(back, at)[:known]
        changes = np.partition(np.abs(self._levels[back] - level), _HALF, axis=1)
        rows.apart[here, 2, :known] = changes[:known, _HALF] / 255
        if here:
            rows.motion[here] = np.abs(level - self._levels[(here - 1) % (FAR + 1)]).mean() / 255
        if here >= FAR:
            far, middle = (here - FAR) % (FAR + 1), (here - FAR // 2) % (FAR + 1)
            apart = np.abs(self._colours[far] - colours).sum() / 2 * self._unlike(np.array([far]), at)[0]
            rows.across[here] = np.sqrt(apart)
            rows.mixed[here] = _mixture(self._blocks[far], self._blocks[middle], flat)
        rows.light[here], rows.contrast[here] = light / 255, float(np.sqrt(self._power[at] / flat.size)) / 255
        rows.look[here] = look_of(flat)

    def _unlike(self, back: NDArray[np.int64], at: int) -> Floats:
        """How unlike in shape pictures are to the one at a place of the ring: 0 the same, 1 nothing in common."""
        both = self._power[back] + self._power[at]
        apart = both - 2 * (self._levels[back] @ self._levels[at])
        return np.clip(apart / (both + _FAINT), 0, 1)


_PLANES = ((0, 0), (1, 1), (2, 1))
_BITS = np.uint64(1) << np.arange(64, dtype=np.uint64)


def blocks_of(luma: Bytes) -> Floats:
    """The mean brightness of each block of a small picture [HEIGHT, WIDTH], row after row."""
    rows = luma.reshape(_ROWS, _BLOCK, WIDTH).sum(1, dtype=np.uint16)
    return rows.reshape(-1, _BLOCK).sum(1, dtype=np.uint16).astype(np.float32) / np.float32(_BLOCK * _BLOCK)


def look_of(blocks: Floats) -> np.uint64:
    """64 bits of the blocks of a picture: whether it grows brighter from one of 8 x 9 fields to the next."""
    inner = blocks.reshape(_ROWS, _COLUMNS)[1:17, 2:29]
    parts = inner.reshape(8, 2, 9, 3).mean((1, 3))
    brighter = parts[:, 1:] > parts[:, :-1] + 1  # by more than noise: a plain wall is the same wall again
    return np.uint64(np.bitwise_or.reduce(_BITS[brighter.ravel()], initial=np.uint64(0)))


def sharpness_of(luma: Bytes) -> float:
    """Mean square of the Laplacian over some rows of a picture's brightness; 0 for a picture too small."""
    if min(luma.shape) < 3:
        return 0.0
    inner = luma.shape[0] - 2
    step = max(1, inner // _LOOKED_AT)
    here, above, below = (luma[first : first + inner : step].astype(np.int16) for first in (1, 0, 2))
    second = 4 * here[:, 1:-1] - here[:, :-2] - here[:, 2:] - above[:, 1:-1] - below[:, 1:-1]
    return float(np.square(second, dtype=np.float32).mean())


def _mixture(far: Floats, middle: Floats, near: Floats) -> float:
    whole = float(np.abs(near - far).mean())
    if whole < 1:
        return 0.0
    return max(0.0, 1 - 2 * float(np.abs(middle - (far + near) / 2).mean()) / whole)


def _histogram(plane: Bytes, weight: float) -> Floats:
    """Shares of 32 brightnesses, smoothed over their neighbours; they come to `weight`."""
    counts = np.bincount((plane >> 3).ravel(), minlength=_BINS).astype(np.float32)
    wide = np.concatenate([counts[:1], counts, counts[-1:]])
    return (wide[:-2] + 2 * counts + wide[2:]) * np.float32(weight / (4 * plane.size))


def _plane(frame: VideoFrame, place: int, height: int, width: int) -> Bytes:
    plane = frame.planes[place]
    flat = np.frombuffer(memoryview(plane), np.uint8, plane.line_size * height)
    return flat.reshape(height, plane.line_size)[:, :width]


def _luma(frame: VideoFrame) -> Bytes:
    """The brightness of every pixel [height, width], as it was decoded where that is one byte a pixel."""
    gray = frame if frame.format.name in _PLANAR else frame.reformat(format="gray")
    return _plane(gray, 0, frame.height, frame.width)
