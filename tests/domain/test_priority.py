"""Priority: the matrix decides, and a hole in it is said."""

import pytest

from deskapp.domain.errors import Invalid
from deskapp.domain.priority import priority_of
from deskapp.domain.words import Impact, Priority, Urgency

MATRIX = {
    (Impact.ONE, Urgency.CAN_WAIT): Priority.P4,
    (Impact.ONE, Urgency.NOW): Priority.P2,
    (Impact.SITE, Urgency.NOW): Priority.P1,
}


def test_priority_comes_from_impact_and_urgency_by_a_matrix_the_site_can_edit() -> None:
    assert priority_of(Impact.ONE, Urgency.CAN_WAIT, MATRIX) is Priority.P4
    assert priority_of(Impact.ONE, Urgency.NOW, MATRIX) is Priority.P2
    assert priority_of(Impact.SITE, Urgency.NOW, MATRIX) is Priority.P1
    edited = {**MATRIX, (Impact.ONE, Urgency.NOW): Priority.P3}
    assert priority_of(Impact.ONE, Urgency.NOW, edited) is Priority.P3


def test_a_cell_that_is_missing_is_refused_and_named() -> None:
    with pytest.raises(Invalid) as refusal:
        priority_of(Impact.SITE, Urgency.SOON, MATRIX)
    assert refusal.value.fields == {"matrix": "missing"}
    assert refusal.value.values == {"impact": Impact.SITE, "urgency": Urgency.SOON}
