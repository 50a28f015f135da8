"""What each place of a handoff sheet says, in its reader's words; handoff_sheet knows where it stands."""

from datetime import datetime

from deskapp.documents import frame, sheet_changes, wording
from deskapp.documents.moments import Moments
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.handoff.sheet import HandoffSheet, Promised, told
from deskapp.domain.words import Consent, EscalationType, HandoffPart
from deskapp.language import Words
from deskapp.wording import approvals, codes, times

#: A customer's deadline up to this length stands in its cell; a longer one is a part of its own.
_CELL_TEXT = 60

#: Paragraphs of a cell, each of spans.
Cell = list[list[Span]]
#: A heading, and what stands below it.
Titled = tuple[str, Cell]
#: Parts that a call may well do without; the others say so where nothing was recorded.
_OPTIONAL = frozenset({HandoffPart.TONE, HandoffPart.DEADLINE})


class SheetWords:
    """One sheet's words."""

    def __init__(self, sheet: HandoffSheet, words: Words) -> None:
        self._sheet = sheet
        self._words = words
        self.moments = Moments(sheet.zone, sheet.printed_at, words)

    def which(self) -> str:
        """Which sheet of which handoff of which call this is."""
        sheet, say = self._sheet, self._words.gettext
        which = say("{ref} · handoff {number}").format(ref=sheet.ref, number=sheet.number)
        if sheet.sheet > 1:
            which += " · " + say("sheet {sheet}").format(sheet=sheet.sheet)
        return which

    def subtitle(self) -> list[Span]:
        sheet, say = self._sheet, self._words.gettext
        kinds = list(sheet.types)
        said = []
        if sheet.priority_was and sheet.priority_was != sheet.priority:
            # What became of the priority says more than that it was raised.
            kinds = [kind for kind in kinds if kind is not EscalationType.PRIORITY]
            form = say("priority raised from {before} to {now}")
            if sheet.priority_was < sheet.priority:
                form = say("priority lowered from {before} to {now}")
            said = [form.format(before=sheet.priority_was, now=sheet.priority)]
        named = [wording.type_of_escalation(kind, self._words) for kind in kinds]
        return [Span(" · ".join(filter(None, (self.which(), ", ".join((*named, *said))))))]

    @property
    def title(self) -> str:
        """What the call is about; where even that stays at the desk, that it does."""
        if self._sheet.summary:
            return self._sheet.summary
        if self._sheet.consent is Consent.NO:
            return self._words.gettext("Withheld: the customer did not agree")
        return self._words.gettext("Withheld: nothing of this call is shown to you")

    def changes(self) -> Titled | None:
        """What a reprint says otherwise than the sheet before; None: it is the first."""
        sheet = self._sheet
        if sheet.sheet < 2:
            return None
        title = self._words.gettext("Sheet {sheet}, changed since sheet {before}").format(
            sheet=sheet.sheet, before=sheet.sheet - 1
        )
        return title, sheet_changes.sentences(sheet.changes, self.moments, self._words)

    def who(self) -> list[Titled]:
        """To whom, from whom, and what is asked for or became of it."""
        say = self._words.gettext
        return [(say("To"), self.to()), (say("From"), self.sender()), self.answer()]

    def what(self) -> list[Titled]:
        """For whom, how urgent, and until when."""
        say = self._words.gettext
        return [
            (say("Customer"), self.customer()),
            (say("Priority"), self.priority()),
            (say("Deadline"), self.deadline()),
            (say("Resolve by"), self.resolve_by()),
        ]

    def where_and_on_what(self) -> list[Titled]:
        """The place and the thing, as far as something is told of them."""
        say = self._words.gettext
        told = [(say("Where"), self.where()), (say("Equipment"), self.equipment())]
        return [one for one in told if any(span.text for spans in one[1] for span in spans)]

    def body(self) -> list[Titled]:
        """The parts of the handoff and what else stands below the boxes, as headings with their paragraphs."""
        say = self._words.gettext
        told = [(codes.handoff_part(part, self._words), self._part(part)) for part in HandoffPart if self._has(part)]
        if self._sheet.may_leave and not self._has(HandoffPart.TONE):
            told.append((codes.handoff_part(HandoffPart.TONE, self._words), self._may_leave()))
        told += [
            (say("Since the handoff"), self.since()),
            (say("Approvals"), [[Span(said)] for said in self.approvals()]),
            (say("Promise to the customer") if self._sheet.promise else say("Consent"), self._promise()),
            (say("Files"), [[Span(one.name)] for one in self._sheet.files]),
        ]
        return [one for one in told if one[1]]

    def _has(self, part: HandoffPart) -> bool:
        text = self._sheet.parts.get(part)
        if text is None or (part is HandoffPart.DEADLINE and not self.long_deadline):
            return False
        return bool(text.strip()) or part not in _OPTIONAL

    def _part(self, part: HandoffPart) -> Cell:
        text = self._sheet.parts[part].strip("\r\n")
        if not text.strip():
            return [[Span(self._words.gettext("nothing recorded"))]]
        if part is HandoffPart.STEPS:
            return _steps(text)
        if part is HandoffPart.TONE:
            return [[Span(wording.tone(text, self._words))], *self._may_leave()]
        return [[Span(text)]]

    def _may_leave(self) -> Cell:
        return [[Span(self._words.gettext("The customer may leave."))]] if self._sheet.may_leave else []

    def _promise(self) -> Cell:
        sheet = self._sheet
        said: Cell = [self.promised(sheet.promise)] if sheet.promise else []
        if sheet.consent is not Consent.NOT_ASKED:
            said.append([Span(wording.consent(sheet.consent, self._words))])
        return said

    def to(self) -> Cell:
        to, say = self._sheet.to, self._words.gettext
        named = [text for text in (to.organisation, to.name, to.role) if text]
        who = wording.joined([[Span(text, bold=not at)] for at, text in enumerate(named)], ", ")
        account = wording.spans(say("our account {account}"), account=to.our_account)
        reference = wording.spans(say("your ref. {reference}"), reference=to.reference)
        return [
            who,
            wording.joined(
                [
                    [Span(to.phone)],
                    account if to.our_account else [],
                    reference if to.reference else [],
                ]
            ),
        ]

    def sender(self) -> Cell:
        sender, say = self._sheet.sender, self._words.gettext
        return [
            wording.spans(say("{site} help desk"), site=Span(sender.site, bold=True)),
            wording.joined([[Span(sender.agent)], [Span(sender.phone)]], ", "),
        ]

    def answer(self) -> tuple[str, Cell]:
        """What is asked for, or what became of it: a heading and what stands below it."""
        sheet, say = self._sheet, self._words.gettext
        if sheet.ended is not None:
            when = self._at(sheet.ended_at)
            no_more = [Span(say("No answer is needed any more."))]
            return wording.ended(sheet.ended, self._words), [[Span(when, bold=True)], no_more]
        if sheet.answered:
            return say("Accepted"), self._accepted()
        return say("Answer needed by"), [*self._needed(), *self._estimate()]

    def _needed(self) -> Cell:
        sheet, say = self._sheet, self._words.gettext
        if sheet.answer_needed_by is None:
            return [[Span(say("no time agreed"))]]
        at_once = sheet.answer_needed_by <= sheet.printed_at
        when = say("at once") if at_once else self.moments.dated(sheet.answer_needed_by)
        cell: Cell = [[Span(when, bold=True)]]
        agreed = "" if sheet.agreed_response is None else times.duration(sheet.agreed_response, self._words)
        if sheet.answer_because is not None:
            why = wording.sooner(sheet.answer_because, self._words)
            cell.append([Span(why.format(length=agreed) if agreed else why)])
        elif agreed:
            cell.append([Span(say("your agreed response: {length}").format(length=agreed))])
        return cell

    def _accepted(self) -> Cell:
        """By whom, when, and by when it is to be done; each instant on a line of its own."""
        sheet, say = self._sheet, self._words.gettext
        due = sheet.fixed_by or sheet.resolve_by
        cell: Cell = [[Span(sheet.accepted_by, bold=True)], [Span(self._at(sheet.accepted_at))]]
        if due is not None:
            cell.append(wording.spans(say("due {when}"), when=Span(self.moments.dated(due), bold=True)))
        return [*cell, *self._estimate()]

    def _estimate(self) -> Cell:
        sheet, say = self._sheet, self._words.gettext
        if sheet.estimate is None:
            return []
        length = times.duration(sheet.estimate, self._words)
        return [[Span(say("your estimate: {length}").format(length=length))]]

    def customer(self) -> Cell:
        customer, say = self._sheet.customer, self._words.gettext
        who = [[Span(text)] for text in (customer.name, customer.organisation, customer.person) if text]
        account = wording.spans(say("account {account}"), account=customer.account or "")
        cell = [
            wording.joined([*who, account if customer.account else []], ", "),
            [Span(", ".join(filter(None, (customer.person_phone, customer.phone))))],
        ]
        return cell if cell[0] or cell[1][0].text else [[Span(say("not passed on"))]]

    def priority(self) -> Cell:
        sheet = self._sheet
        said = [str(sheet.priority)]
        if sheet.impact:
            said.append(codes.impact(sheet.impact, self._words))
        if sheet.urgency:
            said.append(codes.urgency(sheet.urgency, self._words))
        return [[Span(" · ".join(said))]]

    @property
    def long_deadline(self) -> bool:
        """Whether the customer's deadline needs a part of its own."""
        text = self._sheet.parts.get(HandoffPart.DEADLINE, "").strip()
        return len(text) > _CELL_TEXT or "\n" in text

    def deadline(self) -> Cell:
        text = self._sheet.parts.get(HandoffPart.DEADLINE, "").strip()
        if self.long_deadline:
            text = "" if self._sheet.customer_deadline else self._words.gettext("see below")
        at = self._sheet.customer_deadline
        said = wording.joined([[Span(text)], [Span(self.moments.dated(at) if at else "")]], " ")
        return [said or [Span(self._words.gettext("none named"))]]

    def resolve_by(self) -> Cell:
        return [[Span(self._at(self._sheet.resolve_by))]]

    def approvals(self) -> list[str]:
        """What somebody above granted, one line each."""
        return [
            wording.granted(
                approvals.what(one.kind, one.amount, one.currency, self._words), one.by, one.unconfirmed, self._words
            )
            for one in self._sheet.approvals
        ]

    def promised(self, promise: Promised) -> list[Span]:
        say = self._words.gettext
        what = wording.promised(promise.kind, self._words)
        how = wording.how(promise.how, self._words)
        if how:
            what = say("{what}, {how},").format(what=what, how=how)
        at = Span(self.moments.dated(promise.at), bold=True)
        return wording.spans(say("{what} on {time}."), what=what, time=at)

    def since(self) -> list[list[Span]]:
        """What has come since the call was handed over, a paragraph each."""
        say = self._words.gettext
        return [
            wording.spans(
                say("{when}, {what}: {said}"),
                when=self.moments.dated(one.at),
                what=wording.since(one.kind, one.part, self._words),
                said=one.said,
            )
            for one in self._sheet.since
        ]

    def where_to_answer(self) -> list[Span]:
        """To whom and where the part that is filled in goes."""
        sender, say = self._sheet.sender, self._words.gettext
        where = wording.spans(say("Return to {site} help desk"), site=sender.site)
        ways = (sender.phone, sender.email, " ".join(sender.address.split()))
        return wording.joined([where, *([Span(way)] for way in ways if way)], " · ")

    def where(self) -> Cell:
        """Where the customer needs help, whom to ask for there, how and when one gets in."""
        place, say = self._sheet.place, self._words.gettext
        ask = wording.spans(say("ask for {person}"), person=Span(place.person, bold=True)) if place.person else []
        return [
            [Span(place.name, bold=True)],
            wording.joined([[Span(place.address)], [Span(place.room)]], ", "),
            wording.joined([ask, [Span(place.phone)]], ", "),
            [Span(place.access)],
        ]

    def equipment(self) -> Cell:
        """What the call is about, what covers it until when, and what it had before."""
        thing, say = self._sheet.equipment, self._words.gettext
        make = wording.joined([[Span(thing.maker)], [Span(thing.model)]], " ")
        covers = (
            (say("warranty until {day}"), thing.warranty_until),
            (say("contract until {day}"), thing.contract_until),
        )
        until = [wording.spans(form, day=self.moments.day(on)) for form, on in covers if on is not None]
        reference = wording.spans(say("our reference {reference}"), reference=thing.contract_ref)
        serial = wording.spans(say("serial {serial}"), serial=Span(thing.serial, bold=True))
        faults = [
            wording.spans(say("{day}: {fault}"), day=self.moments.day(fault.on), fault=fault.said)
            for fault in thing.faults
        ]
        before = wording.joined(faults, "; ")
        return [
            wording.joined([[Span(thing.label, bold=True)], serial if thing.serial else []]),
            wording.joined([[Span(thing.kind)], make, reference if thing.contract_ref else []]),
            wording.joined(until),
            [Span(say("Before:")), Span(" "), *before] if before else [],
        ]

    def small_print(self) -> list[Span]:
        say = self._words.gettext
        said = [
            say(
                "We stay the owner of this call and keep the customer informed. Please answer to the desk, "
                "not to the customer, unless asked. Personal data on this sheet is for this call only."
            ),
            say("Times are those of {zone}.").format(zone=self._sheet.zone),
        ]
        if any(needs_legend(text) for text in told(self._sheet).values()):
            said.append(frame.legend(self._words))
        return [Span(" ".join(said))]

    def foot(self) -> list[Span]:
        sheet = self._sheet
        form = self._words.gettext("{which} · sheet printed {when} by {who}")
        when = self.moments.dated(sheet.printed_at)
        return wording.spans(form, which=self.which(), when=when, who=sheet.printed_by)

    def _at(self, at: datetime | None) -> str:
        return self.moments.dated(at) if at else self._words.gettext("no time set")


def _steps(text: str) -> Cell:
    """Several steps, one a line, get numbers unless they came with marks of their own."""
    steps = [step.strip() for step in text.splitlines() if step.strip()]
    if len(steps) < 2 or any(step[0].isdigit() or step[0] in "-*•(" for step in steps):
        return [[Span(text)]]
    return [[Span(f"{number}. "), Span(step)] for number, step in enumerate(steps, 1)]
