"""Other ways to frame n of a video: a time of n / fps, OpenCV's position, QMediaPlayer's position."""

import importlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from numpy.typing import NDArray

Shown = NDArray[np.uint8]
Peer = Callable[[Path, Sequence[int]], "list[Shown | None] | None"]
PATIENCE = 1500  # milliseconds a frame is waited for


def by_rate(path: Path, asked: Sequence[int]) -> list[Shown | None]:
    """Jump to n / fps after the beginning and decode up to it: the usual snippet."""
    with av.open(str(path)) as container:
        return [_at_rate(container, number) for number in asked]


def _at_rate(container: Any, number: int) -> Shown | None:
    stream = container.streams.video[0]
    rate = stream.average_rate or stream.guessed_rate
    if not rate or stream.time_base is None:
        return None
    wanted = (stream.start_time or 0) + round(number / rate / stream.time_base)
    try:
        container.seek(wanted, stream=stream)
        for frame in container.decode(stream):
            if frame.pts is not None and frame.pts >= wanted:
                return _upright(frame.to_ndarray(format="bgra"), frame.rotation)
    except av.error.FFmpegError:
        return None
    return None


def _upright(picture: Shown, degrees: int) -> Shown:
    return np.rot90(picture, degrees // 90)


def by_opencv(path: Path, asked: Sequence[int]) -> list[Shown | None] | None:
    """OpenCV's CAP_PROP_POS_FRAMES; None where it is not installed or does not open the file."""
    try:
        cv2: Any = importlib.import_module("cv2")
    except ImportError:
        return None
    capture = cv2.VideoCapture(str(path))
    if not capture.isOpened():
        return None
    shown: list[Shown | None] = []
    for number in asked:
        capture.set(cv2.CAP_PROP_POS_FRAMES, number)
        good, picture = capture.read()
        shown.append(picture if good else None)
    capture.release()
    return shown


def by_media_player(path: Path, asked: Sequence[int]) -> list[Shown | None] | None:
    """QMediaPlayer asked for the middle of the frame; None where Qt's multimedia is not installed."""
    try:
        multimedia: Any = importlib.import_module("PySide6.QtMultimedia")
    except ImportError:
        return None
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    core: Any = importlib.import_module("PySide6.QtCore")
    gui: Any = importlib.import_module("PySide6.QtGui")
    app = gui.QGuiApplication.instance() or gui.QGuiApplication([])
    player, sink = multimedia.QMediaPlayer(), multimedia.QVideoSink()
    player.setVideoSink(sink)
    player.setSource(core.QUrl.fromLocalFile(str(path)))
    player.pause()
    _next_frame(core, sink)
    shown: list[Shown | None] = []
    rate = _rate_of(path)
    for number in asked:
        middle = (number + 0.5) * 1000 / rate
        player.setPosition(int(middle))
        shown.append(_pixels(gui, _next_frame(core, sink)))
    player.stop()
    app.processEvents()
    return shown


def _rate_of(path: Path) -> float:
    with av.open(str(path)) as container:
        return float(container.streams.video[0].average_rate or 25)


def _next_frame(core: Any, sink: Any) -> Any:
    loop, timer = core.QEventLoop(), core.QTimer()
    sink.videoFrameChanged.connect(loop.quit)
    timer.setSingleShot(True)
    timer.timeout.connect(loop.quit)
    timer.start(PATIENCE)
    loop.exec()
    sink.videoFrameChanged.disconnect(loop.quit)
    return sink.videoFrame()


def _pixels(gui: Any, frame: Any) -> Shown | None:
    image = frame.toImage().convertToFormat(gui.QImage.Format.Format_RGB32)
    if image.isNull():
        return None
    flat = np.frombuffer(image.constBits(), np.uint8, image.bytesPerLine() * image.height())
    return flat.reshape(image.height(), -1)[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()


PEERS: dict[str, Peer] = {"n / fps": by_rate, "OpenCV": by_opencv, "QMediaPlayer": by_media_player}
