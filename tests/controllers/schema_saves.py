"""Stories of saving the schema: what the platform holds, and what a save told."""

from typing import Any

from controllers.schema_saving import SaveReport
from domain.schema_changes import describe
from domain.type_forms import form_of
from tests.local_platform import LocalPlatform

SCHEMA = "client-metadata-schema"


TEXT = form_of("text")


BASE: dict[str, Any] = {
    "city": {"ty": "variant", "hint": "string"},
    "fps": {"ty": "variant", "hint": "number"},
    "owner": {"ty": "user"},
    "later": {"ty": "hologram", "depth": 1.50, "of": [1e2]},
    "keyframes": {"ty": "variant", "hint": "text"},
    "split": {"ty": "enum", "values": ["a", "a", "b"]},
}


def held_by(platform: LocalPlatform) -> dict[str, Any]:
    client = platform.client()
    try:
        return client.read_schema() or {}
    finally:
        client.close()


def told(report: SaveReport) -> list[str]:
    return [describe(change) for change in report.to_save]
