"""How fast the local platform answers: pages of 1,000 items a second, for one client and for four, and its memory.

python -m benchmarks.server_pages
"""

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.report import Figure, Report, median_of
from tests.local_platform import LocalPlatform
from wire.client import PlatformClient

ITEMS = 20_000
PAGE = 1_000
RUNS = 5


def pages_read(client: PlatformClient, folder: str) -> int:
    """Read the whole folder page by page, as bytes into columns; how many pages that took."""
    token, pages = None, 0
    while True:
        page = client.list_item_columns(folder, token=token, page_size=PAGE)
        pages, token = pages + 1, page.next_token
        if token is None:
            return pages


def pages_a_second(clients: list[PlatformClient], folder: str) -> float:
    """Each client reads the folder at the same time as the others."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as pool:
        pages = sum(pool.map(pages_read, clients, [folder] * len(clients)))
    return pages / (time.perf_counter() - start)


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process, in MB; Linux only."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def measure() -> Report:
    """One client and four, interleaved, on one server with a folder of 20,000 items of 30 keys."""
    with (
        tempfile.TemporaryDirectory() as folder_path,
        LocalPlatform(Path(folder_path), "--items", str(ITEMS)) as platform,
    ):
        at_rest = resident_megabytes(platform.pid)
        clients = [platform.client() for _ in range(4)]
        folder = clients[0].list_folders().values[0].uuid
        pages_read(clients[0], folder)
        one: list[float] = []
        four: list[float] = []
        for _ in range(RUNS):
            one.append(pages_a_second(clients[:1], folder))
            four.append(pages_a_second(clients, folder))
        loaded = resident_megabytes(platform.pid)
    return Report(
        "server_pages",
        f"The local platform: pages of {PAGE:,} items with 30 keys, read into columns, medians of {RUNS} runs",
        (
            Figure("one client", f"{median_of(one):.1f} pages/s"),
            Figure(
                "four clients at once",
                f"{median_of(four):.1f} pages/s",
                beside=f"{median_of(four) / median_of(one):.2f} of one",
            ),
            Figure("memory at rest", f"{at_rest:.0f} MB"),
            Figure("memory after the runs", f"{loaded:.0f} MB", beside=f"{loaded / at_rest:.2f} of at rest"),
        ),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
