"""The rule of `domain.confidential` as one condition of SQL, for every list and count of calls.

Nothing here loads the ORM: the first screen asks with it too.
"""

from typing import Any

from deskapp.domain.confidential import ABOVE
from deskapp.services.people import VIEWER

_ABOVE = ", ".join(f"'{role.value}'" for role in ABOVE)


def hidden(viewer: int | None) -> str:
    """The SQL condition that a row of `call` may not be seen by this member of staff; None: nobody is signed in.

    Asks the flag first: of a call that is not confidential nothing else is read.
    """
    if viewer is None:
        return "call.confidential"
    return (
        "(call.confidential AND NOT EXISTS (SELECT 1 FROM staff AS viewer"
        f" WHERE viewer.id = {int(viewer)} AND viewer.active"
        f" AND (viewer.role IN ({_ABOVE}) OR viewer.id = call.owner_id"
        " OR EXISTS (SELECT 1 FROM call_named WHERE call_named.call_id = call.id"
        " AND call_named.staff_id = viewer.id))))"
    )


def viewer_of(run: Any) -> int | None:
    """Who looks through what carries out SQL; None, so nobody, where it does not say."""
    viewer: int | None = getattr(run, VIEWER, None)
    return viewer
