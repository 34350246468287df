"""The whole campaign: python -m tests.campaign --kills 300."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.campaign.line import Line
from tests.campaign.rounds import ITEMS, Campaign
from tests.local_platform import LocalPlatform


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    arguments.add_argument("--kills", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--windows", action="store_true", help="each with a window of its own")
    chosen = arguments.parse_args()
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as home,
        LocalPlatform(Path(home) / "far", "--items", str(ITEMS)) as platform,
        Line(platform.url) as line,
    ):
        tally = Campaign(Path(home) / "near", platform, line, chosen.seed, windows=chosen.windows).run(
            chosen.kills, _say
        )
    _say(f"{tally.kills} kills in {time.monotonic() - began:.0f} s, seed {chosen.seed}: {dict(tally.ways)}")
    _say(f"{tally.acknowledged} edits acknowledged, {tally.refused} refused by a full disk or cut short")
    _say(f"{tally.pushes} pushes, {tally.requests} requests that changed something")
    _say("\n".join(tally.complaints) or "Nothing was lost, nothing was sent twice, nothing else has changed.")
    return 1 if tally.complaints else 0


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
