"""What the record shows of a call, in a line below each line of the scorecard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.domain.reviews.scorecard import LineCode
from deskapp.domain.words import Answer, Consent, Transfer
from deskapp.language import _, ngettext
from deskapp.wording import codes, signs, times

if TYPE_CHECKING:
    from deskapp.services.reviews.evidence import Evidence

#: So many phrases, and so much of a reason, stand in a line.
_PHRASES, _REASON = 3, 60


def lines(shown: Evidence, zone: str, now: datetime) -> Mapping[str, str]:
    """By the code of a line; of a line of the site's own the record shows nothing."""
    return {
        LineCode.EARLY: _early(shown, zone, now),
        LineCode.ROUTE: _route(shown),
        LineCode.CONSENT: _consent(shown, zone, now),
        LineCode.HANDOFF: _handoff(shown),
        LineCode.WARM: _warm(shown),
        LineCode.INFORMED: _informed(shown, zone, now),
        LineCode.LOOP: _loop(shown, zone, now),
        LineCode.TONE: _tone(shown),
    }


def sign(shown: Evidence, zone: str, now: datetime) -> str:
    """The first sign, and why it was one: "Above my authority: refund of 86.00 is asked"."""
    if shown.sign is None:
        return ""
    why = signs.why(shown.sign.reason, shown.sign.values, zone, now) if shown.sign.reason else ""
    return direction.row((codes.trigger(shown.sign.code), why), ": ")


def _never() -> str:
    return _("never escalated")


def _early(shown: Evidence, zone: str, now: datetime) -> str:
    if shown.escalated_at is None:
        if shown.sign is None:
            return _("never escalated; the record shows no sign")
        form = _("never escalated; first sign {time}: {sign}")
        return form.format(time=times.instant(shown.sign.at, zone, now), sign=codes.trigger(shown.sign.code).lower())
    if shown.sign is None:
        return _("escalated {time}; the record shows no sign before").format(
            time=times.instant(shown.escalated_at, zone, now)
        )
    after = times.duration(shown.escalated_at - shown.sign.at, measured=True)
    form = _("{length} after the first sign ({time}, {sign})")
    at = times.instant(shown.sign.at, zone, now)
    return form.format(length=after, time=at, sign=codes.trigger(shown.sign.code).lower())


def _route(shown: Evidence) -> str:
    if not shown.types:
        return _never()
    types = ", ".join(codes.escalation_type(one) for one in shown.types).lower()
    fits = ", ".join(codes.escalation_type(one) for one in shown.fits_too).lower()
    too = _("{types}; {others} fits too").format(types=types, others=fits) if fits else types
    hand_offs = ngettext("{n} hand-off", "{n} hand-offs", shown.handoffs).format(n=shown.handoffs)
    return direction.row((too, hand_offs))


def _consent(shown: Evidence, zone: str, now: datetime) -> str:
    if shown.consent is None:
        return _never()
    asked = {
        Consent.YES: _("asked: yes"),
        Consent.NO: _("asked: no"),
        Consent.NOT_ASKED: _("not asked"),
    }[shown.consent]
    named = _("“by {time}” was named").format(time=times.instant(shown.named, zone, now)) if shown.named else ""
    return direction.row((asked, _short(shown.consent_reason), named or _("no time was named")))


def _handoff(shown: Evidence) -> str:
    if shown.escalated_at is None:
        return _never()
    filled = _("{n} of {count} filled").format(n=shown.filled, count=shown.filled + len(shown.missing))
    if not shown.missing:
        return filled
    names = ", ".join(codes.handoff_part(part).lower() for part in shown.missing)
    return _("{filled}; missing: {names}").format(filled=filled, names=names)


def _warm(shown: Evidence) -> str:
    if shown.transfer is None:
        return _never() if shown.escalated_at is None else _("nobody to hand it to")
    how = {Transfer.WARM: _("warm"), Transfer.COLD: _("cold"), Transfer.MESSAGE: _("message left")}[shown.transfer]
    reason = _("“{words}”").format(words=_short(shown.transfer_reason)) if shown.transfer_reason else ""
    if shown.transfer is Transfer.COLD and not reason:
        reason = _("no reason given")
    tries = ngettext("{n} try", "{n} tries", shown.tries).format(n=shown.tries) if shown.tries else ""
    return direction.row((direction.row((how, reason), ": "), tries), ", ")


def _informed(shown: Evidence, zone: str, now: datetime) -> str:
    count = shown.kept + len(shown.missed)
    if not count:
        return _("no promise was made")
    kept = ngettext("{kept} of {n} promise kept", "{kept} of {n} promises kept", count).format(kept=shown.kept, n=count)
    if not shown.missed:
        return kept
    worst = max(shown.missed, key=lambda late: late.by)
    form = _("{time} is late by {length}") if worst.open else _("{time} was missed by {length}")
    late = form.format(time=times.instant(worst.due, zone, now), length=times.duration(worst.by, measured=True))
    return _("{kept}; {late}").format(kept=kept, late=late)


def _loop(shown: Evidence, zone: str, now: datetime) -> str:
    if shown.answer is None or shown.answered_at is None:
        return _("the customer was not asked yet") if shown.resolved_at is None else _("solved; no answer yet")
    same = shown.resolved_at is not None and _day(shown.resolved_at, zone) == _day(shown.answered_at, zone)
    asked = _("customer asked the same day") if same else _("customer asked")
    answer = _("yes") if shown.answer is Answer.YES else _("no")
    at = times.instant(shown.answered_at, zone, now)
    told = _("{asked}: {answer}, {time}").format(asked=asked, answer=answer, time=at)
    score = _("{n} of {count}").format(n=shown.satisfaction, count=5) if shown.satisfaction is not None else ""
    return direction.row((told, score))


def _tone(shown: Evidence) -> str:
    if not shown.spoken:
        return _("no words for the customer are on record")
    if not shown.phrases:
        return _("no phrase to avoid in the words for the customer")
    said = ", ".join(_("“{words}”").format(words=words) for words, _better in shown.phrases[:_PHRASES])
    more = len(shown.phrases) - _PHRASES
    told = said + (_(" and {n} more").format(n=more) if more > 0 else "")
    return _("better not said: {words}").format(words=told)


def _day(at: datetime, zone: str) -> object:
    return at.astimezone(ZoneInfo(zone)).date()


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _REASON else f"{said[: _REASON - 1].rstrip()}…"
