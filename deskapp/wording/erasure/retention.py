"""How long what is kept stays, in words: rules, what is due by them and why, what is held, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.words import RetentionKind
from deskapp.language import _, ngettext
from deskapp.wording import codes, times
from deskapp.wording import customers as customer_wording

if TYPE_CHECKING:
    from deskapp.services.retention.views import DueView, HoldView


def means(of: RetentionKind) -> str:
    """From when on its age is counted, and what goes with it."""
    return {
        RetentionKind.WORDS: _(
            "After the last word of a call that is over: its words, names on it, files and drafts. Figures, clocks and"
            " its customer stay."
        ),
        RetentionKind.CUSTOMERS: _(
            "After the last change of a customer of whom no call says anything any more: forgotten as on request."
        ),
        RetentionKind.FILES: _(
            "After the last word of a call that is over: what is in them; that there were some stays."
        ),
        RetentionKind.PAPERS: _(
            "After the last word of a call that is over: what its sheets told; their numbers and when they left stay."
        ),
        RetentionKind.DRAFTS: _("After they were typed: with the files that wait with them."),
    }[of]


def reason(one: DueView) -> str:
    """Why it went; kept with the record, and says nothing of anybody."""
    what, age = codes.retention_kind(one.kind), customer_wording.age(one.months)
    return _("By the rule of this desk: {what}, {age}").format(what=what, age=age)


def due(one: DueView, zone: str, now: datetime) -> str:
    """How many are due, and since when without a word: "12 due: no word since 3 Mar 2024"."""
    if not one.due:
        return _("nothing is due")
    form = ngettext("{n} due: no word since {day}", "{n} due: no word since {day}", one.due)
    return form.format(n=one.due, day=times.day_of(one.until, zone, now))


def stays(one: DueView) -> str:
    """What is as old and stays, by why; "" where nothing does."""
    told = (
        (one.held, ngettext("{n} is held", "{n} are held", one.held)),
        (one.disputed, ngettext("{n} is disputed", "{n} are disputed", one.disputed)),
        (one.unfinished, ngettext("{n} waits for something", "{n} wait for something", one.unfinished)),
    )
    said = direction.row((form.format(n=count) for count, form in told if count), ", ")
    return _("As old, and kept: {why}").format(why=said) if said else ""


def hold(one: HoldView, zone: str, now: datetime) -> str:
    """Who holds it, since when, and why."""
    day = times.day_of(one.at, zone, now)
    return _("{day} by {who}: {reason}").format(
        day=day, who=direction.isolated(one.by), reason=direction.isolated(one.reason)
    )


def progress(gone: int, of: int) -> str:
    """How far it has come."""
    return _("{gone} of {of} gone").format(gone=gone, of=of)


def done(gone: int) -> str:
    """What came of it."""
    return ngettext("{n} went.", "{n} went.", gone).format(n=gone)


def held(reasons: Sequence[str]) -> str:
    """Why somebody is not forgotten."""
    return _("Held: {reasons}. A manager ends that under Settings > Keeping.").format(
        reasons=direction.row(reasons, "; ")
    )
