"""The sample's metadata schema: three namespaces and every type, as the platform spells them."""

from collections.abc import Mapping
from typing import Any

WEATHERS = ["clear", "cloudy", "fog", "rain", "snow"]
TIMES_OF_DAY = ["dawn", "day", "dusk", "night"]
SPECIES = ["grey heron", "mallard", "none", "red deer", "red fox"]
CAMERAS = ["front", "left", "rear", "right"]
LANGUAGES = ["da", "de", "en", "fr", "none", "sv"]
SPLITS = ["test", "train", "validation"]
EMBEDDING_SIZE = 16


def schema() -> Mapping[str, Mapping[str, Any]]:
    """Key to type, in the wire form of the current schema API."""
    scalars = {
        "scene.place": "varchar",
        "scene.captured_at": "datetime",
        "scene.run": "uuid",
        "scene.people": "number",
        "scene.animals": "number",
        "scene.visibility_m": "number",
        "scene.temperature_c": "number",
        "scene.robot_in_view": "boolean",
        "scene.notes": "text",
        "video.route": "varchar",
        "video.usable": "boolean",
        "video.speed_mps": "number",
        "video.firmware": "varchar",
        "video.shots": "number",
        "video.reviewed_at": "datetime",
        "Voice.speaker": "uuid",
        "Voice.transcript": "text",
        "Voice.consent": "boolean",
        "Voice.snr_db": "number",
        "Voice.recorded_at": "datetime",
        "Voice.script": "varchar",
        "reviewed by": "varchar",
    }
    enums = {
        "scene.time_of_day": TIMES_OF_DAY,
        "scene.weather": WEATHERS,
        "scene.species": SPECIES,
        "video.camera": CAMERAS,
        "Voice.language": LANGUAGES,
        "split": SPLITS,
    }
    document: dict[str, Mapping[str, Any]] = {key: {"ty": "variant", "hint": hint} for key, hint in scalars.items()}
    document |= {key: {"ty": "enum", "values": values} for key, values in enums.items()}
    document["scene.location"] = {"ty": "geospatial"}
    document["scene.embedding"] = {"ty": "embedding", "size": EMBEDDING_SIZE, "api": None}
    document["scene.old_quality"] = {"ty": "tombstone", "deleted_ty": {"ty": "variant", "hint": "number"}}
    return dict(sorted(document.items()))
