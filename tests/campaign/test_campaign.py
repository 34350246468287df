"""A short campaign: ten processes that edit and push at random are killed, and nothing is lost or spoilt."""

from pathlib import Path

from tests.campaign.line import Line
from tests.campaign.rounds import ITEMS, Campaign
from tests.local_platform import LocalPlatform

KILLS = 10


def test_ten_killed_processes_lose_nothing_and_spoil_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    with LocalPlatform(tmp_path / "far", "--items", str(ITEMS)) as platform, Line(platform.url) as line:
        tally = Campaign(tmp_path / "near", platform, line, seed=4).run(KILLS, said.append)
    assert not tally.complaints
    assert tally.kills == KILLS
    assert tally.acknowledged > 0
