"""Cards that are opened are counted, by card and month of the site, and by nobody's name."""

from datetime import UTC, datetime

from sqlalchemy import select

from deskapp.desk import Desk
from deskapp.domain.calming.cards import Situation
from deskapp.domain.clock import FixedClock
from deskapp.models.events import Event
from deskapp.models.library import CardUse


def test_cards_are_counted_by_card_and_month_and_not_by_who_opened_them(desk: Desk, clock: FixedClock) -> None:
    """That a card was opened is counted by card and month for the desk as a whole, and of nobody."""
    with desk.work.read() as session:
        lines = len(session.scalars(select(Event.id)).all())
    # In London it is an hour later in summer: July begins there at 23:00 of the last of June.
    for at in (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), datetime(2026, 6, 30, 23, 0, tzinfo=UTC)):
        clock.set_to(at)
        desk.cards.opened(Situation.FEAR)
    desk.cards.opened(Situation.FEAR)
    done = desk.cards.opened(Situation.ANGER)
    assert done.changes.lists == {"cards"}
    assert not done.changes.calls
    with desk.work.read() as session:
        rows = session.execute(select(CardUse.month, CardUse.card, CardUse.times)).all()
        assert sorted(map(tuple, rows)) == [
            ("2026-06", "fear", 1),
            ("2026-07", "anger", 1),
            ("2026-07", "fear", 2),
        ]
        assert len(session.scalars(select(Event.id)).all()) == lines
