"""Which types of escalation have a block of their own in the dialog."""

from collections.abc import Callable

from deskapp.ui.approvals.approval_block import ApprovalBlock
from deskapp.ui.incidents.incident_block import IncidentBlock
from deskapp.ui.widgets.type_block import TypeBlock
from deskapp.ui.work.workplace import Workplace

#: One line a block, in the order in which they stand under the types.
_BLOCKS: tuple[Callable[[Workplace], TypeBlock], ...] = (ApprovalBlock, IncidentBlock)


def type_blocks(place: Workplace) -> tuple[TypeBlock, ...]:
    """New blocks for one dialog."""
    return tuple(make(place) for make in _BLOCKS)
