"""The light of a place: which colours a time of day and a weather give to sky, distance and things."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Light:
    """Three stops of the sky from top to horizon, the colour far things fade to, and what light does to near ones."""

    top: Colour
    middle: Colour
    low: Colour
    haze: Colour
    sun: Colour
    ambient: tuple[float, float, float]
    thickness: float  # 0: clear air, 1: nothing is seen through it
    lamps: bool
    wet: bool = False
    snow: bool = False

    def seen(self, colour: Colour, distance: float) -> Colour:
        """A thing of this colour as it looks from `distance` (0 near, 1 at the horizon)."""
        lit = (channel * share for channel, share in zip(colour, self.ambient, strict=True))
        veil = min(1.0, distance * self.thickness)
        red, green, blue = (round(near + (far - near) * veil) for near, far in zip(lit, self.haze, strict=True))
        return red, green, blue


TIMES = {
    "dawn": Light(
        (92, 118, 168),
        (232, 170, 158),
        (255, 220, 170),
        (240, 196, 172),
        (255, 226, 168),
        (0.86, 0.74, 0.74),
        0.72,
        False,
    ),
    "day": Light(
        (66, 138, 214), (130, 186, 234), (206, 231, 246), (190, 216, 234), (255, 250, 224), (1.0, 1.0, 1.0), 0.62, False
    ),
    "dusk": Light(
        (54, 46, 98), (178, 84, 116), (255, 170, 98), (206, 122, 112), (255, 196, 110), (0.62, 0.5, 0.6), 0.7, True
    ),
    "night": Light(
        (9, 13, 34), (20, 28, 62), (48, 62, 108), (38, 50, 90), (232, 236, 246), (0.3, 0.34, 0.52), 0.62, True
    ),
}
GREYS = {"dawn": (176, 166, 170), "day": (196, 204, 210), "dusk": (104, 92, 110), "night": (34, 40, 58)}


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other colour in this one, 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def light_of(time: str, weather: str) -> Light:
    """The light at a time (dawn, day, dusk, night) in a weather (clear, cloudy, fog, rain, snow)."""
    clear, grey = TIMES[time], GREYS[time]
    veil = {"clear": 0.0, "cloudy": 0.45, "rain": 0.7, "snow": 0.6, "fog": 0.85}[weather]
    air = {"clear": 0.0, "cloudy": 0.05, "rain": 0.2, "snow": 0.22, "fog": 0.36}[weather]
    dim = {"clear": 1.0, "cloudy": 0.92, "rain": 0.78, "snow": 0.95, "fog": 0.95}[weather]
    red, green, blue = clear.ambient
    dark = mix(grey, (20, 24, 32), 0.18) if weather == "rain" else grey
    return Light(
        mix(clear.top, mix(dark, clear.top, 0.35), veil),
        mix(clear.middle, dark, veil),
        mix(clear.low, mix(dark, (255, 255, 255), 0.12), veil),
        mix(clear.haze, dark, veil),
        clear.sun,
        (red * dim, green * dim, blue * dim),
        min(1.0, clear.thickness + air),
        clear.lamps or weather == "fog",
        wet=weather == "rain",
        snow=weather == "snow",
    )
