"""Whom an agent can ask."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.words import Role
from deskapp.models.site import Staff


def supervisors(session: Session) -> tuple[str, ...]:
    """Whom to ask where nobody can be offered: the supervisors who work here, else the managers, by name."""
    roles = (Role.SUPERVISOR, Role.MANAGER)
    query = select(Staff.role, Staff.name).where(Staff.active.is_(True), Staff.role.in_(roles))
    found = session.execute(query.order_by(Staff.name, Staff.id)).all()
    return next(filter(None, (tuple(name for one, name in found if one is role) for role in roles)), ())
