"""Whom an agent can ask."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.words import Role
from deskapp.models.site import Staff


def supervisors(session: Session) -> tuple[str, ...]:
    """Whom to ask where nobody can be offered: the supervisors who work here, else the managers, by name."""
    for role in (Role.SUPERVISOR, Role.MANAGER):
        query = select(Staff.name).where(Staff.active.is_(True), Staff.role == role).order_by(Staff.name, Staff.id)
        found = tuple(session.scalars(query))
        if found:
            return found
    return ()
