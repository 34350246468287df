"""Whatever film it is and whichever frame is asked for, that frame is shown."""

from pathlib import Path

import pytest

from media.decoder import Decoder
from media.indexing import build_index
from media.source import Source
from tests.media.corpus import FAULTY, SOUND, Specimen
from tests.media.shown import RIGHT, WRONG, anywhere, numbers_by_time, verdicts

SEEKS = 40
FEW = 128 * 96 * 3 // 2 * 20  # bytes: some frames stay, most have to be decoded again


@pytest.mark.parametrize("specimen", SOUND, ids=lambda specimen: specimen.name)
def test_the_frame_shown_is_the_frame_asked_for(tmp_path: Path, specimen: Specimen) -> None:
    source = Source.of_path(specimen.make(tmp_path))
    index = build_index(source)
    decoder = Decoder(source, index, FEW)
    found = verdicts(decoder, specimen.numbers, anywhere(index.frames, SEEKS))
    decoder.close()
    assert (index.frames, found) == (len(specimen.numbers), {RIGHT: SEEKS})
    assert index.complete


@pytest.mark.parametrize("specimen", FAULTY, ids=lambda specimen: specimen.name)
def test_a_faulty_film_refuses_frames_and_never_shows_another(tmp_path: Path, specimen: Specimen) -> None:
    source = Source.of_path(specimen.make(tmp_path))
    index = build_index(source)
    decoder = Decoder(source, index, FEW)
    found = verdicts(decoder, numbers_by_time(index), anywhere(index.frames, SEEKS))
    decoder.close()
    assert found[WRONG] == 0
    assert found[RIGHT] > SEEKS // 3
