"""Who acts where a command changes something and nobody is named: the desk's head."""

from deskapp.desk import Desk
from deskapp.domain.errors import NotAllowed
from deskapp.domain.words import Role

_RANK = (Role.MANAGER, Role.SUPERVISOR, Role.AGENT)


def head_of(desk: Desk) -> int:
    """The id of whoever leads the desk. Raises NotAllowed where nobody works here."""
    staff = [one for one in desk.facts().staff if one.active]
    if not staff:
        raise NotAllowed("nobody_works_here")
    return min(staff, key=lambda one: (_RANK.index(one.role), one.id)).id
