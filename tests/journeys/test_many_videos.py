"""Every video of a folder gets keyframes and a sampling plan, seen before, undone, pushed, and read with the SDK."""

from tests.journeys.places import ROUTE, VIDEO
from tests.journeys.user import User

OTHER = "old_town_north_1012_b.mp4"
PLAN = {"sampling_rate": 0}


def test_keyframes_and_plans_of_many_videos_reach_whoever_reads_with_the_sdk(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    colleague = user.meets(*ROUTE)
    before = colleague.reads()
    old = {name: before[name]["keyframes"] for name in (VIDEO, OTHER)}

    user.goes_to(VIDEO, "keyframes")
    user.presses("Ctrl+J")
    user.sees("Keyframes of Many Videos")
    user.empties_field("step")
    user.writes("36")
    user.clicks("Change 2 Videos")
    user.sees_staged(2)
    user.undoes()
    user.sees_staged(0)
    user.redoes()
    user.sees_staged(2)

    user.chooses_from_menu("Sampling Plan of Many Videos…")
    user.sees("Sampling Plan of Many Videos")
    user.writes("0")
    user.clicks("Change 2 Videos")
    user.sees_staged(4)

    review = user.reviews()
    new = {
        VIDEO: sorted({*old[VIDEO], *range(0, 72, 36)}),
        OTHER: sorted({*old[OTHER], *range(0, 132, 36)}),
    }
    review.pushes()
    review.closes()
    user.sees_staged(0)
    after = colleague.reads()
    for name in (VIDEO, OTHER):
        assert after[name]["keyframes"] == new[name]
        assert after[name]["$encord"] == {"config": PLAN}
        rest = {key: value for key, value in after[name].items() if key not in ("keyframes", "$encord")}
        assert rest == {key: value for key, value in before[name].items() if key != "keyframes"}


def test_what_the_sdk_writes_under_encord_is_read_here_and_kept(user: User) -> None:
    user.starts()
    user.is_connected()
    colleague = user.meets(*ROUTE)
    frames = {"10": {}, "20": {"note": "a robot", "embedding": [0.5, 1.25]}}
    colleague.edits(
        VIDEO, {"$encord": {"config": {"sampling_rate": 2, "mine": None}, "frames": frames}}, ("keyframes",)
    )
    user.opens(*ROUTE)
    user.goes_to(VIDEO, "name")
    user.presses("Ctrl+J")
    user.empties_field("step")
    user.writes("40")
    user.sees("2 videos would change")
    user.clicks("Change 2 Videos")
    user.sees_staged(2)
    user.reviews().pushes()
    user.closes_every_dialog()
    held = colleague.reads()[VIDEO]
    assert held["keyframes"] == [0, 40], "frame 10 is marked as it was"
    assert held["$encord"] == {"config": {"sampling_rate": 2, "mine": None}, "frames": frames}
