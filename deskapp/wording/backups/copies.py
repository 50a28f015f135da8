"""Backups in words: when one was made and what is in it, what would be lost by it, and how the second place is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.wording import attachments, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.services.backups.views import BackupCopy, CallIn, Inside, SecondPlace

#: After so long it is said that the second place is away, and that there was no backup.
PATIENCE = timedelta(days=1)


def calls(number: int) -> str:
    """So many calls."""
    return ngettext("{n} call", "{n} calls", number).format(n=number)


def about(copy: BackupCopy) -> str:
    """What is known of a copy beside when it was made."""
    size = attachments.size(copy.size)
    if copy.calls is None:
        return direction.row((size, _("cannot be read: {said}").format(said=copy.said)))
    parts = [calls(copy.calls), size]
    if copy.head is not None:
        parts.append(_("timeline {head}").format(head=copy.head.printed))
    return direction.row(parts)


def kind(copy: BackupCopy) -> str:
    """What it is where it is no backup of the desk as it went on; "": it is."""
    return _("set aside when a backup was put back") if copy.aside else ""


def within(inside: Inside, zone: str, now: datetime) -> str:
    """What is in a copy, in a sentence or two."""
    copy = inside.copy
    parts = [
        ngettext("{n} call, {open} of them not over.", "{n} calls, {open} of them not over.", copy.calls or 0).format(
            n=copy.calls or 0, open=inside.calls_open
        )
    ]
    if inside.last_line_at is not None and copy.head is not None:
        said = _("The last line of its timeline is of {time}: {head}.")
        parts.append(said.format(time=times.instant(inside.last_line_at, zone, now), head=copy.head.printed))
    parts.append(_("Schema {number}.").format(number=copy.schema))
    return " ".join(parts)


def lost(inside: Inside) -> str:
    """What would be lost by putting it back."""
    if not inside.lost_lines:
        return _("Nothing came since: nothing is lost by putting it back.")
    form = ngettext(
        "Since then came {n} line of the timeline, which would be lost:",
        "Since then came {n} lines of the timeline, which would be lost:",
        inside.lost_lines,
    )
    new = ngettext("{n} new call among them.", "{n} new calls among them.", inside.lost_calls)
    said = form.format(n=inside.lost_lines)
    return f"{said} {new.format(n=inside.lost_calls) if inside.lost_calls else _('no new call among them.')}"


def call_lines(found: Sequence[CallIn]) -> list[str]:
    """A line for each call."""
    return [direction.row((one.ref, one.summary, one.customer)) for one in found]


def second(place: SecondPlace | None, zone: str, now: datetime) -> str:
    """How the second place is; "" where there is none."""
    if place is None:
        return ""
    if place.away_since is None:
        if place.reached_at is None:
            return _("Nothing was copied there yet.")
        return _("The newest was copied there and looked over: {time}.").format(
            time=times.instant(place.reached_at, zone, now)
        )
    return away(place, zone, now)


def away(place: SecondPlace, zone: str, now: datetime) -> str:
    """Since when the second place was not reached, and why."""
    since = times.instant(place.away_since or now, zone, now)
    if place.said:
        form = _("Backups cannot be copied to {place} since {time}: {said}.")
        return form.format(place=place.place, time=since, said=place.said)
    return _("Backups are not copied to {place} since {time}: it is not there.").format(place=place.place, time=since)


def made(copy: BackupCopy, zone: str, now: datetime) -> str:
    """That one was made."""
    said = _("Backup made and looked over: {about}.")
    return said.format(about=direction.row((times.instant(copy.made_at, zone, now), about(copy))))


def not_made(why: str) -> str:
    """That none could be made. why: a sentence."""
    return _("No backup could be made. {why} The desk itself goes on.").format(why=why)


def put_back(copy: str, aside: str) -> str:
    """That one was put back."""
    return _("{copy} is the desk now. What it was before is set aside: {aside}.").format(copy=copy, aside=aside)
