"""Small files of every kind, made on the spot."""

import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image


def picture(path: Path, width: int = 64, height: int = 48, shade: int = 0) -> Path:
    Image.new("RGB", (width, height), (shade, 0, 0)).save(path)
    return path


def film(path: Path, frames: int = 12, rate: int = 24) -> Path:
    with av.open(str(path), "w") as opened:
        container: Any = opened  # PyAV's own types are half said
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height = 64, 48
        for number in range(frames):
            pixels = np.full((48, 64, 3), number * 8, np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def sound(path: Path, seconds: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0\0\0" * 8000 * seconds)
    return path


def text(path: Path, content: str = "Grüße") -> Path:
    path.write_text(content, "utf-8")
    return path


def paper(path: Path) -> Path:
    Image.new("RGB", (20, 20)).save(path, "PDF")
    return path
