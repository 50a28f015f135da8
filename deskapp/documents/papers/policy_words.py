"""What the places of the written policy say, in its reader's words; policy_paper knows where they stand."""

from collections.abc import Iterator, Sequence

from deskapp import direction
from deskapp.documents.table import Said
from deskapp.documents.text import Span
from deskapp.domain import phrases
from deskapp.domain.words import ClockKind, EscalationType, HandoffPart, Priority
from deskapp.domain.written_policy.content import Path, Person, PolicyContent, Sign
from deskapp.language import Words
from deskapp.wording import codes, times
from deskapp.wording.policy import hours, written

#: So many examples stand beside a type of escalation.
_EXAMPLES = 4


class PolicyWords:
    """One policy's words."""

    def __init__(self, content: PolicyContent, words: Words) -> None:
        self._content, self._words = content, words

    def desk_hours(self) -> str:
        return self.hours("")

    def hours(self, name: str) -> str:
        """The hours of a calendar, the desk's without a name."""
        found = [one for one in self._content.calendars if one.name == name] or self._content.calendars[:1]
        return hours.week(found[0].spans, self._words) if found else ""

    def types(self) -> tuple[tuple[EscalationType, str], ...]:
        """Each type of escalation with what it does."""
        say = self._words.gettext
        return (
            (EscalationType.FUNCTIONAL, say("brings in who has the skill, the tool or the right")),
            (EscalationType.HIERARCHICAL, say("brings in who may decide more")),
            (EscalationType.PRIORITY, say("makes it more urgent; nobody else takes over")),
            (EscalationType.INCIDENT, say("opens or joins one incident with its checklist")),
        )

    def examples(self, signs: Sequence[Sign]) -> str:
        """What customers say that shows these signs: the first of each, then the second."""
        quote = self._words.gettext("“{text}”")
        said = [one.said[place] for place in range(_EXAMPLES) for one in signs if place < len(one.said)]
        return ", ".join(quote.format(text=text) for text in list(dict.fromkeys(said))[:_EXAMPLES]) or "–"

    def path_for(self, one: Path) -> list[Span]:
        """For which calls a route is."""
        say = self._words.gettext
        asked = [
            one.category,
            codes.escalation_type(one.type, self._words) if one.type else "",
            one.trigger_label or (codes.trigger(one.trigger, self._words) if one.trigger else ""),
            one.priority,
        ]
        when = written.route_hours(one.hours, one.calendar, self._words) if one.hours != "always" else ""
        first = direction.row(asked, ", ")
        if not first:
            first = say("Everything") if when else say("Everything else")
        return [Span(first, bold=bool(when)), *([Span(f", {when}")] if when else [])]

    def contact(self, one: Person) -> tuple[Said, ...]:
        """A contact's cells: who, kind, phone, reachable, answers in, decides as."""
        say = self._words.gettext
        beside = direction.row((one.organisation, one.role, one.account))
        who = [Span(one.name, bold=True), *([Span(f"\n{beside}")] if beside else [])]
        answers = say("by priority")
        if one.answers is not None:
            answers = say("{time}, agreed").format(time=written.length(one.answers, self._words))
        reachable = self.hours(one.hours) if one.hours else say("desk hours")
        kind, level = codes.kind(one.kind, self._words), codes.role(one.authority, self._words)
        return who, kind, "\n".join(one.phones) or "–", reachable, answers, level

    def rotas(self) -> Iterator[list[Span]]:
        """A line for each rotation: which hours, who takes turns, how long a turn is, who is asked else."""
        say = self._words.gettext
        for one in self._content.rotas:
            told = []
            if one.unit:
                told = [hours.window(one.days, one.start, one.end, self._words)]
                told.append(times.turns(one.unit, one.length, self._words))
                told.append(direction.row(one.members, ", "))
            else:
                told.append(say("dated shifts"))
            if one.catch_all:
                told.append(say("else {name}").format(name=one.catch_all))
            yield [Span(one.name, bold=True), Span(f": {direction.row(told, '; ')}")]

    def about_times(self) -> str:
        """In whose hours the times count, what pauses them, and what a phone call is."""
        say, content = self._words.gettext, self._content
        named = dict.fromkeys(one.hours for one in content.targets if one.seconds is not None)
        counted = [
            say("{name} ({hours})").format(name=name, hours=self.hours(name)) for name in named if self.hours(name)
        ]
        stops = [say("the customer")]
        stops += [say("a supplier")] if content.supplier_pauses else []
        stops += [say("somebody else")] if content.other_pauses else []
        parts = [
            say("Times are working time: {calendars}.").format(calendars=direction.row(counted, "; ")),
            say("A contact's agreed response goes before ours."),
            say("Waiting for {whom} stops the first answer and the solution, and nothing else.").format(
                whom=direction.row(stops, ", ")
            ),
        ]
        if content.phone_answers:
            parts.append(say("A call taken by phone is answered at once."))
        return " ".join(parts)

    def usual_targets(self) -> Iterator[tuple[Said, list[Said]]]:
        """For every clock what is promised at each priority; None of any: left out."""
        for kind, what, strong in self._clocks():
            found = {
                one.priority: one.seconds
                for one in self._content.targets
                if one.kind == kind and not one.category and not one.tier
            }
            cells: list[Said] = [Span(self._length(found.get(one.value)), bold=strong) for one in Priority]
            yield Span(what, bold=strong), cells

    def particular_targets(self) -> Iterator[tuple[Said, list[Said]]]:
        """The same for a category, a tier, or both, where they differ."""
        particular = [one for one in self._content.targets if one.category or one.tier]
        for category, tier in dict.fromkeys((one.category, one.tier) for one in particular):
            whom = direction.row((codes.tier(tier, self._words) if tier else "", category), ", ")
            for kind, what, _strong in self._clocks():
                found = {
                    one.priority: one.seconds
                    for one in particular
                    if (one.category, one.tier, one.kind) == (category, tier, kind)
                }
                if found:
                    yield (
                        [Span(whom, bold=True), Span(f": {what}")],
                        [self._length(found[one.value]) if one.value in found else "" for one in Priority],
                    )

    def standards(self) -> Iterator[tuple[str, str, bool]]:
        """What is written down: the part, what it has to say, whether a handoff does not leave without it."""
        say, needed = self._words.gettext, self._content.required_parts
        for part, standard in (
            (HandoffPart.ISSUE, say("What happened, since when, what it stops, and what was said before.")),
            (HandoffPart.STEPS, say("Every step and what came of it, so that nobody does it twice.")),
            (HandoffPart.WANTS, say("What would make it right for the customer, in their words.")),
            (HandoffPart.TONE, say("In words that the customer could read.")),
            (HandoffPart.DEADLINE, say("The customer's deadline or what makes it urgent.")),
        ):
            must = part.value in needed
            rest = say("Without this no handoff leaves.") if must else say("Asked for as well.")
            yield codes.handoff_part(part, self._words), f"{standard} {rest}", must
        yield (
            say("How a call is marked"),
            say("By escalating it: type, signs, contact and the way of the transfer. A note alone is no escalation."),
            False,
        )
        yield (
            say("Consent"),
            say(
                "Asked before anything of the customer's goes out: yes, no with the reason, or not asked. After a no"
                " nothing of theirs goes outside."
            ),
            False,
        )
        yield say("Transfer"), say("Warm is the standard. Cold or message left: with the reason."), False
        yield say("Promises"), say("Each call-back and next update with its time; kept, or moved with a reason."), False
        outside = say("Suppliers and contractors see what their card allows")
        tone = self._content.tone_to_outside
        yield (
            say("Outside"),
            say("{what}, the tone too.").format(what=outside)
            if tone
            else say("{what}, and never the tone or that a customer may leave.").format(what=outside),
            False,
        )
        yield (
            say("Closing"),
            say("Only when the customer says that it is solved: who said so, how and when."),
            False,
        )

    def acts_by_role(self) -> tuple[tuple[str, tuple[str, str, str]], ...]:
        """What only some may do here, whatever the settings: agent, supervisor, manager."""
        say = self._words.gettext
        yes, no = say("yes"), say("no")
        return (
            (say("Reassign, void"), (say("own calls"), yes, yes)),
            (say("Approve, lapse, plan rotas and routes"), (no, yes, yes)),
            (say("Targets, hours, authority, staff, this policy"), (no, no, yes)),
        )

    def phrase(self, template: str) -> str:
        """A phrase with its places named, as they are to be filled in."""
        say = self._words.gettext
        places = {
            "customer": say("[customer]"),
            "contact": say("[name]"),
            "contact_role": say("[role]"),
            "agent": say("[your name]"),
            "time": say("[time]"),
            "ref": say("[reference]"),
            "site": self._content.site,
        }
        return phrases.fill(template, places)

    def _clocks(self) -> tuple[tuple[ClockKind, str, bool], ...]:
        say = self._words.gettext
        return (
            (ClockKind.RESPONSE, say("First answer to the customer"), False),
            (ClockKind.ACCEPTANCE, say("Escalation accepted by the contact"), True),
            (ClockKind.FIRST_WORD, say("First meaningful update from the contact"), True),
            (ClockKind.UPDATE, say("Next update to the customer, each time"), False),
            (ClockKind.RESOLUTION, say("Solved"), True),
            (ClockKind.CHASE, say("Asked whether it is solved, after solving"), False),
        )

    def _length(self, seconds: int | None) -> str:
        return "–" if seconds is None else written.length(seconds, self._words)
