"""Signals in words: what each is called, its figures, why it is named, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.findings.finding import Amounts, Finding
from deskapp.domain.findings.kinds import FeedbackTo, FindingKind, Named, RowName, Rule
from deskapp.domain.findings.laws import (
    AGAIN_MONTHS,
    ALWAYS,
    EACH_MONTH,
    FEWEST,
    GROWS_BY,
    GROWS_TIMES,
    LONGER,
    MONTHS_IN_A_ROW,
)
from deskapp.domain.findings.standing import Standing
from deskapp.domain.measures.chance import ONCE_IN
from deskapp.domain.measures.values import Share
from deskapp.domain.money import with_currency
from deskapp.domain.words import ApprovalKind
from deskapp.language import SPOKEN, Words, _, ngettext
from deskapp.wording import codes, times
from deskapp.wording.measures import periods
from deskapp.wording.measures.figures import decimal, percent

if TYPE_CHECKING:
    from deskapp.domain.measures.periods import Period
    from deskapp.services.findings.views import FeedbackView, SignalView, SubjectNames


def kind(code: FindingKind, words: Words = SPOKEN) -> str:
    """Whose matter it is, in one word."""
    return {
        FindingKind.TRAINING: words.gettext("Training"),
        FindingKind.PROCESS: words.gettext("Process"),
        FindingKind.POLICY: words.gettext("Policy"),
        FindingKind.PRODUCT: words.gettext("Product"),
    }[code]


def caption(view: SignalView, words: Words = SPOKEN) -> str:
    """The same over the signal, of one that is only watched so."""
    return words.gettext("Watched") if view.finding.named is Named.WATCHED else kind(view.finding.kind, words)


def gap(code: FindingKind) -> str:
    """The same, over all of it."""
    return {
        FindingKind.TRAINING: _("Training"),
        FindingKind.PROCESS: _("Process"),
        FindingKind.POLICY: _("Policy gap"),
        FindingKind.PRODUCT: _("Product gap"),
    }[code]


def area(code: FeedbackTo) -> str:
    """To whom feedback goes, as a choice."""
    return {
        FeedbackTo.PRODUCT: _("Product: whoever makes what is used"),
        FeedbackTo.OPERATIONS: _("Operations: whoever decides how it is done"),
    }[code]


def day(on: date, today: date, words: Words = SPOKEN) -> str:
    """A day as short as it can be told: "4 Dec", with the year if it is another."""
    if on.year != today.year:
        return times.plain_day(on, words)
    return words.gettext("{day} {month}").format(day=on.day, month=times.month(on.month, words))


def trigger(finding: Finding, names: SubjectNames, words: Words = SPOKEN) -> str:
    """The trigger that it is about, as the site says it."""
    return names.label or codes.trigger(finding.subject.trigger, words)


def about(view: SignalView) -> str:
    """What the chart is of."""
    finding = view.finding
    if finding.subject.trigger:
        return _("“{words}”").format(words=trigger(finding, view.names))
    return {
        Rule.CONTACT: _("Accepted late"),
        Rule.WAITING: _("Heard late"),
        Rule.APPROVALS: _("Asked for above the limit"),
    }.get(finding.rule, _("Calls"))


def title(view: SignalView, words: Words = SPOKEN) -> str:
    """What it is called."""
    return _TITLES[view.finding.rule](view, words)


def _contact_title(view: SignalView, words: Words) -> str:
    name = view.names.contact
    if view.finding.by_late and view.finding.by_estimates:
        return words.gettext("{name} accepts late and takes longer than they say").format(name=name)
    slow = view.finding.by_estimates
    form = words.gettext("{name} takes longer than they say") if slow else words.gettext("{name} accepts late")
    return form.format(name=name)


def _approvals_title(view: SignalView, words: Words) -> str:
    if view.finding.subject.approval is ApprovalKind.CREDIT:
        return words.gettext("Credits above the agents' limit")
    return words.gettext("Refunds above the agents' limit")


def _returns_title(view: SignalView, words: Words) -> str:
    said = trigger(view.finding, view.names, words)
    if view.names.category:
        return words.gettext("{category}: “{words}” comes back").format(category=view.names.category, words=said)
    return words.gettext("“{words}” comes back").format(words=said)


_TITLES: Mapping[Rule, Callable[[SignalView, Words], str]] = {
    Rule.TOPIC: lambda v, w: w.gettext("{category} is passed on more than all else").format(category=v.names.category),
    Rule.CONTACT: _contact_title,
    Rule.WAITING: lambda v, w: w.gettext("{priority} customers wait for their update").format(
        priority=v.finding.subject.priority
    ),
    Rule.APPROVALS: _approvals_title,
    Rule.RETURNS: _returns_title,
    Rule.EQUIPMENT: lambda v, w: w.gettext("{customer}: {thing} again").format(
        customer=v.names.customer, thing=v.names.thing
    ),
    Rule.CUSTOMER: lambda v, w: w.gettext("{customer}: {category} again").format(
        customer=v.names.customer, category=v.names.category
    ),
}


def line(view: SignalView, period: Period, words: Words = SPOKEN) -> str:
    """Its figures in one line, below its name in a list."""
    finding = view.finding
    if finding.named is Named.WATCHED:
        return words.gettext("watched; named as a signal from {n} calls on").format(n=FEWEST)
    if not finding.calls and not finding.share.den:
        return words.gettext("in no call of {month}").format(month=periods.name(period, words))
    return _LINES[finding.rule](view, words)


def _contact_line(view: SignalView, words: Words) -> str:
    finding, others = view.finding, view.finding.others or Share()
    said = words.gettext("{n} of {of} accepted in time, the others {others} of {all}").format(
        n=finding.share.den - finding.share.num,
        of=finding.share.den,
        others=others.den - others.num,
        all=others.den,
    )
    estimates = finding.estimates
    if estimates is None:
        return said
    more = words.gettext("takes {ratio} × its estimate").format(ratio=decimal(estimates.ratio, 1, words))
    return direction.row((said, more), " · ")


def _waiting_line(view: SignalView, words: Words) -> str:
    share = view.finding.share
    said = words.gettext("{n} of {of} late").format(n=share.num, of=share.den)
    with_contact = words.ngettext(
        "{n} of them while a contact had the call",
        "{n} of them while a contact had the call",
        view.finding.with_contact,
    ).format(n=view.finding.with_contact)
    return direction.row((said, with_contact), " · ")


def _approvals_line(view: SignalView, words: Words) -> str:
    amounts = view.finding.amounts
    said = words.gettext("in {n} of {of} escalated calls").format(n=view.finding.share.num, of=view.finding.share.den)
    if amounts is None:
        return said
    granted = words.gettext("{n} of {of} granted").format(n=amounts.granted, of=amounts.decided)
    return direction.row((said, granted), " · ")


def _in_calls(view: SignalView, words: Words) -> str:
    count = len(view.finding.calls)
    return words.ngettext("in {n} call", "in {n} calls", count).format(n=count)


def _again_line(view: SignalView, words: Words) -> str:
    count = len(view.finding.calls)
    said = words.ngettext("{n} call", "{n} calls", count).format(n=count)
    return words.gettext("{calls} in {n} months").format(calls=said, n=AGAIN_MONTHS)


_LINES: Mapping[Rule, Callable[[SignalView, Words], str]] = {
    Rule.TOPIC: lambda v, w: w.gettext("{n} of {of} calls, {part} · all others {others}").format(
        n=v.finding.share.num,
        of=v.finding.share.den,
        part=percent(v.finding.share, w),
        others=percent(v.finding.others or Share(), w),
    ),
    Rule.CONTACT: _contact_line,
    Rule.WAITING: _waiting_line,
    Rule.APPROVALS: _approvals_line,
    Rule.RETURNS: lambda v, w: direction.row(
        (
            _in_calls(v, w),
            w.ngettext("{n} month in a row", "{n} months in a row", v.finding.row).format(n=v.finding.row),
        ),
        " · ",
    ),
    Rule.EQUIPMENT: _again_line,
    Rule.CUSTOMER: _again_line,
}


def text(view: SignalView, period: Period) -> str:
    """Its figures in sentences."""
    finding = view.finding
    if not finding.calls and not finding.share.den:
        return _("Nothing of it shows in {month}.").format(month=periods.name(period))
    return _TEXTS[finding.rule](view, period)


def _topic_text(view: SignalView, period: Period) -> str:
    finding = view.finding
    return _(
        "In {month} {n} of {of} calls about {category} were escalated because of “{words}”: {part}. Of all other calls"
        " it was {others}. Were it as there, {spares} of them would not have gone on."
    ).format(
        month=periods.name(period),
        n=finding.share.num,
        of=finding.share.den,
        category=view.names.category,
        words=trigger(finding, view.names),
        part=percent(finding.share),
        others=percent(finding.others or Share()),
        spares=finding.spares,
    )


def _contact_text(view: SignalView, period: Period) -> str:
    finding, others = view.finding, view.finding.others or Share()
    said = _(
        "Of the hand-offs that ended in {month}, {name} accepted {n} of {of} in time; all other contacts accepted"
        " {others} of {all}."
    ).format(
        month=periods.name(period),
        name=view.names.contact,
        n=finding.share.den - finding.share.num,
        of=finding.share.den,
        others=others.den - others.num,
        all=others.den,
    )
    estimates = finding.estimates
    if estimates is None:
        return said
    more = _(
        "It took {ratio} times what was estimated, in the middle of {count}; {n} of {of} took {longer} times as long or"
        " more, of all others {others} of {all}."
    ).format(
        ratio=f"{estimates.ratio:.1f}",
        count=estimates.count,
        longer=LONGER,
        n=estimates.long.num,
        of=estimates.long.den,
        others=estimates.others.num,
        all=estimates.others.den,
    )
    return f"{said} {more}"


def _waiting_text(view: SignalView, period: Period) -> str:
    finding, others = view.finding, view.finding.others or Share()
    return _(
        "Of the {priority} calls closed in {month}, {n} of {of} customers heard from us later than promised; of all"
        " others {others} of {all}. {with_contact} of them waited while a contact had the call."
    ).format(
        priority=finding.subject.priority,
        month=periods.name(period),
        n=finding.share.num,
        of=finding.share.den,
        others=others.num,
        all=others.den,
        with_contact=finding.with_contact,
    )


def _approvals_text(view: SignalView, period: Period) -> str:
    finding, amounts = view.finding, view.finding.amounts
    if amounts is None:
        return ""
    parts = []
    if amounts.limit is not None:
        parts.append(_("Agents may decide up to {limit}.").format(limit=_money(amounts, amounts.limit)))
    parts.append(
        _(
            "In {month} {n} of the {of} escalated calls asked for more: {lowest} to {highest}, half of them up to"
            " {middle}. {granted} of {decided} were granted."
        ).format(
            month=periods.name(period),
            n=finding.share.num,
            of=finding.share.den,
            lowest=_money(amounts, amounts.lowest),
            highest=_money(amounts, amounts.highest),
            middle=_money(amounts, amounts.middle),
            granted=amounts.granted,
            decided=amounts.decided,
        )
    )
    if amounts.waited is not None:
        waited = times.duration(amounts.waited, measured=True)
        parts.append(_("These customers waited {time} of working time for the yes, in the middle.").format(time=waited))
    if amounts.would_do is not None and amounts.spared:
        form = ngettext(
            "A limit of {limit} would have spared {n} hand-off.",
            "A limit of {limit} would have spared {n} hand-offs.",
            amounts.spared,
        )
        parts.append(form.format(limit=_money(amounts, amounts.would_do), n=amounts.spared))
    return " ".join(parts)


def _money(amounts: Amounts, hundredths: int) -> str:
    return with_currency(hundredths, amounts.currency)


def _returns_text(view: SignalView, period: Period) -> str:
    finding = view.finding
    return _(
        "“{words}” stands behind {n} of the {of} escalated calls of {month}, and behind {all} calls in {row} months in"
        " a row."
    ).format(
        words=trigger(finding, view.names),
        n=finding.share.num,
        of=finding.share.den,
        month=periods.name(period),
        all=len(finding.calls),
        row=finding.row,
    )


def _again_text(view: SignalView, period: Period) -> str:
    finding = view.finding
    count = len(finding.calls)
    said = ngettext(
        "{n} call in the {months} months up to {month} was about the same.",
        "{n} calls in the {months} months up to {month} were about the same.",
        count,
    ).format(n=count, months=AGAIN_MONTHS, month=periods.name(period))
    if finding.rule is Rule.CUSTOMER and finding.others is not None:
        return f"{said} " + _("Of all other calls {part} were about {category}.").format(
            part=percent(finding.others), category=view.names.category
        )
    return said


_TEXTS: Mapping[Rule, Callable[[SignalView, Period], str]] = {
    Rule.TOPIC: _topic_text,
    Rule.CONTACT: _contact_text,
    Rule.WAITING: _waiting_text,
    Rule.APPROVALS: _approvals_text,
    Rule.RETURNS: _returns_text,
    Rule.EQUIPMENT: _again_text,
    Rule.CUSTOMER: _again_text,
}


def because(view: SignalView) -> str:
    """Why it is named, or not."""
    finding = view.finding
    if finding.named is Named.NOT:
        return _("In this month it would not be named.")
    if finding.named is Named.WATCHED:
        return _("Watched, for one call more would make it a signal.")
    count = len(finding.calls)
    enough = ngettext("{n} call stands behind it", "{n} calls stand behind it", count).format(n=count)
    law = _LAWS[finding.rule]().format(row=finding.row)
    return _("Named because {calls} ({fewest} are enough), and {law}.").format(calls=enough, fewest=FEWEST, law=law)


_LAWS: Mapping[Rule, Callable[[], str]] = {
    Rule.TOPIC: lambda: _("it is more than chance makes of the others"),
    Rule.CONTACT: lambda: _("it is more than chance makes of the other contacts"),
    Rule.WAITING: lambda: _("it is more than chance makes of the other priorities"),
    Rule.APPROVALS: lambda: _("as good as all of it was granted"),
    Rule.RETURNS: lambda: _("it came back in {row} months in a row"),
    Rule.EQUIPMENT: lambda: _("all are about the same thing"),
    Rule.CUSTOMER: lambda: _("it is more than chance makes of the other customers"),
}


def why() -> tuple[str, ...]:
    """What makes a signal, paragraph by paragraph, for whoever asks."""
    return (
        _("Nothing is called a signal by fewer than {n} calls; with one less it is watched.").format(n=FEWEST),
        _(
            "Where something is held against all others, the difference must be larger than chance alone makes once in"
            " {n} times, among as many as are compared: the more topics, contacts or customers there are, the more it"
            " takes."
        ).format(n=ONCE_IN),
        _("Training: calls of a category are escalated for one trigger more than all other calls."),
        _(
            "Process: a contact accepts later than the others, or takes {n} times what they estimate; customers of a"
            " priority hear later than the others."
        ).format(n=LONGER),
        _(
            "Policy: {part} of what was asked for above the agents' limit was granted, or more; or a trigger that a"
            " rule of the house makes comes back for {row} months in a row, in {each} calls of each at least."
        ).format(part=_("{n} %").format(n=round(ALWAYS * 100)), row=MONTHS_IN_A_ROW, each=EACH_MONTH),
        _(
            "Product: a trigger that what customers use makes comes back in the same way; or there are calls on the"
            " same thing, or of one customer about the same, again and again within {n} months."
        ).format(n=AGAIN_MONTHS),
        _(
            "What somebody has decided about does not come back, unless it grows: to {times} times as many calls, and"
            " by {by} at least."
        ).format(times=GROWS_TIMES, by=GROWS_BY),
    )


def row(name: RowName) -> str:
    """What a row of figures counts."""
    return {
        RowName.PASSED_ON: _("passed on"),
        RowName.LATE: _("late"),
        RowName.ASKED: _("asked"),
        RowName.GRANTED: _("granted"),
        RowName.CALLS: _("calls"),
        RowName.OF_CALLS: _("of calls"),
        RowName.OF_HANDOFFS: _("of hand-offs"),
    }[name]


def standing(view: SignalView, today: date, words: Words = SPOKEN) -> str:
    """Where it stands, in few words; its shape and colour go by `Standing`."""
    finding, say = view.finding, words.gettext
    days = {
        Standing.ACTION_LATE: min((one.due for one in view.actions if one.is_open), default=None),
        Standing.ACTION: min((one.due for one in view.actions if one.is_open), default=None),
        Standing.SENT: max((one.sent_on for one in view.feedback if one.sent_on), default=None),
        Standing.NO_ANSWER: min(
            (one.sent_on for one in view.feedback if one.sent_on and one.answered_on is None), default=None
        ),
        Standing.ANSWERED: max((one.answered_on for one in view.feedback if one.answered_on), default=None),
    }
    on = days.get(view.standing)
    forms = {
        Standing.DISMISSED: say("not a signal"),
        Standing.WATCHED: say("{n} calls: too few to say"),
        Standing.BACK: say("grown: {was} to {n} calls"),
        Standing.NO_ACTION: say("no action yet"),
        Standing.ACTION_LATE: say("action late since {day}"),
        Standing.NO_ANSWER: say("sent {day}, no answer"),
        Standing.ANSWERED: say("answered {day}"),
        Standing.ACTION: say("action by {day}"),
        Standing.SENT: say("sent {day}"),
        Standing.NOT_SENT: say("sheet not sent yet"),
        Standing.DONE: say("done"),
    }
    said = day(on, today, words) if on is not None else ""
    return forms[view.standing].format(n=len(finding.calls), was=view.decided_calls or 0, day=said)


def helped(view: SignalView, period: Period) -> str:
    """Whether what was done helped: the calls when somebody decided, and those of the month that is shown."""
    made = [one.made_at.date() for one in view.actions] + [one.made_at.date() for one in view.feedback]
    if view.decided_calls is None or not made:
        return ""
    if period.first <= max(made):
        return _("Did it help? Looked at again with the figures of the months to come.")
    form = _("Did it help? {was} calls when it was decided, {now} in {month}.")
    return form.format(was=view.decided_calls, now=view.finding.share.num, month=periods.name(period))


def state_of(feedback: FeedbackView, today: date) -> str:
    """Where feedback stands, in few words."""
    if feedback.answered_on is not None:
        return _("answered")
    if feedback.sent_on is None:
        return _("not sent yet")
    if feedback.asked.is_late(today):
        days = (today - feedback.sent_on).days
        return ngettext("no answer for {n} day", "no answer for {n} days", days).format(n=days)
    return _("answer wanted by {day}").format(day=day(feedback.wanted_by, today))
