"""Proposals for the film that is open: chosen by kind and strength, accepted or turned down one by one or all."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from controllers.film_proposals import FilmProposals, Wanted, proposals_in
from controllers.jobs import JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.looking import Looking
from domain.proposals import USUAL_STRENGTH, Proposal, ProposalKind, Proposals
from media.film import Film
from media.measure_store import MeasureStore

Frames = NDArray[np.int64]


class Proposing(QObject):
    """What is proposed of one film.

    `looking` measures it. `cuts`, int64, are where its scenes begin. `shown` are the proposals of the kind and strength
    chosen, without frames that are keyframes already or were turned down; `current` is the one the person is at.
    """

    changed = Signal()
    """`cuts`, `shown` or `current` are others."""
    sought = Signal(int)
    """The person wants to see this frame."""
    accepted = Signal(object)
    """These frames, a tuple, are to be keyframes."""

    def __init__(
        self, lanes: Lanes, board: JobBoard, tasks: Tasks, store: MeasureStore, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lanes, self._tasks = lanes, tasks
        self._wanted = Wanted()
        self._strengths = dict(USUAL_STRENGTH)
        self._found = FilmProposals()
        self._keyframes: Frames = np.empty(0, np.int64)
        self._refused: set[int] = set()
        self._open = Proposals(ProposalKind.CUT)
        self._asked = self._answered = 0
        self._finding = False
        self.looking = Looking(lanes, board, store, self)
        self.shown = self._open
        self.current: Proposal | None = None
        self.looking.grew.connect(self._ask)

    @property
    def kind(self) -> ProposalKind:
        """What is proposed now."""
        return self._wanted.kind

    @property
    def strength(self) -> float:
        """From which strength on, 0 to 1; each kind has its own."""
        return self._strengths[self.kind]

    @property
    def budget(self) -> int:
        """How many best frames of the film at most."""
        return self._wanted.budget

    @property
    def cuts(self) -> Frames:
        """Where scenes begin, int64, rising."""
        return self._found.cuts

    @property
    def total(self) -> int:
        """How many there are of any strength."""
        return len(self._open.all)

    @property
    def finding(self) -> bool:
        """Whether other proposals are on their way."""
        return self._finding

    @property
    def settled(self) -> int:
        """How many were found besides, whose frames are keyframes already or were turned down."""
        return len(self._of_kind().all) - len(self._open.all)

    def count_at(self, strength: float) -> int:
        """How many would be shown from that strength on."""
        return sum(each.strength >= strength for each in self._open.all)

    async def open(self, film: Film, name: str, keyframes: Frames | Sequence[int] = ()) -> None:
        """Take a film whose frames are all known, and its keyframes."""
        self.leave()
        self._keyframes = np.sort(np.asarray(keyframes, np.int64))
        await self.looking.open(film, name)

    def look(self) -> None:
        """Look at every frame of the film now."""
        self._tasks.spawn(self.looking.look())

    def leave(self) -> None:
        """The film is closed."""
        self.looking.leave()
        self._asked += 1
        self._found, self._keyframes, self.current = FilmProposals(), np.empty(0, np.int64), None
        self._refused.clear()
        self._narrow()

    def know_keyframes(self, frames: Frames | Sequence[int]) -> None:
        """These frames are keyframes now, and so are not proposed."""
        self._keyframes = np.sort(np.asarray(frames, np.int64))
        self._narrow()

    def choose(self, kind: ProposalKind) -> None:
        """Propose something else."""
        if kind != self.kind:
            self._wanted = replace(self._wanted, kind=kind)
            self._ask()
            self._narrow()

    def slide(self, strength: float) -> None:
        """Show what is proposed at least that strongly. Cuts that strong part the scenes of the other kinds too."""
        self._strengths[self.kind] = min(max(strength, 0.0), 1.0)
        if self.kind is ProposalKind.CUT:
            self._wanted = replace(self._wanted, cut_strength=self.strength)
            self._ask()
        self._narrow()

    def spend(self, budget: int) -> None:
        """Choose at most that many best frames."""
        self._wanted = replace(self._wanted, budget=max(1, budget))
        if self.kind is ProposalKind.BEST:
            self._ask()

    def go_to(self, frame: int) -> None:
        """Be at the proposal of that frame, if there is one, and show it."""
        self.current = self.shown.at(frame)
        self.changed.emit()
        if self.current is not None:
            self.sought.emit(frame)

    def step(self, frame: int, *, forward: bool = True) -> None:
        """Be at the next proposal behind a frame, or the last before it."""
        found = self.shown.after(frame) if forward else self.shown.before(frame)
        if found is not None:
            self.go_to(found.frame)

    def accept(self) -> None:
        """The current proposal becomes a keyframe; the person goes on to the next."""
        self._settle(refused=False)

    def refuse(self) -> None:
        """The current proposal is turned down, and comes back when the film is opened again."""
        self._settle(refused=True)

    def accept_all(self) -> None:
        """All proposals shown become keyframes, in one step."""
        if self.shown.all:
            frames = self.shown.frames
            self.current = None
            self.accepted.emit(frames)

    def _settle(self, *, refused: bool) -> None:
        current = self.current
        if current is None:
            return
        following = self.shown.after(current.frame) or self.shown.before(current.frame)
        if refused:
            self._refused.add(current.frame)
            self._narrow()
        else:
            self.accepted.emit((current.frame,))
        if following is not None:
            self.go_to(following.frame)

    def _ask(self) -> None:
        """What is wanted or known has changed: find again, once what is being found is there."""
        self._asked += 1
        if not self._finding:
            self._finding = True
            self._tasks.spawn(self._find())

    async def _find(self) -> None:
        try:
            while self._answered != self._asked:
                self._answered = self._asked
                await self._find_once()
        finally:
            self._finding = False
        self.changed.emit()

    async def _find_once(self) -> None:
        measures, film = self.looking.measures, self.looking.film
        if measures is None:
            return
        found = await self._lanes.compute(proposals_in, measures, self.looking.fps, self._wanted)
        if film is self.looking.film and found.proposals.kind == self.kind:
            self._found = found
            self._narrow()

    def _narrow(self) -> None:
        found = self._of_kind()
        self._open = found.without(self._refused.union(self._tagged_among(found.frames)))
        self.shown = self._open.at_least(self.strength)
        self.current = self.shown.at(self.current.frame) if self.current is not None else None
        self.changed.emit()

    def _tagged_among(self, frames: Sequence[int]) -> Sequence[int]:
        """Which of some frames are keyframes: there may be a million of those."""
        wanted = np.array(frames, np.int64)
        at = np.searchsorted(self._keyframes, wanted)
        there = np.append(self._keyframes, -1)[at] == wanted
        return wanted[there].tolist()

    def _of_kind(self) -> Proposals:
        return self._found.proposals if self._found.proposals.kind == self.kind else Proposals(self.kind)
