"""Who may see a confidential call: its owner, supervisors and managers, and the people named on it."""

from collections.abc import Collection

from deskapp.domain.words import Role

#: Who sees every confidential call.
ABOVE = (Role.SUPERVISOR, Role.MANAGER)


def may_see(staff_id: int | None, role: Role | None, *, owner_id: int, named: Collection[int]) -> bool:
    """Whether this member of staff sees a confidential call. role: None where they do not work here.

    Whoever logged it sees it only as its owner or named; nobody signed in (None) is an outsider.
    """
    if staff_id is None or role is None:
        return False
    return role in ABOVE or staff_id == owner_id or staff_id in named
