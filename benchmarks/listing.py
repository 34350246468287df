"""How fast a folder of 10,000 items with 30 keys comes into columns, beside the SDK's list_items on the same platform.

python -m benchmarks.listing
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from encord.storage import StorageFolder

from benchmarks.report import Figure, Report, median_of
from controllers.loading import FolderRest, read_batches
from controllers.worker import SWITCH_INTERVAL
from tests.local_platform import LocalPlatform
from wire.client import PlatformClient

ITEMS = 10_000
RUNS = 11
PROMISE = 5.0


def into_columns(client: PlatformClient, folder: str) -> int:
    """Our way: pages of 1,000, straight into Arrow columns, one piece for each batch; how many rows there are."""
    return sum(batch.table.num_rows for batch in read_batches(client, FolderRest(folder)))


def through_the_sdk(folder: StorageFolder) -> int:
    """The SDK's way: objects, and the metadata of each as a dict; how many had metadata."""
    items = list(folder.list_items(page_size=1000))
    return sum(bool(item.client_metadata) for item in items)


def seconds(function: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def measure() -> Report:
    """Both ways on one platform, interleaved."""
    sys.setswitchinterval(SWITCH_INTERVAL)  # as in the worker process, where this runs in the window
    ours: list[float] = []
    theirs: list[float] = []
    with (
        tempfile.TemporaryDirectory() as home,
        LocalPlatform(Path(home) / "platform", "--items", str(ITEMS)) as platform,
    ):
        client = platform.client()
        uuid = client.list_folders().values[0].uuid
        folder = platform.user_client().get_storage_folder(uuid)
        assert into_columns(client, uuid) == through_the_sdk(folder) == ITEMS  # and both are warm
        for _ in range(RUNS):
            ours.append(seconds(lambda: into_columns(client, uuid)))
            theirs.append(seconds(lambda: through_the_sdk(folder)))
    mine, sdk = median_of(ours), median_of(theirs)
    return Report(
        "listing",
        f"{ITEMS:,} items with 30 keys, pages of 1,000, local platform on the same machine, medians of {RUNS} runs",
        (
            Figure(
                "folder into Arrow columns",
                f"{mine:.2f} s ({mine / ITEMS * 1e6:.0f} µs an item)",
                f"SDK list_items and client_metadata {sdk:.2f} s",
                f"{PROMISE:.0f} times faster",
                sdk / mine >= PROMISE,
            ),
            Figure("ratio", f"{sdk / mine:.1f}"),
        ),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
