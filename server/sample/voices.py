"""What the voice team has collected: calls with transcripts, wake words and test tones, and its guidelines."""

from functools import partial
from typing import Any

import numpy as np

from server.sample import sound
from server.sample.documents import RECORDING_RULES, REPLY, TALKS, TRANSCRIBING_RULES
from server.sample.piece import FolderPath, Piece, date, document, moment, recording, same_uuid, writing
from server.sample.workspace import SampleFolder

TOP = "Voice assistant"
CALLS: FolderPath = (TOP, "Calls", "Order status")
COMPLAINTS: FolderPath = (TOP, "Calls", "Complaints")
TONES: FolderPath = (TOP, "Wake words and tones")
TRANSCRIPTS: FolderPath = (TOP, "Transcripts")
RULES: FolderPath = (TOP, "Guidelines")


def folders() -> list[SampleFolder]:
    """The team's folders, parents first."""
    return [
        SampleFolder((TOP,), "Calls and commands for the delivery hotline", {"owner team": "Voice"}),
        SampleFolder((TOP, "Calls"), "With consent, names removed"),
        SampleFolder(CALLS, "Where is my parcel?"),
        SampleFolder(COMPLAINTS, "What people are unhappy about"),
        SampleFolder(TONES, "Short sounds for the wake word and the microphone test"),
        SampleFolder(TRANSCRIPTS, "One text for each call, same number"),
        SampleFolder(RULES, "How to record and how to transcribe"),
    ]


def pieces() -> list[Piece]:
    """Every item of the team."""
    calls = [_call(number, language, words) for number, (language, words) in enumerate(TALKS)]
    texts = [_transcript(number, language, words) for number, (language, words) in enumerate(TALKS)]
    return [*calls, *texts, *_tones(), *_guidelines()]


def _known(number: int, language: str) -> dict[str, Any]:
    random = np.random.default_rng(700 + number)
    return {
        "Voice.speaker": same_uuid(f"speaker {number % 7}"),
        "Voice.language": language,
        "Voice.consent": number != 9,
        "Voice.snr_db": round(float(random.uniform(14, 34)), 1),
        "Voice.recorded_at": moment(date(10, 5 + number), 540 + 47 * number),
        "split": ("train", "train", "train", "validation", "test")[number % 5],
    }


def _call(number: int, language: str, words: str) -> Piece:
    folder = COMPLAINTS if number in {1, 4, 6, 9} else CALLS
    known = _known(number, language) | {"Voice.transcript": words, "Voice.script": "free speech"}
    suffix = "mp3" if number == 5 else "wav"
    make = partial(sound.voice, 50 + number, 4.0 + 0.055 * len(words), (118, 205, 132, 190, 210, 124, 98)[number % 7])
    return Piece(folder, f"call_{number + 1:04}.{suffix}", "audio", known, partial(recording, make))


def _transcript(number: int, language: str, words: str) -> Piece:
    text = f"Call {number + 1:04}\nLanguage: {language}\n\n[00:00.4] CALLER  {words}\n[00:09.1] AGENT   {REPLY}\n"
    known = {"Voice.language": language, "Voice.transcript": words, "Voice.speaker": same_uuid(f"speaker {number % 7}")}
    return Piece(TRANSCRIPTS, f"call_{number + 1:04}.txt", "plainText", known, partial(writing, text))


def _tones() -> list[Piece]:
    made = {
        "wake_word_01.wav": partial(sound.voice, 81, 1.4, 180.0),
        "wake_word_02.wav": partial(sound.voice, 83, 1.6, 125.0),
        "microphone_sweep.flac": partial(sound.chirp, 120.0, 6400.0, 6.0),
        "confirm_chime.flac": partial(sound.tones, (523.25, 659.25, 783.99, 1046.5), 2.4),
        "refuse_chime.flac": partial(sound.tones, (440.0, 349.23, 293.66), 2.0),
    }
    return [
        Piece(
            TONES,
            name,
            "audio",
            {
                "Voice.language": "none" if name.endswith("flac") else "en",
                "Voice.script": name.partition(".")[0].replace("_", " "),
                "Voice.recorded_at": moment(date(9, 2), 600 + 5 * number),
                "Voice.consent": True,
            },
            partial(recording, make),
        )
        for number, (name, make) in enumerate(made.items())
    ]


def _guidelines() -> list[Piece]:
    known = {"Voice.language": "en", "reviewed by": "Jonas Okafor"}
    return [
        Piece(RULES, name, "pdf", known, partial(document, "Voice", pages))
        for name, pages in (("recording_rules.pdf", RECORDING_RULES), ("transcribing_rules.pdf", TRANSCRIBING_RULES))
    ]
