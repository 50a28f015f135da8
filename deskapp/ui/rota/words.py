"""Who is on call, in words: by which rule, since and until when."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from deskapp.domain.rota import Rule
from deskapp.language import _
from deskapp.services.rotas.views import GapView, OnCallView, StretchView, TurnMoved
from deskapp.ui.widgets.fields import day_names
from deskapp.wording import times as times_words


def stretch(view: StretchView) -> str:
    """Who is on call, as a bar says it: the name, or that it is nobody's turn."""
    if view.planned:
        return view.name
    if view.rule is Rule.LEFT and not view.name:
        return _("{name} has left").format(name=view.instead_of or _("somebody"))
    return _("nobody: catch-all {name}").format(name=view.name) if view.name else _("nobody")


def beside(view: StretchView) -> str:
    """What stands below the name in a bar."""
    first = view.instead_of.split(" ")[0] if view.instead_of else ""
    if view.rule is Rule.REPLACE and first:
        return _("covers for {name}").format(name=first)
    if view.rule is Rule.SET:
        return _("set by hand")
    if view.rule is Rule.REMOVED and first:
        return _("{name} is off").format(name=first)
    if view.rule is Rule.LEFT and first and view.name:
        return _("{name} has left").format(name=first)
    if view.rule is Rule.HOLIDAY:
        return _("holiday")
    return ""


def answer(view: OnCallView, zone: str, now: datetime) -> str:
    """The answer to "who is on call at ...?", or why nobody is."""
    if view.rule is None:
        return _("nobody: the rota was not made yet")
    return _with_end(_who(view), view, zone, now)


def duty(view: OnCallView, zone: str, now: datetime) -> str:
    """When somebody has their turn: "on call 17:30 to 08:00"."""
    if view.until is None:
        return _("on call")
    there = ZoneInfo(zone)
    if view.since is None or (view.until - view.since).total_seconds() >= 24 * 3600:
        return _("on call until {time}").format(time=times_words.instant(view.until, zone, now))
    since, until = view.since.astimezone(there), view.until.astimezone(there)
    if view.since > now and since.date() != now.astimezone(there).date():
        return _("on call {start} to {end}").format(
            start=times_words.instant(view.since, zone, now), end=f"{until:%H:%M}"
        )
    return _("on call {start} to {end}").format(start=f"{since:%H:%M}", end=f"{until:%H:%M}")


def span(start: datetime, end: datetime, zone: str) -> str:
    """A stretch in full: "Sat 21 Nov 17:30 to Mon 23 Nov 08:00", the day said once where it is one day."""
    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    till = f"{last:%H:%M}" if first.date() == last.date() else _point(last)
    return _("{start} to {end}").format(start=_point(first), end=till)


def gap(view: GapView, zone: str) -> str:
    return _("{rota}: {gap}").format(rota=view.rota, gap=hole(view, zone))


def hole(view: GapView, zone: str) -> str:
    """When a gap is, and whose turn it would be."""
    when = span(view.start, view.end, zone)
    return _("{gap} ({name} has left)").format(gap=when, name=view.left) if view.left else when


def turn(views: Sequence[StretchView], zone: str) -> str:
    """A turn, of one stretch or several, with whose it is, in a line."""
    when = span(views[0].start, views[-1].end, zone)
    return _("{time}: {who}").format(time=when, who=stretch(views[0]))


def moved(one: TurnMoved, zone: str) -> str:
    nobody = _("nobody")
    return _("{time}: {who}, not {whom}").format(
        time=span(one.start, one.end, zone), who=one.becomes or nobody, whom=one.was or nobody
    )


def _point(local: datetime) -> str:
    return _("{weekday} {day} {month} {time}").format(
        weekday=day_names.short_days()[local.weekday()],
        day=local.day,
        month=day_names.short_months()[local.month - 1],
        time=f"{local:%H:%M}",
    )


def _who(view: OnCallView) -> str:
    name = view.name or _("nobody")
    why = {
        Rule.SET: _("set by hand"),
        Rule.REPLACE: _("covers for {name}").format(name=view.instead_of),
        Rule.SHIFT: _("on a dated shift"),
        Rule.ROTATION: _("on turn"),
        Rule.REMOVED: _("{name} was taken off").format(name=view.instead_of),
        Rule.LEFT: _("{name} is not in the directory any more").format(name=view.instead_of or _("somebody")),
        Rule.HOLIDAY: _("the rota rests on this holiday"),
        Rule.ENDED: _("the rotation has ended"),
        Rule.NOT_STARTED: _("the rotation has not begun"),
        Rule.OUTSIDE_HOURS: _("outside the rota's hours"),
        Rule.NO_SHIFT: _("no shift at this time"),
    }[view.rule or Rule.NO_SHIFT]
    planned = view.rule in (Rule.SET, Rule.REPLACE, Rule.SHIFT, Rule.ROTATION)
    if not planned and view.name:
        why = _("catch-all, {why}").format(why=why)
    return _("{name}: {why}").format(name=name, why=why)


def _with_end(words: str, view: OnCallView, zone: str, now: datetime) -> str:
    if view.until is None:
        return words
    return _("{who} until {time}").format(who=words, time=_point(view.until.astimezone(ZoneInfo(zone))))
