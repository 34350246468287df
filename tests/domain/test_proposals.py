"""Proposals: the stronger of two, narrowing by strength, and stepping from one to the next."""

from hypothesis import given
from hypothesis import strategies as st

from domain.proposals import USUAL_STRENGTH, Proposal, ProposalKind, Proposals

CUT = ProposalKind.CUT
ANY = st.builds(Proposal, st.integers(0, 50), st.just(CUT), st.floats(0, 1), st.just("Another scene begins here."))


def _at(frame: int, strength: float = 0.5) -> Proposal:
    return Proposal(frame, CUT, strength, "Another scene begins here.")


def test_of_two_proposals_of_one_frame_the_stronger_is_kept() -> None:
    assert Proposals.of(CUT, [_at(7, 0.2), _at(7, 0.8), _at(7, 0.5)]).all == (_at(7, 0.8),)


def test_frames_that_were_tagged_or_turned_down_are_not_proposed() -> None:
    assert Proposals.of(CUT, [_at(1), _at(2), _at(3)]).without([2, 9]).frames == (1, 3)


def test_one_steps_forwards_and_backwards_and_stops_at_the_ends() -> None:
    proposals = Proposals.of(CUT, [_at(10), _at(20)])
    assert proposals.after(-1) == _at(10)
    assert proposals.after(10) == _at(20)
    assert proposals.after(20) is None
    assert proposals.before(20) == _at(10)
    assert proposals.before(21) == _at(20)
    assert proposals.before(10) is None


def test_a_frame_has_its_proposal_or_none() -> None:
    proposals = Proposals.of(CUT, [_at(10), _at(20)])
    assert proposals.at(20) == _at(20)
    assert proposals.at(15) is None
    assert proposals.at(21) is None


def test_every_kind_has_a_usual_strength() -> None:
    assert set(USUAL_STRENGTH) == set(ProposalKind)


@given(st.lists(ANY))
def test_proposals_come_in_the_order_of_their_frames_and_no_frame_twice(some: list[Proposal]) -> None:
    frames = Proposals.of(CUT, some).frames
    assert list(frames) == sorted({each.frame for each in some})


@given(st.lists(ANY), st.floats(0, 1), st.floats(0, 1))
def test_sliding_the_strength_up_only_ever_takes_proposals_away(some: list[Proposal], one: float, two: float) -> None:
    all_of_them = Proposals.of(CUT, some)
    weak, strong = all_of_them.at_least(min(one, two)), all_of_them.at_least(max(one, two))
    assert set(strong.frames) <= set(weak.frames)
    assert strong == weak.at_least(max(one, two))
