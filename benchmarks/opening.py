"""A folder of 1,000,000 items with 30 keys opened in the window, beside the raw download and parse of the same pages.

python -m benchmarks.opening
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
from encord.storage import StorageFolder

from benchmarks.report import Figure, Report
from benchmarks.startup import watched
from tests.local_platform import LocalPlatform
from wire.client import PlatformClient

SIZES = (10_000, 100_000, 1_000_000)
SDK_ITEMS = 20_000
FIRST_ROWS = 0.5
TIMES_RAW = 3.0
WORST = 50.0
RESIDENT = 1500.0


def raw_seconds(client: PlatformClient, folder: str) -> float:
    """The least there is: every page fetched and its JSON read into dicts, metadata too, and nothing kept."""
    start, token = time.perf_counter(), None
    while True:
        page = client.list_item_page(folder, token=token, page_size=1000)
        for item in msgspec.json.decode(page.answer.body)["results"]:
            msgspec.json.decode(item["clientMetadata"])
        token = page.next_token
        if token is None:
            return time.perf_counter() - start


def sdk_seconds(folder: StorageFolder, items: int) -> float:
    """The SDK's list_items and client_metadata for the first items."""
    start = time.perf_counter()
    for number, item in enumerate(folder.list_items(page_size=1000), 1):
        if item.client_metadata and number == items:
            break
    return time.perf_counter() - start


def opened(home: Path, items: int) -> tuple[dict[str, Any], float, float]:
    """What the window saw, the raw seconds, and the SDK's seconds for as many items (extrapolated)."""
    with LocalPlatform(home / "platform", "--items", str(items)) as platform:
        client = platform.client()
        uuid = client.list_folders().values[0].uuid
        raw = raw_seconds(client, uuid)
        few = min(items, SDK_ITEMS)
        sdk = sdk_seconds(platform.user_client().get_storage_folder(uuid), few) * items / few
        platform.stop()
    return watched(home, "load", str(items)), raw, sdk


def measure() -> Report:
    """Each size once, in a fresh window; the promises are for the largest."""
    figures: list[Figure] = []
    for items in SIZES:
        with tempfile.TemporaryDirectory() as home:
            seen, raw, sdk = opened(Path(home), items)
        largest = items == SIZES[-1]
        first, whole, worst = seen["first_rows"], seen["all_rows"], max(seen["loading"])
        idle, resident = max(seen["idle"]), seen["resident"]
        of = f"{items:,} items"
        figures += [
            Figure(
                f"{of}: first rows", f"{first:.2f} s", "", f"{FIRST_ROWS} s", first <= FIRST_ROWS if largest else None
            ),
            Figure(
                f"{of}: all rows",
                f"{whole:.1f} s",
                f"raw download and parse {raw:.1f} s ({whole / raw:.2f} of it), SDK list_items {sdk:.0f} s",
                f"{TIMES_RAW:.0f} times the raw",
                whole <= TIMES_RAW * raw if largest else None,
            ),
            Figure(
                f"{of}: worst gap",
                f"{worst:.0f} ms",
                f"idle {idle:.0f} ms",
                f"{WORST:.0f} ms",
                worst <= WORST if largest else None,
            ),
            Figure(
                f"{of}: memory of the window",
                f"{resident:,.0f} MB",
                "",
                f"{RESIDENT:,.0f} MB",
                resident <= RESIDENT if largest else None,
            ),
        ]
    return Report(
        "opening", "Folders with 30 keys an item, opened from the local platform, one window a size", tuple(figures)
    )


if __name__ == "__main__":
    sys.exit(measure().print())
