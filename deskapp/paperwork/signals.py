"""The signals of a month, and the sheet of a feedback, in the words of the window."""

from collections.abc import Sequence
from datetime import datetime

from deskapp import direction
from deskapp.documents.papers.signal_papers import FeedbackPaper, SignalRow, SignalsPaper, feedback_pdf, signals_pdf
from deskapp.domain.money import with_currency
from deskapp.language import SPOKEN, _, ngettext
from deskapp.services.findings.views import FeedbackSheet, SignalCall, Signals, SignalView
from deskapp.services.site.views import DeskFacts
from deskapp.wording import codes, times
from deskapp.wording.approvals import approval_state
from deskapp.wording.findings import signals as wording
from deskapp.wording.measures import periods


def list_pdf(signals: Signals, shown: Sequence[SignalView], facts: DeskFacts, now: datetime, by: str) -> bytes:
    """Those that are shown, as a PDF."""
    count = ngettext("{n} signal", "{n} signals", len(shown)).format(n=len(shown))
    of = _("{n} calls logged, {escalated} of them escalated").format(n=signals.logged, escalated=signals.escalated)
    paper = SignalsPaper(
        site=facts.site.name,
        zone=facts.site.zone,
        title=_("Signals of {month}").format(month=periods.name(signals.month)),
        subtitle=direction.row((count, of), " · "),
        rows=tuple(
            SignalRow(
                wording.caption(one),
                wording.title(one),
                wording.standing(one, signals.today),
                direction.row((wording.text(one, signals.month), wording.because(one)), "\n"),
            )
            for one in shown
        ),
        printed_at=now,
        printed_by=by,
        paper=facts.site.paper,
        language=facts.site.language,
    )
    return signals_pdf(paper, SPOKEN)


def sheet_pdf(sheet: FeedbackSheet, facts: DeskFacts, now: datetime, by: str) -> bytes:
    """The sheet of a feedback, as a PDF."""
    return feedback_pdf(_sheet(sheet, now, by, facts), SPOKEN)


def sheet_text(sheet: FeedbackSheet, facts: DeskFacts, now: datetime, by: str) -> str:
    """The same as text, to be put into a message."""
    return _sheet(sheet, now, by, facts).text


def _sheet(sheet: FeedbackSheet, now: datetime, by: str, facts: DeskFacts) -> FeedbackPaper:
    one = sheet.feedback
    amounts = any(call.amount is not None for call in sheet.calls)
    heads = (_("Call"), _("Summary"), *((_("Asked"), _("Answer"), _("Waited")) if amounts else (_("Passed on for"),)))
    wanted = _("Answer wanted by {day}, with the number {number}.").format(
        day=times.day(one.wanted_by), number=one.number
    )
    count = len(one.calls)
    behind = ngettext("{n} call stands behind it", "{n} calls stand behind it", count).format(n=count)
    named = behind if one.with_names else _("{calls}; customers are not named").format(calls=behind)
    title, told = one.title, one.told
    if sheet.names_them and not one.with_names:
        title = _("Calls about the same, again and again")
        told = _("{calls}.").format(calls=behind)
    return FeedbackPaper(
        number=one.number,
        site=sheet.site,
        zone=sheet.zone,
        title=title,
        subtitle=direction.row((_("to {whom}").format(whom=one.to_whom), wording.area(one.area), named), " · "),
        sections=(
            (_("What we ask"), f"{one.asks}\n{wanted}"),
            (_("What the figures say"), told),
        ),
        heads=heads,
        rows=tuple(_call(call, sheet, amounts=amounts, names=one.with_names) for call in sheet.calls),
        notes=_notes(sheet),
        sender=(
            _("From {name}").format(name=one.made_by),
            direction.row((sheet.site, sheet.phone, sheet.email, sheet.address), ", "),
        ),
        printed_at=now,
        printed_by=by,
        paper=facts.site.paper,
        language=facts.site.language,
    )


def _call(call: SignalCall, sheet: FeedbackSheet, *, amounts: bool, names: bool) -> tuple[str, ...]:
    what = direction.row((call.row.customer if names else "", call.row.summary), ": ") or "–"
    if not amounts:
        return call.row.ref, what, ", ".join(sheet.labels.get(code) or codes.trigger(code) for code in call.triggers)
    return (
        call.row.ref,
        what,
        "" if call.amount is None else with_currency(call.amount, call.currency),
        "" if call.answer is None else approval_state(call.answer),
        "" if call.waited is None else times.brief(call.waited),
    )


def _notes(sheet: FeedbackSheet) -> tuple[str, ...]:
    found = []
    if any(not call.row.summary for call in sheet.calls):
        found.append(_("A dash stands for a summary that names somebody."))
    if sheet.hidden:
        form = ngettext(
            "{n} call is confidential: it is counted, and not told.",
            "{n} calls are confidential: they are counted, and not told.",
            sheet.hidden,
        )
        found.append(form.format(n=sheet.hidden))
    return tuple(found)
