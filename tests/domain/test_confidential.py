"""Who may see a confidential call: RULES.md, "Confidential calls"."""

import pytest

from deskapp.domain.confidential import may_see
from deskapp.domain.words import Role

OWNER, NAMED, OTHER = 2, 3, 4


@pytest.mark.parametrize(
    ("who", "role", "seen"),
    [
        (OWNER, Role.AGENT, True),
        (NAMED, Role.AGENT, True),
        (OTHER, Role.AGENT, False),
        (OTHER, Role.SUPERVISOR, True),
        (OTHER, Role.MANAGER, True),
        (OWNER, None, False),
        (NAMED, None, False),
        (None, None, False),
    ],
)
def test_a_confidential_call_is_seen_by_its_owner_the_supervisors_and_people_named_on_it(
    who: int | None, role: Role | None, seen: bool
) -> None:
    assert may_see(who, role, owner_id=OWNER, named={NAMED}) is seen
