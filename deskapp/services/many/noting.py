"""The same note for several calls."""

import json

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState
from deskapp.services.changes import Done
from deskapp.services.many import picking
from deskapp.services.many.acts import NoteCalls
from deskapp.services.many.views import ManyDone
from deskapp.services.texts import clean
from deskapp.services.work import Work

_TAKE_UP = "UPDATE call SET state = 'open' WHERE state = 'new' AND id IN (SELECT value FROM json_each(?))"


def note(work: Work, act: NoteCalls) -> Done[ManyDone]:
    """A note on each, which stops no clock; a new call that is noted on is taken up, as by one note."""
    words = clean(act.words)
    if not words:
        raise Invalid({"words": FieldFault.MISSING})
    with work.act() as unit:
        fit, refused = picking.parted(unit, CallAct.NOTE, act.call_ids, {}, picking.anything)
        new = [row.id for row in fit.values() if row.state is CallState.NEW]
        for call_id in new:
            unit.tell(EventKind.OPENED, call_id, "state", CallState.NEW.value, CallState.OPEN.value)
        unit.session.connection().exec_driver_sql(_TAKE_UP, (json.dumps(new),))
        unit.record()
        for call_id in fit:
            unit.tell(EventKind.NOTE, call_id, payload={"words": words})
        lines = unit.record()
        return unit.done(ManyDone(tuple(fit), refused, tuple(lines)), calls=tuple(fit))
