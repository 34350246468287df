"""Exports beside the window: progress is told step by step, and Cancel leaves what was there."""

import asyncio
from pathlib import Path

import pytest

from controllers.exchange.exporting import export
from controllers.exchange.formats import Format, Options, Written
from controllers.jobs import Job
from controllers.lanes import Lanes
from tests.controllers.exchange.outgoing import records
from wire.errors import Cancelled


def run(path: Path, job: Job) -> Written:
    async def whole() -> Written:
        lanes = Lanes()
        try:
            what = records(25_000)
            return await export(what, Format.CSV, path, Options(), client=None, lanes=lanes, job=job)
        finally:
            lanes.close()

    return asyncio.run(whole())


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    job, told = Job("Export", "items"), list[int]()
    job.progressed.connect(lambda: told.append(job.done))
    assert run(tmp_path / "out.csv", job) == Written(25_000)
    assert (job.done, job.total, told[-1]) == (25_000, 25_000, 25_000)


def test_cancel_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("old")
    job = Job("Export", "items")
    job.progressed.connect(job.token.cancel)
    with pytest.raises(Cancelled, match="what was there before is unchanged"):
        run(tmp_path / "out.csv", job)
    assert (tmp_path / "out.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
