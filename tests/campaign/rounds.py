"""Round after round: a victim starts, dies, and what is left is judged."""

import json
import multiprocessing
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from typing_extensions import override

from tests.campaign.judge import Judge
from tests.campaign.line import Line, Moment
from tests.campaign.victim import Orders, live
from tests.local_platform import ROOT, LocalPlatform

ITEMS = 200
LONGEST_LIFE = 1.5  # s between the first sign of life and a kill by the clock
PATIENCE = 60.0  # s a victim may live at all
_PRELOADED = ["tests.campaign.victim"]


@dataclass
class Tally:
    """What a campaign did and found."""

    kills: int = 0
    acknowledged: int = 0
    refused: int = 0
    requests: int = 0
    pushes: int = 0
    ways: Counter[str] = field(default_factory=Counter[str])
    complaints: list[str] = field(default_factory=list[str])


class Campaign:
    """`seed` decides what the victims do and how each dies; the clock has its say, too. `windows`: each has one."""

    def __init__(self, home: Path, platform: LocalPlatform, line: Line, seed: int, *, windows: bool = False) -> None:
        self._windows = windows
        self._home = home
        self._platform = platform
        self._line = line
        self._luck = random.Random(seed)
        self._judge = Judge(platform, line, home)
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(_PRELOADED)
        self.tally = Tally()

    def run(self, kills: int, tell: Callable[[str], object]) -> Tally:
        """Kill so many victims, let a last one end in peace, and judge everything."""
        while self.tally.kills < kills and not self.tally.complaints:
            self._round()
            if self.tally.kills % 25 == 0:
                tell(f"{self.tally.kills} kills, {self._judge.expected.acknowledged} edits acknowledged")
        if not self.tally.complaints:
            self._peace()
        expected = self._judge.expected
        self.tally.acknowledged, self.tally.refused = expected.acknowledged, expected.refused
        self.tally.requests = self._line.requests
        return self.tally

    def _round(self) -> None:
        luck = self._luck
        if luck.random() < 0.3:
            item = luck.choice(self._judge.items)
            self._judge.colleague_writes(item, self.tally.kills)
        full = luck.random() < 0.15 and not self._windows
        victim = self._born(self._orders(room=self._room() if full else None))
        way = luck.choice(("clock", "clock", "start", "word", "request"))
        self.tally.ways[f"{way}, full disk" if full else way] += 1
        self._kill(victim, way)
        self._hear(victim, f"round {self.tally.kills} ({way})")
        self.tally.kills += 1

    def _born(self, orders: Orders) -> "_Victim":
        return _Window(orders) if self._windows else _Victim(self._processes, orders)

    def _kill(self, victim: "_Victim", way: str) -> None:
        luck = self._luck
        if way == "start":
            victim.lives(luck.uniform(0.0, 0.5))
        elif way == "clock":
            victim.says(1)
            victim.lives(luck.uniform(0.0, LONGEST_LIFE))
        elif way == "word":
            victim.says(luck.randint(2, 30))
        else:
            moment: Moment = luck.choice(("before", "after", "instead"))
            self._line.kills(victim.pid, luck.randint(1, 12), moment)
            victim.dies_by_itself()
        victim.kill()
        self._line.aims_no_more()

    def _hear(self, victim: "_Victim", when: str) -> None:
        lines = victim.lines
        self._judge.expected.hears(lines)
        self.tally.pushes += sum(line.get("try") in {"push", "go on"} for line in lines)
        self.tally.complaints += [f"{when}: {complaint}" for complaint in self._judge.verdict()]
        if victim.end not in {0, -signal.SIGKILL}:
            self.tally.complaints.append(f"{when}: it ended by itself with {victim.end}, see above")
        if self.tally.complaints:
            self.tally.complaints.append(json.dumps(lines[-3:])[:2000])

    def _peace(self) -> None:
        """The last one goes on with what was cut short, pushes the rest and ends: then every receipt is there."""
        victim = _Victim(self._processes, self._orders(quiet=True))
        victim.dies_by_itself()
        victim.kill()
        self._hear(victim, "in the end")
        self.tally.complaints += self._judge.receipts()

    def _orders(self, *, room: int | None = None, quiet: bool = False) -> Orders:
        first = self._judge.expected.last_value
        return Orders(
            self._home, self._line.url, self._platform.key_file, self._luck.randrange(1 << 30), first, room, quiet
        )

    def _room(self) -> int:
        sizes = [path.stat().st_size for path in self._home.glob("journal.sqlite*")]
        return max(sizes, default=0) + self._luck.randrange(300_000)


class _Victim:
    def __init__(self, processes: Any, orders: Orders) -> None:
        self._out, there = cast("tuple[Connection, Connection]", processes.Pipe(duplex=False))
        self._process = processes.Process(target=live, args=(orders, there), daemon=True)
        self._process.start()
        there.close()
        self.pid = int(self._process.pid)
        self.end = 0
        self.lines: list[dict[str, Any]] = []
        self._until = time.monotonic() + PATIENCE

    def says(self, count: int) -> None:
        """Listen until it has said so much, or is dead."""
        while len(self.lines) < count and self._listen(self._until):
            pass

    def lives(self, seconds: float) -> None:
        """Let it live for a while."""
        until = time.monotonic() + seconds
        while self._listen(until):
            pass

    def dies_by_itself(self) -> None:
        self.lives(PATIENCE)

    def kill(self) -> None:
        """SIGKILL; what it said before is heard to the end."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        while self._listen(time.monotonic() + PATIENCE):
            pass
        self._process.join()
        self.end = int(self._process.exitcode)
        self._process.close()
        self._out.close()

    def _listen(self, until: float) -> bool:
        if not self._out.poll(max(0.0, until - time.monotonic())):
            return False
        try:
            self.lines.append(json.loads(self._out.recv_bytes()))
        except (EOFError, OSError):
            return False
        return True


class _Window(_Victim):
    """A whole program with its window, in a process of its own."""

    def __init__(self, orders: Orders) -> None:
        rest = (str(orders.home), orders.url, str(orders.key_file), str(orders.seed), str(orders.first_value))
        command = [sys.executable, "-m", "tests.campaign.window", *rest]
        self._program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.pid = self._program.pid
        self.end = 0
        self.lines = []
        self._until = time.monotonic() + PATIENCE

    @override
    def kill(self) -> None:
        self._program.kill()
        while self._listen(time.monotonic() + PATIENCE):
            pass
        self.end = self._program.wait()
        assert self._program.stdout is not None
        self._program.stdout.close()

    @override
    def _listen(self, until: float) -> bool:
        out = self._program.stdout
        assert out is not None
        if not select.select([out], [], [], max(0.0, until - time.monotonic()))[0]:
            return False
        line = out.readline()
        if line.endswith("\n"):
            self.lines.append(json.loads(line))
        return line.endswith("\n")
