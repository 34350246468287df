"""How fast 10,000 changed items reach the platform, checked for conflicts and read back, beside the SDK's two ways.

python -m benchmarks.push
"""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from encord.http.bundle import Bundle
from encord.storage import StorageFolder

from benchmarks.report import Figure, Report, median_of
from controllers import editing
from controllers.browsing import Browsing
from controllers.jobs import JobBoard
from controllers.lanes import Lanes
from controllers.pushing import Pushing
from controllers.session import Session
from domain.changes import PushMode
from models.dataset_tree import DatasetTree
from models.folder_tree import FolderTree
from models.journal import Journal
from models.staged import StagedEdits
from tests.local_platform import LocalPlatform

ITEMS = 10_000
RUNS = 5
ONE_BY_ONE = 300
KEY = "bench.speed"
BESIDE_BUNDLE = 2.0
BESIDE_ONE_BY_ONE = 30.0


class Desk:
    """What the window composes for pushing, without the window."""

    def __init__(self, home: Path) -> None:
        self.lanes = Lanes()
        self.staged = StagedEdits(Journal.open(home / "journal.sqlite"))
        self.session = Session(self.lanes, (), home)
        board = JobBoard()
        self.browsing = Browsing(self.session, self.lanes, board, self.staged, FolderTree(), DatasetTree())
        journal = Journal.open(home / "ledger.sqlite")
        self.pushing = Pushing(self.session, self.lanes, board, self.staged, journal, self.browsing)

    async def sign_in(self, platform: LocalPlatform) -> None:
        """Sign in with the platform's own key."""

        async def nobody(_sentence: str) -> str | None:
            return None

        await self.session.sign_in(platform.url, platform.key_file, nobody)
        self.staged.restore(self.session.platform_key)

    async def edit_all(self, folder: StorageFolder, value: float) -> None:
        """Show the folder as it is now, and type a value into one column of every row."""
        for table in self.browsing.tables:
            self.browsing.close_table(table)
        table = self.browsing.new_table("folder", str(folder.uuid), folder.name)
        await self.browsing.open_folder(str(folder.uuid), folder.name, table)
        column = table.table.column_of(KEY)
        assert column is not None
        outcome = editing.set_text(table, [(row, column) for row in range(ITEMS)], str(value))
        assert isinstance(outcome, editing.Accepted)

    async def push(self) -> float:
        """Review and push everything staged; the seconds it took. Each item is read, merged, sent and read back."""
        start = time.perf_counter()
        plan = await self.pushing.review(self.staged.changes(), PushMode.MERGE)
        receipt = await self.pushing.push(plan)
        took = time.perf_counter() - start
        assert receipt.count("pushed") == ITEMS, receipt.sentence
        return took


def through_a_bundle(folder: StorageFolder, value: float) -> None:
    """The SDK's fast way: read, merge by hand, one Bundle. Nothing is compared and nothing is read back."""
    with Bundle() as bundle:
        for item in folder.list_items(page_size=1000):
            item.update(client_metadata={**(item.client_metadata or {}), KEY: value}, bundle=bundle)


def one_by_one(folder: StorageFolder, value: float) -> None:
    """The SDK's plain way, for the first few items."""
    for number, item in enumerate(folder.list_items(page_size=ONE_BY_ONE)):
        if number == ONE_BY_ONE:
            return
        item.update(client_metadata={**(item.client_metadata or {}), KEY: value})


def seconds(function: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


async def runs(platform: LocalPlatform, home: Path) -> tuple[list[float], list[float], list[float]]:
    """All three ways on one platform, interleaved."""
    folder = next(iter(platform.user_client().list_storage_folders()))
    gc.freeze()  # for all three ways: what the imports made is not looked at again
    desk = Desk(home)
    await desk.sign_in(platform)
    ours: list[float] = []
    bundles: list[float] = []
    singles: list[float] = []
    for run in range(RUNS):
        await desk.edit_all(folder, run + 0.5)
        ours.append(await desk.push())
        bundles.append(seconds(lambda value=run + 0.25: through_a_bundle(folder, value)))
        singles.append(seconds(lambda value=run + 0.75: one_by_one(folder, value)) * ITEMS / ONE_BY_ONE)
    desk.browsing.close()
    desk.lanes.close()
    return ours, bundles, singles


def measure() -> Report:
    """All three ways, medians."""
    with (
        tempfile.TemporaryDirectory() as home,
        LocalPlatform(Path(home) / "platform", "--items", str(ITEMS)) as platform,
    ):
        ours, bundles, singles = (median_of(values) for values in asyncio.run(runs(platform, Path(home))))
    return Report(
        "push",
        f"{ITEMS:,} items with 30 keys, one key of each changed, local platform on the same machine, medians of {RUNS}",
        (
            Figure("read, merge, send, read back and compare", f"{ours:.2f} s ({ITEMS / ours:,.0f} items/s)"),
            Figure(
                "beside the SDK's read, merge, Bundle",
                f"{bundles / ours:.1f} times faster",
                f"{bundles:.2f} s, nothing compared or read back",
                f"{BESIDE_BUNDLE:.0f} times faster",
                bundles / ours >= BESIDE_BUNDLE,
            ),
            Figure(
                "beside the SDK's update, one by one",
                f"{singles / ours:.0f} times faster",
                f"{singles:.0f} s, extrapolated from {ONE_BY_ONE} items",
                f"{BESIDE_ONE_BY_ONE:.0f} times faster",
                singles / ours >= BESIDE_ONE_BY_ONE,
            ),
        ),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
