"""Logging a call while the customer speaks: who, what, how urgent; the deadlines before it is saved."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.call_life import CallAct
from deskapp.domain.calming.cards import fitting
from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.phrases import Step
from deskapp.domain.signs.triggers import Sign
from deskapp.domain.words import EMOTIONAL_TONES, Priority
from deskapp.language import _
from deskapp.services.calls.acts import LogCall
from deskapp.services.changes import Changes
from deskapp.services.clocks.views import Deadlines
from deskapp.services.incidents.views import IncidentFit
from deskapp.services.library.views import TemplateView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.attachments.dropping import Dropping
from deskapp.ui.attachments.pasting import Pasting
from deskapp.ui.calls.acts import keys_of
from deskapp.ui.calls.new_call.kept_calls import KIND
from deskapp.ui.calls.new_call.urgency_column import UrgencyColumn
from deskapp.ui.calls.new_call.what_column import WhatColumn
from deskapp.ui.calls.new_call.who_column import WhoColumn
from deskapp.ui.calls.panel import call_signs
from deskapp.ui.guides.new_call_help import NewCallHelp
from deskapp.ui.incidents.fit_card import FitCard
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases import library
from deskapp.ui.phrases.at_hand import PhrasesAtHand
from deskapp.ui.widgets.action_bar import ActionBar
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.placing import stay_on_screen
from deskapp.ui.widgets.scrolling import ColumnsScroll
from deskapp.ui.work.ticker import Ticker
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals, times

#: So long after the last change the deadlines and signs are asked for.
_AFTER_MS = 150
#: Deadlines move on with the time of logging.
_AGAIN_AFTER = timedelta(seconds=30)


class NewCallDialog(ActDialog):
    """A window of its own beside the main one. Tab goes from who to the summary; Enter takes the caller; Ctrl+Enter
    logs. Escape keeps what was typed as a draft.
    """

    logged = Signal(int, bool)  # the call's id, whether to go on to escalating
    template_changed = Signal()
    add_asked = Signal(int, str)  # the caller means this open call; what was typed so far
    thrown_away = Signal(object)  # the content of the draft that is gone

    def __init__(self, place: Workplace, parent: QWidget | None = None, *, draft: str = KIND, caller: str = "") -> None:
        """draft: the key of what is typed here. caller: the number that rings."""
        self._since = place.desk.clock.now()
        self._template_id: int | None = None
        self._caller = caller
        self.who, self.what, self.urgent = WhoColumn(place), WhatColumn(place), UrgencyColumn()
        self.incident = FitCard(place)
        self.urgent.offer_incident(self.incident)
        self.help = NewCallHelp(place, self.urgent, self.urgent.checklist)
        self._zone = place.zone
        self._line = Label("", "muted", wrap=True)
        self._line.setToolTip(_("The next call that is logged gets this reference, here or in another window."))
        self._reference, self._from_draft, self._framed = "", False, False
        # A window as any other: it may stand behind the main one, and fills the screen where that is wanted.
        kind = Qt.WindowType.Window
        super().__init__(place, _("New call"), _("Log call"), parent, draft=draft, width=1180, kind=kind)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            self.bind(keys, self._log_and_escalate)
        self.bind("Ctrl+Shift+N", self.who.choose_new)
        self.bind("Ctrl+J", self.incident.toggle)
        self.bind("Ctrl+Shift+T", self.what.templates.show_menu)
        for keys in keys_of(CallAct.HELP):
            self.bind(keys, self.help.toggle)
        for keys in keys_of(CallAct.CARD):
            self.bind(keys, partial(self.help.toggle, cards=True))
        self.phrases = PhrasesAtHand(place, self, self._steps, self._values)
        self.urgent.set_phrases_button(self.phrases.button)
        self._take_fields()
        self._show_line()
        self._asked_at: datetime | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        self._join()
        self.who.field.setFocus()

    # A window of its own

    @property
    def begun(self) -> bool:
        """Whether anything was typed here, or may still be put back."""
        return self.draft is None or not self.draft.untouched

    def open(self) -> None:
        """Beside the main window, which can be worked in meanwhile."""
        self.place.opening.emit()
        self.show()
        handle = self.windowHandle()
        if handle is not None:
            # Else a dialog of the main window would block this one too, and this one stand before that always.
            handle.setTransientParent(None)  # type: ignore[arg-type]
        if not self.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating):
            self.raise_()
            self.activateWindow()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and not self._framed:
            self._framed = True
            stay_on_screen(self)  # with its frame, which is known only now
        return super().event(event)

    def stand_beside(self, other: QWidget) -> None:
        """A little lower than another one, whose heading stays in sight."""
        self.move(other.pos() + QPoint(theme.px(28), theme.px(44)))
        stay_on_screen(self)

    def ring(self, number: str) -> None:
        """Somebody calls from this number: find them."""
        if number:
            self.who.ring(number)

    def reject(self) -> None:
        """Escape and Close: what was typed stays as a draft, and that is said."""
        if self.busy:
            return
        typed = self.draft is not None and self.draft.typed
        super().reject()
        if typed:
            self.place.said.emit(_("Kept as a draft. Shift+F2 opens it again."))

    def put_away(self) -> None:
        """Keep what was typed, and go."""
        super().reject()

    def throw_away(self) -> None:
        """The one act by which a draft is lost; whoever hears of it may bring it back."""
        if self.busy or self.draft is None:
            return
        content = self.draft.content()
        self.draft.end()
        self.accept()
        self.thrown_away.emit(content)

    # Logging

    def submit(self) -> None:
        self._log(escalate=False)

    def refuse(self, error: DeskError) -> None:
        """Of a new caller it is the name that is missing."""
        if isinstance(error, Invalid) and "customer" in error.fields and self.who.is_new:
            fields = {("caller_name" if name == "customer" else name): code for name, code in error.fields.items()}
            error = Invalid(fields)
        if isinstance(error, Invalid) and "incident_id" in error.fields:
            # It ended meanwhile: said beside it, and no longer joined, so that the call can be logged.
            self.incident.say(refusals.field_error(error.fields["incident_id"]))
            self.incident.choose(None)
            self._ask()
        super().refuse(error)

    def _log_and_escalate(self) -> None:
        if not self.busy:
            self._log(escalate=True)

    def _log(self, *, escalate: bool) -> None:
        gap = self.who.first_gap()
        if gap is not None:
            self._say_who(gap)
            return
        act = self._act()
        self.carry_out(
            lambda desk: desk.calls.log(act),
            lambda row: self._on_logged(row.id, escalate),
        )

    def _say_who(self, gap: QWidget) -> None:
        if gap is self.who.field:
            self.say("customer", _("Who is calling? Choose them, or add a new caller with Ctrl+Shift+N."))
        else:
            self.say("caller_name", _("A name is needed to find them again."))
        self.go_to(gap)

    def _act(self) -> LogCall:
        what, urgent = self.what, self.urgent
        override = urgent.promised.override
        return LogCall(
            summary=what.summary.text(),
            customer_id=self.who.customer_id,
            new_customer=self.who.new_customer,
            details=what.details.text(),
            category_id=what.category_id,
            channel=what.chosen_channel,
            impact=urgent.chosen_impact,
            urgency=urgent.chosen_urgency,
            priority=override,
            priority_reason=urgent.promised.reason.text() if override else "",
            customer_deadline=what.deadline.value(),
            tone=what.chosen_tone,
            wants=what.wants.text(),
            checks=urgent.checklist.done,
            repeat_of=self.who.open_calls.repeat_of,
            confidential=what.confidential.isChecked(),
            incident_id=self.incident.incident_id,
            next_update=urgent.promised.next_update,
            template_id=self.template.id if self.template else None,
            place=what.things.place.value,
            equipment=what.things.equipment.value,
            person=self.who.speaker,
            files=what.files.key,
            fields=what.fields.values(),
        )

    def _on_logged(self, call_id: int, escalate: bool) -> None:
        self.help.begin_solution(call_id)
        self.succeed(call_id)
        self.logged.emit(call_id, escalate)

    def _on_add(self, call_id: int) -> None:
        """The words go along into the note, whose own draft keeps them from there on; the files to the call itself."""
        words = "\n".join(text for text in (self.what.summary.text(), self.what.details.text()) if text.strip())
        if files := self.what.files.key:
            self.place.act(lambda desk: desk.attachments.take(files, call_id))
        if self.draft is not None:
            self.draft.end()
        self.accept()
        self.add_asked.emit(call_id, words)

    # While it is typed

    def _join(self) -> None:
        Dropping(self, self.what.files.take)
        Pasting(self, self.what.files.take)
        self.who.changed.connect(self._on_changed)
        self.who.changed.connect(lambda: self.what.things.set_customer(self.who.customer_id))
        self.who.taken.connect(self._on_taken)
        self.who.open_calls.add_asked.connect(self._on_add)
        self.who.open_calls.repeat_changed.connect(self._on_repeat)
        self.what.changed.connect(self._on_changed)
        self.what.category.currentIndexChanged.connect(self._on_category)
        self.what.template_asked.connect(self._begin_as)
        self.urgent.changed.connect(self._on_changed)
        self.urgent.help_asked.connect(self.help.toggle)
        self.help.panel.similar.found.connect(self.urgent.set_similar)
        self.place.facts_changed.connect(self._on_facts)
        self.place.hub.changed.connect(self._on_news)
        if self.place.facts is not None:
            self._on_facts(self.place.facts)
        self._ticker = Ticker(self.place.desk.clock, self)
        self._ticker.ticked.connect(self._on_tick)
        if self._caller:
            self._soon.start()  # who calls is asked for first
        else:
            self._ask()

    def _on_taken(self) -> None:
        gap = self.who.first_gap()
        (gap or self.what.summary).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_repeat(self, call_id: int | None) -> None:
        if call_id is not None:
            self.what.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_facts(self, facts: DeskFacts) -> None:
        self.what.set_facts(facts)
        self.urgent.set_facts(facts)
        self._on_category()

    @property
    def template(self) -> TemplateView | None:
        """The kind of call that it began as; none once it is of another category."""
        known = self.place.facts.templates if self.place.facts else ()
        chosen = (self._template_id, self.what.category_id)
        return next((one for one in known if (one.id, one.category_id) == chosen), None)

    def _begin_as(self, template_id: int) -> None:
        self._set_template(template_id)
        known = self.place.facts.templates if self.place.facts else ()
        template = next((one for one in known if one.id == template_id), None)
        if template is None:
            return
        self.what.begin_as(template)
        self.urgent.impact.set_value(template.impact)
        self.urgent.urgency.set_value(template.urgency)
        self._on_category()
        self.look_again()

    def _set_template(self, template_id: int | None) -> None:
        self._template_id = template_id
        self._on_category()
        self.template_changed.emit()

    def _on_category(self) -> None:
        category, template = self.what.chosen_category, self.template
        if category is not None and template is not None:
            own = tuple((line.id, line.text) for line in template.checks)
            category = replace(category, checks=(*category.checks, *own))
        self.urgent.checklist.set_category(category)
        self.what.fields.set_category(self.what.chosen_category)

    def _on_changed(self) -> None:
        self._soon.start()
        self.throw_button.setEnabled(self.draft is not None and self.draft.typed)
        self._name()

    def _on_news(self, changes: Changes) -> None:
        """Somebody logged a call: the reference to come is another one."""
        if changes.calls or changes.everything:
            self._soon.start()

    def _on_tick(self, now: datetime) -> None:
        passed = max(now - self._since, timedelta())
        # Heard once a minute, not once a second.
        heard = times.duration(passed - passed % timedelta(minutes=1))
        self.line_time.set(times.duration(passed), Tint.INFO, heard=heard)
        self.who.set_now(now)
        if self._asked_at is not None and now - self._asked_at >= _AGAIN_AFTER:
            self._ask()

    def _ask(self) -> None:
        """The deadlines and the signs of the call as it stands."""
        what, urgent = self.what, self.urgent
        impact, urgency, override = urgent.chosen_impact, urgent.chosen_urgency, urgent.promised.override
        channel, customer, category = what.chosen_channel, self.who.customer_id, what.category_id
        tone, deadline, words = what.chosen_tone, what.deadline.value(), what.words
        equipment = what.things.equipment.value.id
        self._asked_at = self.place.desk.clock.now()
        template = self.template.id if self.template else None
        self.help.set_call(category, words, template, what.things.equipment.value.id)
        self.place.read(
            lambda desk: (
                desk.calls.deadlines(impact, urgency, override, channel),
                desk.calls.signs(customer, impact, urgency, category, tone, deadline, words, equipment),
                desk.incidents.fitting(category, words),
                desk.calls.next_reference(),
            ),
            self._on_answer,
            key=("new call", id(self)),
        )

    def _on_answer(self, answer: tuple[Deadlines, tuple[Sign, ...], tuple[IncidentFit, ...], str]) -> None:
        promised, signs, fits, self._reference = answer
        self._show_line()
        if self._soon.isActive():
            return  # of the call as it was; the next question is on its way
        self.incident.set_fits(fits)
        self.help.set_fitting(fitting(self.what.chosen_tone, (sign.code for sign in signs)))
        now, zone = self.place.desk.clock.now(), self.place.zone
        self.urgent.promised.set_deadlines(promised, self.what.deadline.value(), zone, now)
        self.urgent.signs.set_words([self._sign(sign, now) for sign in signs])

    def _sign(self, sign: Sign, now: datetime) -> str:
        return call_signs.one(sign, self.place.facts, self.place.zone, now)

    def _steps(self) -> tuple[Step, ...]:
        """What can be said first; to somebody upset, something else."""
        first = (Step.CALMING,) if self.what.chosen_tone in EMOTIONAL_TONES else ()
        return *first, Step.GREETING, Step.TRYING_FIRST, Step.ACKNOWLEDGING

    def _values(self) -> dict[str, str]:
        return {**library.of_desk(self.place), "customer": self.who.caller_name}

    # The draft

    def _take_fields(self) -> None:
        self.take("customer", self.who.form)
        for name, form in (*self.who.new_caller.forms.items(), *self.what.forms.items()):
            self.take(name, form)
        things = self.what.things
        for name, form in things.forms.items():
            self.take(name, form, kept=False)
        self.take("person", self.who.person_form, kept=False)
        self.take("priority_reason", self.urgent.promised.form)
        fields = self.what.fields
        fields.made.connect(lambda name, form: self.take(name, form, kept=False))
        draft = self.draft
        assert draft is not None  # this dialog has one
        draft.keep("template", lambda: self._template_id, self._set_template, self.template_changed)
        draft.keep("fields", fields.texts, fields.set_texts, fields.changed)
        draft.keep_field("impact", self.urgent.impact)
        draft.keep_field("urgency", self.urgent.urgency)
        confidential = self.what.confidential
        draft.keep("confidential", confidential.isChecked, confidential.setChecked, confidential.toggled)
        draft.keep("files", lambda: self.what.files.key, self.what.files.set_key, self.what.files.changed)
        # For the list of drafts: it names them, and says how old they are.
        draft.keep("begun", self._since.isoformat, self._set_begun, self.who.changed)
        draft.keep("name", lambda: self.who.caller_name, lambda _name: None, self.who.changed)
        draft.keep("things", things.kept, things.restore, things.changed)
        # Before who: once they are found again, who spoke stands beside them.
        draft.keep("person", self.who.keep_person, self.who.restore_person, self.who.person.textChanged)
        draft.keep("who", lambda: self.who.choice, self.who.choose, self.who.changed)
        draft.keep("repeat_of", lambda: self.who.open_calls.repeat_of, self._link, self.who.open_calls.repeat_changed)
        draft.keep("solution", lambda: self.help.solution, self.help.set_solution, self.help.changed)
        draft.keep("incident", lambda: self.incident.incident_id, self.incident.choose, self.incident.changed)
        draft.keep("priority", self._override, self._set_override, self.urgent.promised.changed)
        draft.keep(
            "checks",
            lambda: list(self.urgent.checklist.done),
            self.urgent.checklist.tick,
            self.urgent.checklist.changed,
        )

    def begin_draft(self) -> None:
        super().begin_draft()
        # After it was seen how the fields look untouched: a number that rings is as good as typed.
        self.ring(self._caller)

    def _on_restored(self) -> None:
        """It was chosen by its name, or stands here as it was left: nothing to say of that."""

    def _set_begun(self, at: str) -> None:
        """A draft that comes back: the customer is hardly on the line since then."""
        self._since, self._from_draft = datetime.fromisoformat(at), True
        self._show_line()
        self._on_tick(self.place.desk.clock.now())

    def look_again(self) -> None:
        self.urgent.look_again()
        self._on_changed()

    def _link(self, call_id: int | None) -> None:
        if call_id is not None and call_id != self.who.open_calls.repeat_of:
            self.who.open_calls.link(call_id)

    def _override(self) -> str | None:
        override = self.urgent.promised.override
        return override.value if override else None

    def _set_override(self, code: Any) -> None:
        self.urgent.promised.set_override(Priority(code) if code else None)

    # The layout

    def make_head(self, title: str, about: str) -> QLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Label(title, "title"))
        words.addWidget(self._line)
        self.line_time = Chip(times.duration(timedelta()), Tint.INFO)
        self.line_time.setToolTip(_("Time on the line"))
        head.addLayout(words, 1)
        head.addWidget(self.line_time, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _show_line(self) -> None:
        """As "will be C-01494 · on the line since 14:12:07 · drafts are kept"."""
        at = times.instant(self._since, self._zone, self.place.desk.clock.now())
        since = _("begun {time}") if self._from_draft else _("on the line since {time}")
        coming = _("will be {ref}").format(ref=self._reference) if self._reference else ""
        time = at if self._from_draft else f"{at}:{self._since.second:02}"
        self._line.setText(direction.row((coming, since.format(time=time), _("drafts are kept"))))

    def _name(self) -> None:
        """Windows of several calls are told apart by who calls."""
        name = self.who.caller_name or self.who.field.text()
        self.setWindowTitle(direction.row((_("New call"), " ".join(name.split()))))

    def make_middle(self) -> QWidget:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        for column, share in ((self.who, 400), (self.what, 388), (self.help, 334)):
            row.addWidget(column, share)
        return ColumnsScroll(middle, theme.px(820))

    def make_foot(self) -> QLayout:
        self.cancel_button.set_words(_("Close"))
        self.throw_button = secondary(_("Throw this draft away"))
        self.throw_button.setEnabled(False)
        self.throw_button.clicked.connect(self.throw_away)
        self.escalate_button = secondary(_("Log and escalate"), _("Ctrl+Shift+Enter"))
        self.escalate_button.clicked.connect(self._log_and_escalate)
        self._buttons.append(self.escalate_button)
        note = _("Only who and what are needed now.")
        buttons = (self.throw_button, self.cancel_button, self.escalate_button, self.main_button)
        foot = QVBoxLayout()
        foot.addWidget(ActionBar(note, buttons))
        return foot

    def fit(self) -> None:
        room = self.screen().availableSize()
        width = min(max(theme.px(1180), self.minimumSizeHint().width()), room.width())
        self.resize(width, min(theme.px(680), round(room.height() * 0.94)))
