"""Reviews: a supervisor has the sample, what was chosen and what is done; whose calls they are, what was shared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.words import ReviewState, Role
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.reviews.views import (
    CardView,
    DoneReview,
    DrawView,
    Figures,
    MyReview,
    ReviewPage,
    ReviewsView,
    SharedReview,
    ToReview,
)
from deskapp.ui.improve.reviews.done_page import DonePage
from deskapp.ui.improve.reviews.draw_dialog import DrawDialog
from deskapp.ui.improve.reviews.review_page import ReviewCallPage
from deskapp.ui.improve.reviews.scorecard_dialog import ScorecardDialog
from deskapp.ui.improve.reviews.shared_page import SharedPage
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.plain_tip import tip
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.part import Part
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times
from deskapp.wording.reviews import draws as wording

#: From this width of the drawing on, everything about a list stands in one row.
_BESIDE = 1000

SAMPLE, CHOSEN, DONE, SHARED = "sample", "chosen", "done", "shared"


class ReviewsPart(Part):
    """Agents see what was shared with them, and nothing else; the services check the same."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: ReviewsView | None = None
        self._draw_id: int | None = None
        #: The call that is shown, or is to be shown once it was read.
        self._call_id: int | None = None
        self.switch = ChoiceRow(_("Which reviews"), ())
        self.switch.changed.connect(lambda _key: self._show_chosen(begin=True))
        self.card_button, self.draw_button = secondary(_("Scorecard…")), secondary(_("Draw…"))
        self.card_button.setProperty("kind", "choice")
        self.export_button = secondary(_("Export…"))
        self.draws = DropDown()
        self.draws.setAccessibleName(_("Which sample"))
        self.where, self.how = Label("", "strong"), Label("", "small", wrap=True)
        self._far = ProgressLine()
        self.before_button, self.next_button = secondary("‹"), secondary("›")
        self.leave_out_button = secondary(_("Take off the list"))
        self.review, self.done, self.shared = ReviewCallPage(place), DonePage(place), SharedPage(place)
        how = _("Draw a sample of the calls that were escalated, or choose one from its menu: “Review this call”.")
        self.empty = EmptyState(_("No call is to be reviewed"), how, _("Draw a sample…"))
        self._stack = ShownStack()
        # Until the lists are read nothing is said of them, and nothing takes room.
        self._unread = QWidget()
        for page in (self._unread, self.review, self.done, self.shared, self.empty):
            self._stack.addWidget(page)
        self._head = QWidget()
        self._lay_out()
        self._bind()
        self._reloader = Reloader(self, place.hub)
        self._offer()
        place.facts_changed.connect(self._offer)

    # What the window asks

    @property
    def head_row(self) -> QWidget | None:
        return self._head if self._above else None

    @property
    def current_call_id(self) -> int | None:
        shown = self._stack.currentWidget()
        if shown is self.review and self.review.page is not None:
            return self.review.page.call.row.id
        return None

    @property
    def focus_taker(self) -> QWidget:
        shown = self._stack.currentWidget()
        if shown is self.done:
            return self.done.list
        if shown is self.shared:
            return self.shared.list
        line = self.review.card.first_left if shown is self.review else None
        return line.marks if line is not None else self.switch

    def listings(self) -> Sequence[Listing]:
        return (self.done.listing(),) if self._above and self._view is not None and self._view.done else ()

    def turns(self, by: int) -> bool:
        if self._stack.currentWidget() is not self.review:
            return False
        self.step(by)
        return True

    def holds_back(self) -> bool:
        """What is typed is kept: nothing is lost with the window."""
        self.review.keep()
        self.shared.keep()
        return False

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        shown = self.review.page
        return changes.touches("reviews", "actions", "staff") or (
            shown is not None and shown.call.row.id in changes.calls
        )

    def reload(self) -> None:
        if self._above:
            self._place.read(_read, self._on_view, key=("reviews", id(self)), receiver=self)
        self._place.read(lambda desk: desk.reviews.shared(), self._on_shared, key=("shared", id(self)), receiver=self)

    # What buttons and keys do

    def show_call(self, call_id: int) -> None:
        """Show a call that is on one of the lists, or was reviewed."""
        self._call_id = call_id
        self._read_page()

    def show_shared(self) -> None:
        """What was shared with whoever works here."""
        pills = self._pills()
        if SHARED not in dict(pills):
            # It comes with what is read.
            pills.append((SHARED, _("About mine")))
        self.switch.set_more(0, pills)
        self.switch.set_value(SHARED)
        self._stack.setCurrentWidget(self.shared)
        self._show_row()

    def step(self, by: int) -> None:
        """To the call before or after the one shown."""
        ids = [one.call_id for one in self._listed()]
        if self._call_id in ids:
            place = min(max(ids.index(self._call_id) + by, 0), len(ids) - 1)
            if ids[place] != self._call_id:
                self.show_call(ids[place])

    def ask_draw(self) -> None:
        dialog = DrawDialog(self._place, self.window())
        dialog.carried_out.connect(self._on_drawn)
        dialog.open()

    def ask_card(self) -> None:
        self._place.read(lambda desk: desk.reviews.card(), self._on_card, receiver=self)

    # Inside

    @property
    def _above(self) -> bool:
        me = self._place.me
        return me is not None and me.role.reaches(Role.SUPERVISOR)

    def _offer(self) -> None:
        """What is for whoever works here now; what somebody before them saw is not shown on."""
        above = self._above
        self._show_pills()
        for widget in (self.draw_button, self.export_button):
            widget.setVisible(above)
        if not above:
            self._view = None
            self._stack.setCurrentWidget(self.shared)
            self._show_row()
        elif self._view is None:
            self._stack.setCurrentWidget(self._unread)
            self._show_row()

    def _pills(self) -> list[tuple[object, str]]:
        if not self._above:
            return [(SHARED, _("Shared with me"))]
        view, draw = self._view, self._draw
        zone, now = self._place.zone, self._place.desk.clock.now()
        pills: list[tuple[object, str]] = [
            (SAMPLE, wording.sample(draw.period, zone, now) if draw is not None else _("Sample")),
            (CHOSEN, _("Chosen {n}").format(n=len(view.chosen) if view is not None else 0)),
            (DONE, _("Done {n}").format(n=view.done if view is not None else 0)),
        ]
        if view is not None and view.shared:
            pills.append((SHARED, _("About mine {n}").format(n=view.shared)))
        return pills

    def _show_pills(self) -> None:
        pills, value = self._pills(), self.switch.value
        self.switch.set_more(0, pills)
        self.switch.set_value(value if value in dict(pills) else pills[0][0])

    @property
    def _draw(self) -> DrawView | None:
        """The sample that is shown."""
        draws = self._view.draws if self._view is not None else ()
        return next((one for one in draws if one.id == self._draw_id), draws[0] if draws else None)

    def _listed(self) -> tuple[ToReview, ...]:
        """The calls of the list that is shown."""
        if self._view is None:
            return ()
        if self.switch.value == CHOSEN:
            return self._view.chosen
        draw = self._draw
        return draw.calls if draw is not None and self.switch.value == SAMPLE else ()

    def _on_view(self, found: tuple[ReviewsView, tuple[DoneReview, ...]]) -> None:
        if not self._above:
            return
        self._view, done = found
        self.done.set_done(done)
        self._offer_draws()
        self._show_pills()
        self._read_figures()
        self._show_chosen(begin=False)

    def _on_shared(self, shared: tuple[SharedReview, ...]) -> None:
        self.shared.set_shared(shared)

    def _offer_draws(self) -> None:
        assert self._view is not None
        zone, now = self._place.zone, self._place.desk.clock.now()
        self.draws.blockSignals(True)
        self.draws.clear()
        for one in self._view.draws:
            drawn = times.instant(one.at, zone, now)
            words = _("{sample}, drawn {time}").format(sample=wording.sample(one.period, zone, now), time=drawn)
            self.draws.addItem(words, one.id)
        draw = self._draw
        self.draws.setCurrentIndex(max(0, self.draws.findData(draw.id if draw is not None else None)))
        self.draws.blockSignals(False)
        self.draws.setVisible(len(self._view.draws) > 1)

    def _show_chosen(self, *, begin: bool) -> None:
        """What the pill asks for. begin: it was just chosen, so its first open call is shown."""
        value = self.switch.value
        pages: dict[object, QWidget] = {DONE: self.done, SHARED: self.shared}
        if value in pages:
            self._stack.setCurrentWidget(pages[value])
            self._show_row()
            return
        ids = [one.call_id for one in self._listed()]
        if begin or self._call_id is None:
            self._call_id = self._first_open()
        if self._call_id is None and not ids:
            self._stack.setCurrentWidget(self.empty)
            self._show_row()
            return
        if self._call_id is None:
            self._call_id = ids[0]
        self._read_page()

    def _first_open(self) -> int | None:
        return next((one.call_id for one in self._listed() if not one.is_over), None)

    def _read_page(self) -> None:
        call_id = self._call_id
        if call_id is not None:
            # What is typed for another call is kept before this one is read.
            self.review.keep()
            self._place.read(
                lambda desk: desk.reviews.page(call_id), self._on_page, key=("review", id(self)), receiver=self
            )

    def _on_page(self, page: ReviewPage) -> None:
        if page.call.row.id != self._call_id or not self._above:
            return
        fresh = self.review.page is None or self.review.page.call.row.id != page.call.row.id
        self.review.show_page(page)
        self._stack.setCurrentWidget(self.review)
        self._show_row()
        if fresh and self.isVisible() and self.isAncestorOf(self.window().focusWidget() or self.window()):
            QTimer.singleShot(0, self.review, self.review.take_focus)

    def _show_row(self) -> None:
        """Where one is in the list, and what it is of."""
        reviewing = self._stack.currentWidget() is self.review
        listed = self._listed() if reviewing else ()
        ids = [one.call_id for one in listed]
        inside = self._call_id in ids
        for widget in (self.where, self._far, self.before_button, self.next_button):
            widget.setVisible(inside)
        chosen = reviewing and self.switch.value == CHOSEN
        self.leave_out_button.setVisible(chosen and inside)
        draw = self._draw if self.switch.value == SAMPLE else None
        said = ""
        if reviewing and draw is not None:
            said = wording.how_drawn(draw)
        elif chosen:
            said = wording.why(listed[0].why) if listed else ""
        self.how.setText(said)
        self.how.setVisible(bool(said))
        self.how.setToolTip("" if draw is None else tip(self._how_again(draw)))
        if inside:
            place = ids.index(self._call_id or 0)
            self.where.setText(_("{n} of {count}").format(n=place + 1, count=len(ids)))
            over = sum(1 for one in listed if one.is_over)
            self._far.set(over / len(ids), Tint.OK)
            self._far.setToolTip(_("{n} of {count} done").format(n=over, count=len(ids)))
            self.before_button.setEnabled(place > 0)
            self.next_button.setEnabled(place + 1 < len(ids))

    def _how_again(self, draw: DrawView) -> str:
        """By whom and when it was drawn, and with which seed anybody draws the same again."""
        at = times.instant(draw.at, self._place.zone, self._place.desk.clock.now())
        return _("drawn {time} by {name}, seed {seed}").format(time=at, name=draw.by, seed=draw.seed)

    def _on_finished(self, page: ReviewPage) -> None:
        """On to the next; but where there are marks to compare, they are looked at first."""
        ref = page.call.row.ref
        state = page.mine.state if page.mine is not None else None
        form = _("Skipped: {ref}") if state is ReviewState.SKIPPED else _("Reviewed: {ref}")
        self._place.said.emit(form.format(ref=ref))
        if any(one.marks is not None for one in page.others):
            return
        self._go_on(page.call.row.id)

    def _on_left_open(self) -> None:
        page = self.review.page
        if page is not None and page.mine is not None and page.mine.fixed:
            self.switch.set_value(DONE)
            self._show_chosen(begin=True)
            self.done.take_focus()
            return
        if page is not None:
            self._place.said.emit(_("Kept as a draft: {ref}").format(ref=page.call.row.ref))
            self._go_on(page.call.row.id)

    def _go_on(self, call_id: int) -> None:
        """To the next call of the list that is not over, from this one on and around."""
        listed = self._listed()
        ids = [one.call_id for one in listed]
        at = ids.index(call_id) + 1 if call_id in ids else 0
        around = (*listed[at:], *listed[:at])
        following = next((one.call_id for one in around if not one.is_over and one.call_id != call_id), None)
        if following is not None:
            self.show_call(following)

    def _on_drawn(self, draw: DrawView) -> None:
        self._draw_id, self._call_id = draw.id, None
        self.switch.set_value(SAMPLE)
        if draw.calls:
            self._call_id = draw.calls[0].call_id
        self._place.said.emit(_("Drawn: {how}").format(how=wording.how_drawn(draw)))
        self.reload()

    def _on_draw_chosen(self) -> None:
        self._draw_id, self._call_id = self.draws.currentData(), None
        self.switch.set_value(SAMPLE)
        self._show_pills()
        self._show_chosen(begin=True)

    def _on_card(self, card: CardView) -> None:
        ScorecardDialog(self._place, card, self.window()).open()

    def _on_leave_out(self) -> None:
        call_id = self._call_id
        if call_id is not None:
            self._call_id = None
            self._place.act(lambda desk: desk.reviews.leave_out(call_id))

    def _share(self, review_id: int) -> None:
        self._place.act(lambda desk: desk.reviews.share(review_id), self._on_was_shared, receiver=self)

    def _on_was_shared(self, _mine: MyReview) -> None:
        self._place.said.emit(_("Shared with the agent."))

    def _read_figures(self) -> None:
        period = self.done.asked_period
        self._place.read(
            lambda desk: desk.reviews.figures(period), self._on_figures, key=("figures", id(self)), receiver=self
        )

    def _on_figures(self, found: Figures) -> None:
        self.done.set_figures(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window how a sample was drawn stands in a line of its own."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_BESIDE)
        if narrow != (self._row.indexOf(self._told) < 0):
            (self._row if narrow else self._column).removeWidget(self._told)
            if narrow:
                self._column.insertWidget(1, self._told)
            else:
                self._row.insertWidget(self._row.indexOf(self.card_button) + 1, self._told, 1)

    def _bind(self) -> None:
        self.card_button.clicked.connect(self.ask_card)
        self.draw_button.clicked.connect(self.ask_draw)
        self.export_button.clicked.connect(self.export_asked)
        self.empty.acted.connect(self.ask_draw)
        self.draws.activated.connect(lambda _index: self._on_draw_chosen())
        self.before_button.clicked.connect(lambda: self.step(-1))
        self.next_button.clicked.connect(lambda: self.step(1))
        self.leave_out_button.clicked.connect(self._on_leave_out)
        self.review.finished.connect(self._on_finished)
        self.review.left_open.connect(self._on_left_open)
        self.done.open_asked.connect(self.show_call)
        self.done.share_asked.connect(self._share)
        self.done.figures_asked.connect(lambda _period: self._read_figures())
        self.shared.call_asked.connect(self.open_asked)

    def _lay_out(self) -> None:
        self.before_button.setAccessibleName(_("The call before"))
        self.next_button.setAccessibleName(_("The next call"))
        self._far.setFixedWidth(theme.px(90))
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(6))
        head.addStretch(1)
        for widget in (self.draws, self.draw_button, self.export_button):
            head.addWidget(widget)
        self._told = QWidget()
        told = QHBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(theme.px(8))
        for beside in (self.where, self._far):
            told.addWidget(beside, 0, Qt.AlignmentFlag.AlignVCenter)
        told.addWidget(self.how, 1)
        self._row = row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.switch)
        row.addWidget(self.card_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        for button in (self.leave_out_button, self.before_button, self.next_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(8))
        column.setSpacing(theme.px(10))
        column.addLayout(row)
        # Beside the others once there is room: a part that asks for more than there is makes the window wider for good.
        column.addWidget(self._told)
        column.addWidget(self._stack, 1)


def _read(desk: Desk) -> tuple[ReviewsView, tuple[DoneReview, ...]]:
    return desk.reviews.view(), desk.reviews.done()
