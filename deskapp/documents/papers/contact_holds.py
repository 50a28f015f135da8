"""What a contact holds from us on one paper: every call that is with them, as they may be told of it."""

from datetime import datetime

from deskapp import direction
from deskapp.documents import frame
from deskapp.documents.layout import INSET, Flow, label
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, Said, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff.sheet import HandoffSheet, Recipient, Sender
from deskapp.domain.words import Paper
from deskapp.language import Words
from deskapp.wording import codes, times

_SIZE, _LEADING = 8.0, 10.6
_BODY, _BODY_LEADING = 9.2, 12.6


@dataclass(frozen=True, slots=True)
class HeldCall:
    """One call that is with them: what may be told of it, when it was handed over and taken on, by whom."""

    sheet: HandoffSheet
    made_at: datetime
    accepted_at: datetime | None
    accepted_by: str
    #: When the time that they estimated is over; None: they estimated none.
    estimated_for: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactHolds:
    """To whom, from whom, and the calls, oldest first. language: the contact's."""

    to: Recipient
    sender: Sender
    zone: str
    calls: tuple[HeldCall, ...]
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"


def contact_holds_pdf(holds: ContactHolds, words: Words) -> bytes:
    """The list as a PDF, across the long side of the paper."""
    flow = _Drawing(holds, words).flow
    title = words.gettext("What you hold from us")
    return pdf(flow, Properties(title, holds.sender.site, holds.language, holds.printed_at))


class _Drawing:
    """One list laid out."""

    def __init__(self, holds: ContactHolds, words: Words) -> None:
        self._holds, self._words = holds, words
        self._moments = Moments(holds.zone, holds.printed_at, words)
        self.flow = Flow(holds.paper, self._running_head, landscape=True)
        self._head()
        self._calls()
        self._legend()
        self._foot()

    def _head(self) -> None:
        flow, say, count = self.flow, self._words.gettext, self._words.ngettext
        number = len(self._holds.calls)
        open_ = sum(one.accepted_at is None for one in self._holds.calls)
        about = [
            count("{n} call", "{n} calls", number).format(n=number),
            count("{n} not accepted yet", "{n} not accepted yet", open_).format(n=open_) if open_ else "",
            say("as of {when}").format(when=self._moments.full(self._holds.printed_at)),
            say("times of {zone}").format(zone=self._holds.zone),
        ]
        frame.head(flow, self._holds.sender.site, say("What you hold from us"), direction.row(about))
        flow.gap(8)
        to, sender = self._holds.to, self._holds.sender
        who = direction.row((to.organisation, to.name if to.name != to.organisation else "", to.role), ", ")
        account = say("our account {account}").format(account=to.our_account) if to.our_account else ""
        cells = (
            (say("To"), "\n".join(filter(None, (who, direction.row((to.phone, account)))))),
            (say("From, and where to answer"), direction.row((sender.site, sender.phone, sender.address), "\n")),
        )
        width = flow.width / 2
        inside = width - 2 * INSET
        flow.box(
            [[*label(title, inside), *lines(said, _BODY, inside, _BODY_LEADING)] for title, said in cells],
            [width, width],
        )
        flow.gap(6)
        asked = say("Please tell us for each how it stands and when it will be done, with your reference.")
        flow.text(lines(asked, _BODY, flow.width, _BODY_LEADING))
        flow.gap(6)

    def _calls(self) -> None:
        say = self._words.gettext
        columns = (
            Column(say("Reference"), 0.11),
            Column(say("What"), 0.25),
            Column(say("Handed over"), 0.12),
            Column(say("Accepted"), 0.14),
            Column(say("Your estimate"), 0.12),
            Column(say("Resolve by"), 0.11),
            Column(say("How it stands"), 0.15),
        )
        with table(self.flow, columns, _SIZE, _LEADING) as rows:
            for one in self._holds.calls:
                rows.row(*self._cells(one))
        if not self._holds.calls:
            self.flow.text(lines(say("Nothing of ours is with you."), _BODY, self.flow.width), INSET)

    def _cells(self, one: HeldCall) -> tuple[Said, ...]:
        say, sheet, full = self._words.gettext, one.sheet, self._moments.full
        theirs = say("your ref. {reference}").format(reference=sheet.to.reference) if sheet.to.reference else ""
        reference = [
            Span(sheet.ref, bold=True),
            Span("\n" + say("handoff {number}").format(number=sheet.number)),
            *([Span(f"\n{theirs}")] if theirs else []),
        ]
        customer = sheet.customer
        who = direction.row((customer.name, customer.organisation, customer.account), ", ")
        urgent = direction.row((sheet.priority, codes.urgency(sheet.urgency, self._words) if sheet.urgency else ""))
        what = [Span(sheet.summary, bold=True)] if sheet.summary else []
        what += [Span("\n" * bool(what) + direction.row((who, urgent)))]
        if one.accepted_at is not None:
            accepted = direction.row((full(one.accepted_at), one.accepted_by), "\n")
        elif sheet.answer_needed_by is None:
            accepted = say("not yet")
        else:
            accepted = say("not yet: answer needed by {when}").format(when=full(sheet.answer_needed_by))
        return reference, what, full(one.made_at), accepted, self._estimate(one), self._resolve(sheet), ""

    def _estimate(self, one: HeldCall) -> str:
        if one.sheet.estimate is None:
            return self._words.gettext("none yet")
        until = self._moments.full(one.estimated_for) if one.estimated_for else ""
        return direction.row((times.duration(one.sheet.estimate, self._words), until), "\n")

    def _resolve(self, sheet: HandoffSheet) -> str:
        if sheet.resolve_by is None:
            return "–"
        when = self._moments.full(sheet.resolve_by)
        late = sheet.resolve_by < self._holds.printed_at
        return self._words.gettext("{when}, past").format(when=when) if late else when

    def _running_head(self, flow: Flow) -> None:
        to = self._holds.to
        said = (self._words.gettext("What you hold from us"), to.organisation or to.name)
        frame.running_head(flow, direction.row((*said, self._moments.full(self._holds.printed_at))))

    def _legend(self) -> None:
        texts = [self._holds.to.name, self._holds.to.organisation, self._holds.printed_by]
        for one in self._holds.calls:
            customer = one.sheet.customer
            texts += [one.sheet.summary, one.accepted_by, customer.name or "", customer.organisation or ""]
        if any(map(needs_legend, texts)):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        frame.printed(
            self.flow,
            self._words,
            self._moments,
            at=self._holds.printed_at,
            site=self._holds.sender.site,
            by=self._holds.printed_by,
        )
