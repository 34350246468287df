"""Sounds of the sample: voices that speak no language, chirps, tones and birdsong."""

import numpy as np
from numpy.typing import NDArray

RATE = 16000
Signal = NDArray[np.float64]
# The first three resonances (Hz) of a few vowels.
VOWELS = (
    (730, 1090, 2440),
    (270, 2290, 3010),
    (300, 870, 2240),
    (530, 1840, 2480),
    (570, 840, 2410),
    (640, 1190, 2390),
)


def voice(seed: int, seconds: float, pitch: float) -> Signal:
    """Speech-like syllables in phrases, at a mean pitch in Hz."""
    random = np.random.default_rng(seed)
    count = int(seconds * RATE)
    loud, hiss = np.zeros(count), np.zeros(count)
    marks, formants = [0.0], [VOWELS[0]]
    moment = 0.15
    while moment < seconds - 0.35:
        for _ in range(int(random.integers(3, 9))):
            long = float(random.uniform(0.11, 0.24))
            if moment + long > seconds - 0.1:
                break
            start, end = int(moment * RATE), int((moment + long) * RATE)
            bump = np.sin(np.linspace(0, np.pi, end - start)) ** 0.6
            loud[start:end] = bump * random.uniform(0.65, 1.0)
            if random.random() < 0.5:
                burst = min(int(0.06 * RATE), count - end)
                hiss[end : end + burst] = np.hanning(burst) * random.uniform(0.05, 0.16)
            marks.append(moment + long / 2)
            formants.append(VOWELS[int(random.integers(len(VOWELS)))])
            moment += long + float(random.uniform(0.015, 0.07))
        moment += float(random.uniform(0.18, 0.5))
    time = np.arange(count) / RATE
    fall = 1 + 0.12 * np.sin(2 * np.pi * time * 0.55) + 0.05 * np.sin(2 * np.pi * time * 2.3 + seed)
    tone = pitch * fall
    shapes = [np.interp(time, marks, [formant[order] for formant in formants]) for order in range(3)]
    signal = _sung(tone, shapes) * loud
    return 0.5 * signal / np.abs(signal).max() + hiss * random.normal(0, 1, count) + random.normal(0, 0.002, count)


def _sung(tone: Signal, formants: list[Signal]) -> Signal:
    """Harmonics of a tone, strong where the mouth resonates."""
    phase = 2 * np.pi * np.cumsum(tone) / RATE
    signal = np.zeros_like(tone)
    for harmonic in range(1, 26):
        high = harmonic * tone
        gain = sum(
            share * np.exp(-(((high - formant) / width) ** 2))
            for formant, width, share in zip(formants, (130, 190, 260), (1.0, 0.6, 0.3), strict=True)
        )
        signal += (gain + 0.02) / harmonic**0.4 * np.sin(harmonic * phase)
    return signal


def chirp(low: float, high: float, seconds: float) -> Signal:
    """A tone that rises from `low` to `high` Hz again and again."""
    time = np.arange(int(seconds * RATE)) / RATE
    share = time % 1.0
    phase = 2 * np.pi * np.cumsum(low * (high / low) ** share) / RATE
    return 0.5 * np.sin(phase) * np.sin(np.pi * share) ** 0.5


def tones(notes: tuple[float, ...], seconds: float) -> Signal:
    """Notes (Hz) one after another, each struck and fading."""
    time = np.arange(int(seconds * RATE)) / RATE
    long = seconds / len(notes)
    place = np.minimum((time / long).astype(int), len(notes) - 1)
    since = time - place * long
    pitch = np.array(notes)[place]
    strike = np.exp(-3.2 * since / long) * np.minimum(1, since / 0.008)
    return 0.5 * strike * sum(np.sin(2 * np.pi * pitch * part * since) / part**1.6 for part in (1, 2, 3))


def birdsong(seed: int, seconds: float) -> Signal:
    """Phrases of quick whistles over a little wind."""
    random = np.random.default_rng(seed)
    count = int(seconds * RATE)
    signal = np.convolve(random.normal(0, 0.05, count), np.ones(24) / 24, "same")
    moment = 0.3
    while moment < seconds - 0.8:
        base, way = float(random.uniform(2300, 4200)), float(random.uniform(-900, 1300))
        for _ in range(int(random.integers(3, 8))):
            size = int(random.uniform(0.05, 0.13) * RATE)
            start = int(moment * RATE)
            if start + size >= count:
                break
            share = np.linspace(0, 1, size)
            phase = 2 * np.pi * np.cumsum(base + way * share + 120 * np.sin(share * 30)) / RATE
            signal[start : start + size] += 0.4 * np.sin(phase) * np.hanning(size)
            moment += size / RATE + float(random.uniform(0.02, 0.06))
        moment += float(random.uniform(0.4, 1.1))
    return signal


def samples(signal: Signal) -> NDArray[np.int16]:
    """The signal as 16-bit samples."""
    return (signal.clip(-1, 1) * 32000).astype(np.int16)
