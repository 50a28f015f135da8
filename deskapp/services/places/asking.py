"""What a category asks its calls for: where it is, and what it is about."""

from sqlalchemy.orm import Session

from deskapp.domain.words import Asks
from deskapp.models.calls import Call
from deskapp.models.site import Category


def lacking(session: Session, call: Call) -> tuple[str, ...]:
    """What must be there before a call is escalated, and is not: "place", "equipment"."""
    category = None if call.category_id is None else session.get(Category, call.category_id)
    if category is None:
        return ()
    needed = (
        ("place", category.asks_place, call.place_id),
        ("equipment", category.asks_equipment, call.equipment_id),
    )
    return tuple(name for name, asks, there in needed if asks is Asks.NEEDED and there is None)
