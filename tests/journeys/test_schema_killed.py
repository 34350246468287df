"""The window is killed with an edited schema, and opened again: every edit it had shown is back, in the tables too."""

import signal

from tests.journeys.at_schema import AtSchema
from tests.journeys.places import ROUTE
from tests.journeys.processes import running
from tests.journeys.user import User


def test_every_edit_of_the_schema_that_was_shown_survives_a_kill(user: User) -> None:
    with running("-m", "tests.journeys.killed_schema", str(user.home)) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline().strip() for _ in range(3)]
        process.send_signal(signal.SIGKILL)
        shown += process.stdout.read().split("\n")[:-1]
    assert shown[0] == "team.key 1"

    user.starts()
    user.is_connected()
    user.sees("edits of the schema are staged again")
    draft = user.program.session.draft
    staged = [change.key for change in draft.changes]
    # The edit after the last one shown may have reached the disk before the window could show it.
    assert staged in (shown, [*shown, f"team.key {len(shown) + 1}"])
    user.opens(*ROUTE)
    table = user.program.browsing.tables[0].table
    assert all(table.column_of(key) is not None for key in staged)
    schema = AtSchema(user)
    schema.opens()
    schema.sees_staged(len(staged))
    schema.saves()
    assert set(staged) <= set(schema.reads().keys())
    assert draft.changes == ()
