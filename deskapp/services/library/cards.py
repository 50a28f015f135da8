"""How often de-escalation cards were opened: by card and month, at the desk as a whole."""

from zoneinfo import ZoneInfo

from sqlalchemy.dialects.sqlite import insert

from deskapp.domain.calming.cards import Situation
from deskapp.models.library import CardUse
from deskapp.models.site import Site
from deskapp.services.changes import Done
from deskapp.services.work import Work


class Cards:
    """Whoever opened one is not kept: no line of the timeline, and no count by person. May raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def opened(self, situation: Situation) -> Done[None]:
        """Somebody looked at a card on a call."""
        with self._work.act() as unit:
            zone = ZoneInfo(unit.session.get_one(Site, 1).zone)
            row = insert(CardUse).values(month=unit.now.astimezone(zone).strftime("%Y-%m"), card=situation, times=1)
            unit.session.execute(
                row.on_conflict_do_update(
                    index_elements=(CardUse.month, CardUse.card), set_={"times": CardUse.times + 1}
                )
            )
            return unit.done(None, "cards")
