"""The written escalation policy: printed by everybody, issued by a manager, looked at again in time."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp import direction
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.written_policy.comparison import changes
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.site.views import DeskFacts
from deskapp.services.written_policy.acts import IssuePolicy, SetReview
from deskapp.services.written_policy.views import PolicyState
from deskapp.ui.documents.desk_papers import policy_papers
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times
from deskapp.wording.policy import written

#: A policy is looked at again after so long, unless somebody says otherwise.
_HALF_A_YEAR = timedelta(days=182)
#: So many changes are told by themselves; more are on the draft.
_TOLD = 6


class WrittenPolicyPage(SettingsPage):
    """What it says comes from the other pages; here a version of it is issued, and its owner and review are kept."""

    KEPT = "written_policy"
    FILLED_LATER = True

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "What the settings say about escalating, as one paper: criteria, paths and contacts, times, what is written"
            " down, who decides, what to say. An issued version stays as it is; a new one tells what changed."
        )
        super().__init__(place, about, _("Issue version {number}").format(number=1), parent)
        self._state: PolicyState | None = None
        self.papers, self.drafts = policy_papers(place, self), policy_papers(place, self, draft=True)
        self.standing, self.since = Label("", "heading", wrap=True), Label("", wrap=True)
        self.since.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self.standing)
        self.body.addWidget(self._buttons())
        self.body.addWidget(self.since)
        self.owner = self.add("owner", _("Owner"), QLineEdit())
        self.owner.setPlaceholderText(_("Who answers for it"))
        self.next_review = self.add("next_review", _("Next review"), DayField(place.desk.clock, place.zone))
        self.body.addWidget(Label(_("From that day on managers are reminded."), "muted", wrap=True))
        self.review_button = secondary(_("Save owner and review"))
        self.review_button.clicked.connect(self.save_review)
        self.body.addWidget(self.review_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.words = self.add("words", _("What is new in it, in your own words"), TextArea(lines=2))
        place.hub.changed.connect(self._on_changes)

    # What the ground asks

    def show_facts(self, _facts: DeskFacts) -> None:
        state, me = self._state, self.place.me
        newest = state.newest if state else None
        today = self.place.desk.clock.now().date()
        self.owner.setText(newest.owner if newest else me.name if me else "")
        later = newest.next_review if newest and newest.next_review > today else today + _HALF_A_YEAR
        self.next_review.set_day(later)
        self.words.setPlainText("")

    def content(self) -> object:
        return self.owner.text(), self.next_review.text(), self.words.text()

    def enable(self) -> None:
        super().enable()
        issued = self._state is not None and self._state.newest is not None
        self.review_button.setVisible(issued)
        self.review_button.setEnabled(self.allowed and issued and not self.busy)
        self.save_button.setEnabled(self.save_button.isEnabled() and self._state is not None)

    def submit(self) -> None:
        """Issue a version."""
        day = self._day()
        if day is None or self._state is None:
            return
        number = self._state.newest.number if self._state.newest else 0
        act = IssuePolicy(self.owner.text(), day, self.words.text(), number)
        said = _("Version {number} is issued: print it, and have it read.").format(number=number + 1)
        self.carry_out(lambda desk: desk.written_policy.issue(act), said, self._forget)

    def refuse(self, error: DeskError) -> None:
        super().refuse(error)
        if isinstance(error, Conflict):
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    # What it does

    def save_review(self) -> None:
        """What is issued stays: who owns it, and when it is looked at again."""
        day, newest = self._day(), self._state.newest if self._state else None
        if day is None or newest is None or self.busy:
            return
        act = SetReview(newest.number, self.owner.text(), day, newest.version)
        said = _("Owner and next review are saved.")
        self.carry_out(lambda desk: desk.written_policy.set_review(act), said, self._forget)

    def _day(self) -> date | None:
        day = self.next_review.day
        if day is None:
            self.point_out("next_review", self.next_review.refusal or _("Give a day."))
        return day

    def _forget(self) -> None:
        self.forget_typed()
        self._read()

    def _on_changes(self, changes: Changes) -> None:
        of_settings = ("written_policy", "site", "policy", "routes", "rotas", "contacts", "phrases", "categories")
        if self.isVisible() and (changes.everything or changes.touches(*of_settings)):
            self._read()

    def _read(self) -> None:
        self.place.read(
            lambda desk: desk.written_policy.state(), self._on_state, key=("written policy", id(self)), receiver=self
        )

    def _on_state(self, state: PolicyState) -> None:
        self._state, newest = state, state.newest
        if not self.typed:
            self.forget_typed()
        if newest is None:
            self.standing.setText(_("Nothing was issued yet: printed is a draft"))
        else:
            form = _("Version {number} is in force since {day}, issued by {name}")
            day = times.day_of(newest.issued_at, self.place.zone, self.place.desk.clock.now())
            self.standing.setText(form.format(number=newest.number, day=day, name=newest.issued_by))
        self.since.setText(_since(state))
        self.since.setVisible(bool(self.since.text()))
        self.save_button.set_words(_("Issue version {number}").format(number=newest.number + 1 if newest else 1))
        self.enable()

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, spacing=theme.px(6))
        for words, run in (
            (_("Print…"), self.papers.print),
            (_("Save PDF…"), lambda: self.papers.ask_where("pdf")),
            (_("Print a draft…"), self.drafts.print),
            (_("Save a draft…"), lambda: self.drafts.ask_where("pdf")),
        ):
            button = secondary(words)
            button.clicked.connect(run)
            row.addWidget(button)
        return holder


def _since(state: PolicyState) -> str:
    """What the settings say otherwise than the newest version; "" where nothing was issued."""
    if state.newest is None:
        return ""
    told = [written.changed(one, state.present) for one in changes(state.newest.content, state.present)]
    if not told:
        return _("Nothing in the settings is otherwise since.")
    head = ngettext(
        "{n} thing in the settings is otherwise since:", "{n} things in the settings are otherwise since:", len(told)
    ).format(n=len(told))
    more = [_("and more: see the draft")] if len(told) > _TOLD else []
    return "\n".join((head, *(direction.row(("·", line), " ") for line in (*told[:_TOLD], *more))))
