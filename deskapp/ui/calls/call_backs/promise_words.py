"""A promise in words: for its card, and as the line that says what a dialog is about."""

from datetime import datetime, timedelta

from deskapp import direction
from deskapp.language import _
from deskapp.services.calls.views import PromiseView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.countdown import Countdown
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording import codes, times
from deskapp.wording import confidential as confidential_wording

#: "For promises 15 minutes": a fixed instant is due soon so much real time before it.
SOON = timedelta(minutes=15)


def about(promise: PromiseView) -> str:
    """As "C-01482 · Jane Doe · Double charge on invoice 789"."""
    return direction.row((promise.ref, promise.customer, promise.summary))


def kind_words(promise: PromiseView) -> str:
    return codes.promise(promise.kind, follow_up=promise.follow_up)


def countdown(promise: PromiseView, now: datetime) -> Countdown:
    """A promise is a fixed instant: real time, whatever the desk's hours."""
    left = promise.due_at - now
    if left < timedelta():
        return Countdown(_("{time} over").format(time=times.over(left)), Tint.OVER)
    tint = Tint.SOON if left <= SOON else Tint.OK
    return Countdown(_("{time} left").format(time=times.brief(left)), tint)


def card(promise: PromiseView, now: datetime, zone: str) -> CardItem:
    """Who, what was promised, by when, the number, whose it is."""
    due = times.instant(promise.due_at, zone, now)
    if promise.masked:
        shown, whose = countdown(promise, now), Line(f"{promise.ref} · {promise.owner}")
        title = confidential_wording.confidential()
        return CardItem(promise.id, title, (whose,), corner=shown.words, tint=shown.tint)
    what = _("{kind} promised for {time}").format(kind=kind_words(promise), time=due)
    promised = direction.row((what, promise.words), ": ")
    told = [promise.phone or _("no number"), promise.ref, promise.summary, promise.owner]
    shown = countdown(promise, now)
    lines = (Line(promised, muted=False), Line(direction.row(told)))
    return CardItem(promise.id, promise.customer, lines, corner=shown.words, tint=shown.tint)
