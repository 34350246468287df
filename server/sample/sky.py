"""Skies and weather: a sun or moon in a gradient, clouds, stars, and rain, snow or fog before everything."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from server.sample.palette import Light, mix

Floats = NDArray[np.float32]


def sky(width: int, height: int, light: Light, weather: str, seed: int) -> Image.Image:
    """The whole background, from the top of the picture to its bottom; the horizon lies at 0.62 of the height."""
    random = np.random.default_rng(seed)
    wide, high = width // 2, height // 2
    down = np.linspace(0, 1 / 0.62, high, dtype=np.float32)
    colours = np.stack(
        [np.interp(down, (0, 0.55, 1), (light.top[i], light.middle[i], light.low[i])) for i in range(3)], axis=1
    )
    field = np.repeat(colours[:, None, :], wide, axis=1).astype(np.float32)
    night = light.sun[2] > light.sun[0]
    if night and weather == "clear":
        _stars(field, random)
    if weather in {"clear", "cloudy"}:
        _sun(field, light, random, night=night)
    if weather != "clear" or random.random() < 0.6:
        _clouds(field, light, random, cover={"clear": 0.25, "cloudy": 0.7}.get(weather, 1.15))
    field += random.uniform(-1.2, 1.2, field.shape[:2])[..., None]
    half = Image.fromarray(field.clip(0, 255).astype(np.uint8), "RGB")
    return half.resize((width, height), Image.Resampling.BILINEAR)


def _stars(field: Floats, random: np.random.Generator) -> None:
    high, wide = field.shape[:2]
    rows = (random.beta(1, 2, 110) * high * 0.6).astype(int)
    columns = random.integers(0, wide, 110)
    field[rows, columns] += random.uniform(60, 190, 110)[:, None]


def _sun(field: Floats, light: Light, random: np.random.Generator, *, night: bool) -> None:
    high, wide = field.shape[:2]
    x = random.uniform(0.18, 0.82) * wide
    low = light.low[0] > light.low[2]
    y = high * (random.uniform(0.42, 0.55) if low else random.uniform(0.12, 0.24))
    radius = high * (0.05 if night else 0.07 if low else 0.055)
    across, down = np.arange(wide, dtype=np.float32) - x, np.arange(high, dtype=np.float32) - y
    away = np.sqrt(across[None, :] ** 2 + down[:, None] ** 2)
    halo = np.exp(-away / (radius * (3.2 if low else 2.2)))[..., None] * (0.35 if night else 0.62)
    disc = (radius + 0.5 - away).clip(0, 1)[..., None] * (0.94 if low or night else 0.85)
    for share in (halo, disc):
        field += (np.array(light.sun, np.float32) - field) * share


def _clouds(field: Floats, light: Light, random: np.random.Generator, cover: float) -> None:
    high, wide = field.shape[:2]
    noise = np.zeros((high, wide), np.float32)
    for octave, weight in ((3, 1.0), (7, 0.5), (15, 0.27), (33, 0.13)):
        grain = Image.fromarray(random.random((octave + 1, octave * 2), dtype=np.float32), "F")
        noise += np.asarray(grain.resize((wide, high), Image.Resampling.BICUBIC)) * weight
    noise /= 1.9
    fall = np.interp(np.linspace(0, 1, high), (0, 0.1, 0.45, 0.62), (0.9, 1, 0.7, 0.25)).astype(np.float32)
    amount = ((noise - (0.72 - cover * 0.42)) * 3.6).clip(0, 1) * fall[:, None]
    shine = mix(mix(light.low, light.sun, 0.4), light.middle, 0.25 if cover < 0.5 else 0.55)
    if cover > 1:
        shine = light.haze
    field += (np.array(shine, np.float32) - field) * (amount * 0.8)[..., None]


def falling(width: int, height: int, weather: str, seed: int) -> Image.Image:
    """A sheet of rain or snow, clear elsewhere; it may be laid down again shifted by whole pixels."""
    random = np.random.default_rng(seed)
    sheet = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(sheet)
    scale = height / 720
    for _ in range(420 if weather == "rain" else 360):
        x, y, near = random.uniform(0, width), random.uniform(0, height), random.random()
        if weather == "rain":
            long = (14 + 26 * near) * scale
            draw.line(
                (x, y, x - long * 0.16, y + long), (214, 224, 236, int(38 + 66 * near)), max(1, round(1.4 * scale))
            )
        else:
            size = (1.2 + 3.0 * near**2) * scale
            draw.ellipse((x - size, y - size, x + size, y + size), (255, 255, 255, int(110 + 120 * near)))
    return sheet


def with_weather(picture: Image.Image, light: Light, weather: str, seed: int) -> Image.Image:
    """The picture seen through its weather."""
    if weather in {"rain", "snow"}:
        whole = picture.convert("RGBA")
        whole.alpha_composite(falling(picture.width, picture.height, weather, seed))
        picture = whole.convert("RGB")
    if weather == "fog":
        picture.paste(light.haze, (0, 0, *picture.size), _mist(*picture.size))
    return picture


@lru_cache(maxsize=4)
def _mist(width: int, height: int) -> Image.Image:
    """How much fog hides of every part of a picture."""
    rows = np.interp(np.linspace(0, 1, height), (0, 0.5, 0.68, 1), (60, 120, 110, 20)).astype(np.uint8)
    return Image.fromarray(np.repeat(rows[:, None], width, axis=1), "L")
