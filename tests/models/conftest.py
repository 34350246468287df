"""A journal in a folder of its own, edits over it, and items as the platform would send them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.schema import Schema
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, World


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    yield journal
    journal.close()


@pytest.fixture
def staged(journal: Journal, qapp: object) -> StagedEdits:
    return StagedEdits(journal, "local")


@pytest.fixture
def schema() -> Schema:
    return Schema.read(SCHEMA)


@pytest.fixture
def world(staged: StagedEdits, schema: Schema) -> World:
    return World(staged, schema)
