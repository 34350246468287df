"""The sample workspace is whole, true to its own metadata, and flawed only where it is meant to be."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from domain.reading import Invalid
from domain.schema import Schema
from media.probe import probe
from server.sample import delivery, nature, voices
from server.sample.film import Film, Shot, frames
from server.sample.flaws import FLAWS
from server.sample.make import SampleUnmade, sample_files
from server.sample.piece import Piece
from server.sample.scenes import Scene, picture
from server.sample.schema import schema
from server.sample.workspace import SampleItem, SampleWorkspace

SUFFIXES = {
    ".jpg": ("image", "image/jpeg"),
    ".mp4": ("video", "video/mp4"),
    ".wav": ("audio", "audio/wav"),
    ".flac": ("audio", "audio/flac"),
    ".mp3": ("audio", "audio/mpeg"),
    ".txt": ("plainText", "text/plain"),
    ".pdf": ("pdf", "application/pdf"),
}
FLAWED = {flaw.name: flaw for flaw in FLAWS}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> SampleWorkspace:
    return sample_files(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def pieces() -> list[Piece]:
    return [*delivery.pieces(), *nature.pieces(), *voices.pieces()]


def every(workspace: SampleWorkspace) -> Iterator[SampleItem]:
    for item in workspace.items:
        yield item
        yield from item.children


def test_it_is_a_tree_of_three_levels_with_about_150_items(workspace: SampleWorkspace) -> None:
    paths = [folder.path for folder in workspace.folders]
    assert len(paths) == len(set(paths))
    assert {len(path) for path in paths} == {1, 2, 3}
    for at, path in enumerate(paths):
        assert len(path) == 1 or path[:-1] in paths[:at]
    assert {item.folder for item in workspace.items} <= set(paths)
    assert 140 <= len(list(every(workspace))) <= 160
    assert len({(item.folder, item.name) for item in workspace.items}) == len(workspace.items)


def test_it_has_every_kind_of_media(workspace: SampleWorkspace) -> None:
    kinds = Counter(item.item_type for item in workspace.items)
    assert set(kinds) == {"image", "video", "audio", "plainText", "pdf", "imageGroup"}
    (group,) = (item for item in workspace.items if item.children)
    assert group.file is None
    assert len(group.children) == 4


def test_every_file_is_what_its_name_says(workspace: SampleWorkspace) -> None:
    for item in every(workspace):
        if item.file is not None:
            facts = probe(item.file)
            assert (item.item_type, facts.mime_type) == SUFFIXES[Path(item.name).suffix], item.name
            assert facts.file_size > 0


def test_its_films_have_shots_frames_out_of_order_and_key_frames_inside(workspace: SampleWorkspace) -> None:
    for item in workspace.items:
        if item.item_type != "video" or item.file is None:
            continue
        facts = probe(item.file)
        assert (facts.width, facts.height) == (640, 360)
        assert facts.frame_count
        marks = item.metadata["keyframes"]
        assert marks == sorted(set(marks))
        assert marks[-1] < facts.frame_count
        with av.open(str(item.file)) as container:
            packets = [packet for packet in container.demux(video=0) if packet.size]
        assert any(packet.pts != packet.dts for packet in packets)
        assert len(packets) == facts.frame_count


def test_one_film_shows_its_frames_at_uneven_times(workspace: SampleWorkspace) -> None:
    uneven: list[str] = []
    for item in workspace.items:
        if item.item_type == "video" and item.file is not None:
            with av.open(str(item.file)) as container:
                shown = sorted(
                    packet.pts for packet in container.demux(video=0) if packet.pts is not None and packet.size
                )
            if len(set(np.diff(shown).tolist())) > 1:
                uneven.append(item.name)
    assert uneven == ["incident_17_variable_rate.mp4"]


def test_a_cut_is_a_cut() -> None:
    day = Scene("meadow", "day", "clear", ("fox",), 3)
    night = Scene("street", "night", "rain", ("robot", "traffic", "cyclist"), 4)
    film = Film((Shot(day, 0.5), Shot(night, 0.5, 2.0)))
    brightness = [float(image.mean()) for _, image in frames(film)]
    steps = np.abs(np.diff(brightness))
    assert film.cuts == (6,)
    assert int(np.argmax(steps)) == 5
    assert np.median(steps) < 2


@pytest.mark.parametrize(("time", "weather"), [("day", "clear"), ("night", "clear"), ("day", "snow"), ("dusk", "fog")])
@pytest.mark.parametrize("place", ["street", "harbour", "old town", "lake", "meadow"])
def test_a_picture_is_the_same_every_time_and_has_many_colours(place: str, time: str, weather: str) -> None:
    cast = ("deer", "bird") if place == "meadow" else ("heron", "duck") if place == "lake" else ("robot", "person")
    scene = Scene(place, time, weather, cast, 12)
    first, again = picture(scene, 320, 180), picture(scene, 320, 180)
    assert first.tobytes() == again.tobytes()
    assert len(first.getcolors(320 * 180) or ()) > 900


def test_night_is_darker_than_day(workspace: SampleWorkspace) -> None:
    light: dict[str, list[float]] = {}
    for item in workspace.items:
        if item.item_type == "image" and item.file and item.metadata.get("scene.weather") == "clear":
            with Image.open(item.file) as image:
                grey = np.asarray(image.convert("L").resize((64, 36)))
            light.setdefault(str(item.metadata["scene.time_of_day"]), []).append(float(grey.mean()))
    means = {time: float(np.mean(values)) for time, values in light.items()}
    assert means["night"] < means["dusk"] < means["dawn"] < 200
    assert means["night"] + 60 < means["day"]


def test_its_schema_has_three_namespaces_and_every_type(workspace: SampleWorkspace) -> None:
    types = {(entry["ty"], entry.get("hint")) for entry in workspace.schema.values()}
    hints = {"number", "varchar", "text", "boolean", "datetime", "uuid"}
    assert {("variant", hint) for hint in hints} <= types
    assert {("enum", None), ("embedding", None), ("geospatial", None), ("tombstone", None)} <= types
    assert {key.partition(".")[0] for key in workspace.schema if "." in key} == {"scene", "video", "Voice"}


def test_its_values_obey_the_schema_but_for_the_flaws(workspace: SampleWorkspace) -> None:
    rules = Schema.read(schema())
    wrong: set[tuple[str, str]] = set()
    for item in every(workspace):
        for key, value in item.metadata.items():
            unknown = key not in rules.fields and key != "keyframes" and not key.startswith("$")
            broken = not unknown and isinstance(rules.field(key).check(json.dumps(value)), Invalid)
            if unknown or broken:
                wrong.add((item.name, key))
    meant = {(flaw.name, flaw.key) for flaw in FLAWS if flaw.key is not None}
    assert wrong <= meant
    lawful = {"a value that was cleared", "a time without a zone"}  # odd, and no breach of the schema
    assert meant - wrong <= {(flaw.name, flaw.key) for flaw in FLAWS if flaw.what in lawful}


@pytest.mark.parametrize("flaw", FLAWS, ids=lambda flaw: f"{flaw.what}: {flaw.name}")
def test_every_flaw_is_there_to_be_found(workspace: SampleWorkspace, flaw: Any) -> None:
    (item,) = (item for item in workspace.items if item.name == flaw.name)
    if flaw.key is None:
        assert item.metadata == {}
    else:
        assert item.metadata[flaw.key] == flaw.value
        assert flaw.instead_of not in item.metadata


def test_one_film_is_sampled_by_its_own_rules(workspace: SampleWorkspace) -> None:
    ruled = [item for item in workspace.items if "$encord" in item.metadata]
    assert ruled
    for item in ruled:
        rules = item.metadata["$encord"]
        assert rules["config"] == {"sampling_rate": 0, "keyframe_mode": "frame"}
        assert {} in rules["frames"].values()


def test_its_datasets_are_a_mirror_and_links_across_folders(workspace: SampleWorkspace) -> None:
    mirror, links = workspace.datasets
    assert mirror.backing_folder in {folder.path for folder in workspace.folders}
    assert sum(item.folder == mirror.backing_folder for item in workspace.items) >= 6
    known = {(item.folder, item.name) for item in workspace.items}
    assert set(links.items) <= known
    assert len({folder for folder, _ in links.items}) >= 4


def test_documents_can_be_read_page_by_page(workspace: SampleWorkspace) -> None:
    for item in workspace.items:
        if item.item_type == "pdf" and item.file is not None:
            content = item.file.read_bytes()
            assert content.count(b"/Type /Page ") >= 2
            table = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
            assert content[table : table + 4] == b"xref"
            for number, line in enumerate(content[table:].splitlines()[3:-5], 1):
                assert content[int(line[:10]) :].startswith(b"%d 0 obj" % number)


def test_the_same_piece_is_the_same_file(pieces: list[Piece], tmp_path: Path) -> None:
    for suffix in (".jpg", ".mp4", ".flac", ".mp3", ".pdf", ".txt"):
        piece = next(piece for piece in reversed(pieces) if piece.name.endswith(suffix) and "ring" not in piece.name)
        assert piece.make is not None
        for name in ("first", "again"):
            piece.make(tmp_path / f"{name}{suffix}")
        assert (tmp_path / f"first{suffix}").read_bytes() == (tmp_path / f"again{suffix}").read_bytes()


def test_a_file_that_cannot_be_written_stops_everything_with_a_sentence(tmp_path: Path) -> None:
    first_film = next(number for number, piece in enumerate(delivery.pieces()) if piece.item_type == "video")
    (tmp_path / f"{first_film:04}.mp4").mkdir()
    with pytest.raises(SampleUnmade, match=r"could not be made: .*directory"):
        sample_files(tmp_path)
