"""Forgetting a customer in words: what goes and what stays, what hinders it, what came of it, and the backups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.wording import attachments as attachment_wording
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.services.erasure.views import BackupView, BeforeForgetting, ErasureView, Forgotten


#: So many calls are named.
_NAMED = 10


def instead() -> dict[str, str]:
    """What stands in the place of what was said; see `services.erasure.acts.Instead`."""
    return {"customer": _("Forgotten customer {number}"), "text": _("Forgotten")}


def goes(told: BeforeForgetting) -> str:
    """What is there to go."""
    counted = (
        (told.people, ngettext("{n} person who speaks for them", "{n} people who speak for them", told.people)),
        (told.places, ngettext("{n} place", "{n} places", told.places)),
        (told.equipment, ngettext("{n} piece of equipment", "{n} pieces of equipment", told.equipment)),
        (told.attachments, ngettext("{n} file", "{n} files", told.attachments)),
        (told.drafts, ngettext("{n} draft", "{n} drafts", told.drafts)),
    )
    things = direction.row((form.format(n=count) for count, form in counted if count), ", ")
    more = ("…",) if len(told.elsewhere) > _NAMED else ()
    names = _("Their name, account, numbers, addresses and notes.")
    calls = ngettext(
        "All that {n} call says, and every line of its timeline: words, names, answers, agreements.",
        "All that {n} calls say, and every line of their timelines: words, names, answers, agreements.",
        told.calls,
    ).format(n=told.calls)
    others = ngettext(
        "Their name where {n} call of others says it: {refs}",
        "Their name where {n} calls of others say it: {refs}",
        len(told.elsewhere),
    ).format(n=len(told.elsewhere), refs=direction.row((*told.elsewhere[:_NAMED], *more), ", "))
    parts = (names, calls if told.calls else "", f"{things}." if things else "", others if told.elsewhere else "")
    return "\n".join(filter(None, parts))


def stays(told: BeforeForgetting) -> str:
    """What is left of them."""
    if not told.calls:
        return _("That there was a customer, under a number.")
    form = ngettext(
        "That there was a customer, and {n} call by its reference: state, category, clocks and verdicts, how content"
        " they were, who did what and when.",
        "That there was a customer, and {n} calls by their references: state, category, clocks and verdicts, how"
        " content they were, who did what and when.",
        told.calls,
    )
    return form.format(n=told.calls)


def hinders(refs: Sequence[str]) -> str:
    """Which calls have something that is not over."""
    form = ngettext(
        "Not over yet: {refs}. End the call, keep what was promised, and end an incident of theirs first.",
        "Not over yet: {refs}. End the calls, keep what was promised, and end incidents of theirs first.",
        len(refs),
    )
    return form.format(refs=direction.row(refs, ", "))


def backups(found: Sequence[BackupView], zone: str, now: datetime) -> str:
    """Which backups still know somebody, and until when."""
    form = ngettext("{n} backup still knows them: {names}", "{n} backups still know them: {names}", len(found))
    return form.format(n=len(found), names=direction.row((backup(one, zone, now) for one in found), "; "))


def backup(one: BackupView, zone: str, now: datetime) -> str:
    """As "16 Nov, 3.4 MB, until 16 Dec"; with its folder where it does not lie beside the desk."""
    told = (times.day_of(one.made_at, zone, now), attachment_wording.size(one.size))
    unread = () if one.readable else (_("cannot be read"),)
    day = "" if one.until is None else times.day_of(one.until, zone, now)
    until = (_("until {day} at the latest").format(day=day),) if day else ()
    place = (one.place,) if one.place else ()
    return direction.row((*told, *unread, *until, *place), ", ")


def remove_them(count: int) -> str:
    """Asks to remove backups with the rest."""
    form = ngettext("Remove this backup too", "Remove these {n} backups too", count)
    return direction.row((form.format(n=count), _("a new one is made before")), ": ")


def done(value: Forgotten, removed: int, left: int) -> str:
    """What came of it; nothing of them, for messages are kept."""
    parts = [_("The customer is forgotten.")]
    if removed:
        form = ngettext("{n} backup was removed.", "{n} backups were removed.", removed)
        parts.append(form.format(n=removed))
    if left:
        form = ngettext("{n} backup still knows them.", "{n} backups still know them.", left)
        parts.append(form.format(n=left))
    if not value.cleared:
        parts.append(to_be_cleared())
    return " ".join(parts)


def to_be_cleared() -> str:
    return _(
        "What is left in the file is cleared a little later, by itself: others are at work just now, or the disk has no"
        " room."
    )


def record(one: ErasureView, zone: str, now: datetime) -> str:
    """As "Forgotten 16 Nov by Ana: They asked for it"."""
    words = _("Forgotten {day} by {who}: {reason}")
    day = times.day_of(one.at, zone, now)
    return words.format(day=day, who=direction.isolated(one.by), reason=direction.isolated(one.reason))
