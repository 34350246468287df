"""What a lane is asked about one table's rows: frozen as it is now, so that nobody waits while it is answered."""

from collections.abc import Sequence

from controllers.column_snapshots import ColumnSnapshots
from controllers.open_table import OpenTable
from controllers.wish import Wish
from models.arranging import Question, Rows, no_rows
from wire.cancel import CancelToken


def question_of(
    table: OpenTable,
    snapshots: ColumnSnapshots,
    wish: Wish,
    token: CancelToken,
    *,
    given: Rows | None = None,
    more: Sequence[str] = (),
    kept: Rows | None = None,
) -> Question:
    """Which rows a wish shows, and in what order. `more`: columns to read beside, by their ids.

    `given`: the only rows it is about; `kept`: rows that stay although the wish speaks against them.
    """
    names = [spec.id for spec in table.table.columns if not spec.hidden] if wish.everywhere is not None else []
    return Question(
        rows=table.frame.rows,
        columns=snapshots.take(dict.fromkeys([*wish.columns, *more, *names])),
        conditions=wish.conditions,
        everywhere=wish.everywhere,
        sort=[(key.column, key.descending) for key in wish.sort],
        gone=table.gone,
        given=given,
        kept=no_rows() if kept is None else kept,
        cancelled=lambda: token.cancelled,
    )
