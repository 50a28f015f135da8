"""What would be a figure about one agent: also of one whom the others pass calls to."""

from collections.abc import Sequence
from dataclasses import replace

from deskapp.domain.spelling import same_name
from deskapp.domain.words import Role
from deskapp.services.measures.views import Measured
from deskapp.services.people import StaffView


def is_agents(name: str, staff: Sequence[StaffView]) -> bool:
    """Whether a contact of that name is one of the desk's agents."""
    return any(one.role is Role.AGENT and same_name(one.name, name) for one in staff)


def without_agents(measured: Measured, staff: Sequence[StaffView]) -> Measured:
    """The same without the contacts who are agents."""
    return replace(measured, contacts=tuple(line for line in measured.contacts if not is_agents(line.name, staff)))
