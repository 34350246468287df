"""Mending what a check found: what may help, what it would do, and doing it as one step to undo."""

from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.staging import stage
from domain.repairs import Fix, fixes_for
from domain.shaped_fields import UntypedField
from models.cell_edits import Accepted, Outcome
from models.column_spec import ColumnSpec
from models.data_frame import ColumnValues, column_values
from models.findings import Finding
from models.repairing import Described, Plan, Rows, describe, edit_of, plan
from models.staged import StagedEdits


class Repairing:
    """Looks at the values of a finding and mends them, in the lane that computes."""

    def __init__(self, lanes: Lanes, staged: StagedEdits) -> None:
        self._lanes = lanes
        self._staged = staged

    async def describe(self, table: OpenTable, finding: Finding) -> Described:
        """The values of a finding and the ways that help some of them. A finding without a key has none."""
        spec = _spec(table, finding.key)
        if spec is None:
            return Described((), 0, ())
        fixes = fixes_for(finding.rule, spec.field or UntypedField())
        return await self._lanes.compute(_describe, self._values(table, spec), finding, fixes)

    async def plan(self, table: OpenTable, finding: Finding, fix: Fix) -> Plan | None:
        """What a way of mending would do; None where the key has gone."""
        spec = _spec(table, finding.key)
        if spec is None:
            return None
        return await self._lanes.compute(_plan, self._values(table, spec), finding, fix)

    async def plan_rows(self, table: OpenTable, key: str, rows: Rows, fix: Fix) -> Plan | None:
        """The same for rows of the frame under a key."""
        spec = _spec(table, key)
        if spec is None:
            return None
        return await self._lanes.compute(plan, key, self._values(table, spec).values, rows, fix.mend)

    async def carry_out(self, table: OpenTable, planned: Plan, title: str) -> Outcome:
        """Stage what was shown, and only where it still is what was shown."""
        spec = _spec(table, planned.key)
        if spec is None:
            return Accepted(0)
        edit = await self._lanes.compute(edit_of, planned, self._values(table, spec).values)
        return await stage(table, self._lanes, title, [edit], keep_invalid=True)

    def _values(self, table: OpenTable, spec: ColumnSpec) -> ColumnValues:
        return column_values(table.frame, self._staged, spec)


def _spec(table: OpenTable, key: str) -> ColumnSpec | None:
    column = table.table.column_of(key)
    return None if column is None else table.table.column(column)


def _describe(column: ColumnValues, finding: Finding, fixes: tuple[Fix, ...]) -> Described:
    return describe(column.values, finding.rows, fixes)


def _plan(column: ColumnValues, finding: Finding, fix: Fix) -> Plan:
    return plan(finding.key, column.values, finding.rows, fix.mend)
