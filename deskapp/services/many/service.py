"""Acts on several calls at once: each in one transaction, a line in the timeline of each call.

What is refused for one call costs that call alone. Who may not do an act at all is refused as a whole, and so is what
is wrong with what was typed.
"""

from collections.abc import Mapping, Sequence

from deskapp.domain.call_life import CallAct
from deskapp.domain.words import Role
from deskapp.services.changes import Done
from deskapp.services.many import asking, noting, picking, raising, reassigning, taking_back
from deskapp.services.many.acts import AskOwners, NoteCalls, RaiseCalls, ReassignCalls, Standing, TakeBack
from deskapp.services.many.views import Before, ManyDone
from deskapp.services.work import Unit, Work

#: Who may do each at all.
AT_LEAST: Mapping[CallAct, Role] = {CallAct.ASK: Role.SUPERVISOR}


class Many:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def before(self, act: CallAct, call_ids: Sequence[int], stood: Mapping[int, Standing]) -> Before:
        """What would be refused of an act, and why; before anything is typed for it.

        act: one of `picking.RULES`. stood: how the calls stood where they were chosen, as far as is known.
        """
        with self._work.read() as session:
            staff = self._work.must_be(session, AT_LEAST.get(act, Role.AGENT))
            unit = Unit(session, self._work.clock.now(), self._work.rules, staff)
            fit, refused = picking.parted(unit, act, call_ids, stood, picking.RULES[act])
            return Before(refused, {call_id: row.standing for call_id, row in fit.items()})

    def reassign(self, act: ReassignCalls) -> Done[ManyDone]:
        return reassigning.reassign(self._work, act)

    def raise_priority(self, act: RaiseCalls) -> Done[ManyDone]:
        return raising.raise_priority(self._work, act)

    def ask(self, act: AskOwners) -> Done[ManyDone]:
        return asking.ask(self._work, act)

    def note(self, act: NoteCalls) -> Done[ManyDone]:
        return noting.note(self._work, act)

    def take_back(self, act: TakeBack) -> Done[ManyDone]:
        return taking_back.take_back(self._work, act)
