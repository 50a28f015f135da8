"""The signs to escalate of a call, in words: what the record shows, and why."""

from datetime import datetime

from deskapp.domain import sla
from deskapp.domain.signs.triggers import Sign
from deskapp.domain.sla import ClockState
from deskapp.domain.words import UNRESOLVED_STATES, UNRETURNED, ClockKind
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.wording import codes
from deskapp.wording import signs as sign_words

#: Signs whose words say all that their reason would.
_SAY_IT_ALL = ("impact", "key_account", "tone", "checklist_done")


def one(sign: Sign, facts: DeskFacts | None, zone: str, now: datetime) -> str:
    """A sign with its reason, where that says more."""
    known = {trigger.code: trigger for trigger in facts.triggers} if facts else {}
    words = codes.trigger(known.get(sign.code, sign.code))
    if sign.reason in _SAY_IT_ALL:
        return words
    reason = sign_words.why(sign.reason, sign.values, zone, now)
    return _("{sign}: {reason}").format(sign=words, reason=reason)


def told(call: CallDetail, facts: DeskFacts | None, zone: str, now: datetime) -> tuple[str, ...]:
    """Of a call that is not resolved: its signs, but those for which somebody has it already."""
    if call.state not in UNRESOLVED_STATES:
        return ()
    out = {code for made in call.escalations if made.state in UNRETURNED for code, _reason in made.triggers}
    if call.incident is not None and not call.incident.over:
        out.add("many_customers")  # they are gathered in the incident
    if call.row.escalated:
        # Who has the call works against that limit already.
        out.add("time_limit")
    return tuple(one(sign, facts, zone, now) for sign in call.signs if sign.code not in out)


def as_of(call: CallDetail, now: datetime) -> ClockState | None:
    """How the clock stands that only time turns into a sign; None where there is none that runs."""
    for clock in call.clocks:
        if clock.kind is ClockKind.RESOLUTION and clock.cycle == call.cycle and clock.facts.stopped is None:
            return sla.reading(clock.facts, now).state
    return None
