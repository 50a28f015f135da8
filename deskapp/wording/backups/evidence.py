"""What is missing of a timeline, in words: who saw what, when, and what there is instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.language import _
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.domain.backups.head import Head
    from deskapp.services.backups.evidence import Missed


def missed(one: Missed, zone: str, now: datetime) -> str:
    """That something is missing: a sentence or two, without a guess at why."""
    when = "" if one.at is None else times.instant(one.at, zone, now)
    form = (_BY_BACKUP if one.backup else _HERE)[one.held.value]()
    return form.format(head=one.head.printed, ends=one.ends.printed, time=when, backup=one.backup)


def printed(held: str, head: Head, ends: Head) -> str:
    """How a head that was printed stands to the timeline."""
    return _PRINTED[held]().format(head=head.printed, ends=ends.printed)


_HERE: Mapping[str, Callable[[], str]] = {
    "cut": lambda: _(
        "This file ends before what this workstation saw of it: its timeline went to {head} at {time}, and goes to"
        " {ends} now. What came after is missing: look for a newer file, or for a backup."
    ),
    "other": lambda: _(
        "The timeline of this file is another than this workstation saw: {head} at {time} is not in it, and it goes to"
        " {ends}. Somebody wrote it anew, or put another file here."
    ),
    "replaced": lambda: _(
        "Another desk lies here than the one that this workstation saw at {time}: that one's timeline went to {head}."
    ),
}
_BY_BACKUP: Mapping[str, Callable[[], str]] = {
    "cut": lambda: _(
        "This file ends before its backup {backup}, of {time}: that goes to {head}, and the timeline here to {ends}."
    ),
    "other": lambda: _(
        "The timeline of this file is another than that of its backup {backup}, of {time}: {head} is not in it."
    ),
}
_PRINTED: Mapping[str, Callable[[], str]] = {
    "whole": lambda: _("The timeline holds {head}, as it was printed."),
    "cut": lambda: _("The timeline ends before what was printed: {head}. It goes to {ends}."),
    "other": lambda: _("The timeline is another than the one that was printed: {head} is not in it."),
    "put_back": lambda: _(
        "{head} was printed of lines that were set aside when a backup was put back; the timeline says so."
    ),
}
