"""Measures: what the desk's calls come to in a period, beside another, and the calls behind each figure."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.measures.kinds import Form, Measure, Part, Slice, form
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.language import _, ngettext
from deskapp.paperwork.measure_cards import CARDS
from deskapp.services.changes import Changes
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.views import CallsPage, Measured
from deskapp.ui.improve.measures import measure_papers
from deskapp.ui.improve.measures.asked import Asked, Chosen
from deskapp.ui.improve.measures.chart import inks
from deskapp.ui.improve.measures.figures_column import FiguresColumn
from deskapp.ui.improve.measures.filters import Filters
from deskapp.ui.improve.measures.measure_papers import HeadRow, Shown
from deskapp.ui.improve.measures.period_row import PeriodRow
from deskapp.ui.improve.measures.reading import MeasuresReading, Room
from deskapp.ui.improve.measures.side import FigureSide
from deskapp.ui.improve.measures.slice_list import Sliced
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.reading_order import bring_into_sight
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.part import Part as ImprovePart
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals
from deskapp.wording.lists import figure
from deskapp.wording.measures import periods

#: Which calls are shown first: of what is met or kept all, for those that were not are looked for.
_FIRST_ALL = frozenset((Measure.PROMISES_KEPT, Measure.AGREED_FIRST, Measure.ONE_HANDOFF, Measure.WARM))


class _Loading(QWidget):
    """Has the keyboard until there is something to choose. A label that has it tells of letters nobody can ask for."""

    def __init__(self) -> None:
        super().__init__()
        words = Label(_("Loading…"), "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(words.text())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QVBoxLayout(self).addWidget(words)


class MeasuresPart(ImprovePart):
    """A figure is chosen: a card, or a cell of a table; beside it stands what it means, and its calls."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.asked = Asked(containing(PeriodKind.MONTH, self._day(place.desk.clock.now())))
        self.chosen = Chosen(Measure.ESCALATED)
        self._by, self._slice = Slice.CATEGORY, None
        self.view: Measured | None = None
        self._empty: EmptyState | None = None
        self._total = 0
        self._in_calls = self._quiet = self._to_tell = False
        self.period = PeriodRow(place, self.asked, self)
        self.filters = Filters(self.asked, self.period)
        self.notice = Label("", "strong", wrap=True)
        self._stack = ShownStack(self)
        self._body = QWidget(self._stack)
        self.figures, self.side = FiguresColumn(self._body), FigureSide(self._body)
        self._loading = _Loading()
        self._reading = MeasuresReading(place, self)
        self.papers = measure_papers.papers(place, self, self._as_shown)
        self._head_row = HeadRow(self.papers, self.export_asked.emit)
        self._lay_out()
        self._join()
        self._show_asked()
        self._reloader = Reloader(self, place.hub)

    # What the window asks

    @property
    def head_row(self) -> QWidget:
        return self._head_row

    @property
    def current_call_id(self) -> int | None:
        return self.side.list.current_id

    @property
    def listed_ids(self) -> tuple[int, ...]:
        return self.side.list.ids

    @property
    def focus_taker(self) -> QWidget:
        if self._in_calls and self.side.list.isVisibleTo(self):
            return self.side.list
        if self._is_shown(self._body):
            return self.figures.stop
        # Keys that come too early choose nothing.
        return self._loading if self._empty is None else self._empty.button

    def listings(self) -> tuple[Listing, ...]:
        shown, facts = self._as_shown(), self._place.facts
        if shown is None or facts is None:
            return ()
        return measure_papers.listings(shown, facts, self.papers, self._place.desk.clock.now())

    def turns(self, by: int) -> bool:
        """To the period before or after; while the calls alone are shown, back to the figures."""
        if self._alone:
            self._leave_calls()
        else:
            self.period.turn(by)
        return True

    def refresh(self) -> bool:
        self._quiet = False
        self._read()
        return True

    def set_now(self, now: datetime) -> None:
        self.period.set_today(self._day(now))

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.calls) or changes.touches("site", "contacts", "categories", "promises", "staff")

    def reload(self) -> None:
        self._quiet = self.view is not None
        self._read()

    # What somebody asks for

    def ask(self, asked: Asked) -> None:
        """Show what is asked for now."""
        if asked != self.asked:
            self.asked, self._slice, self._to_tell = asked, None, True
            self._quiet = False
            self._show_asked()
            self._read()

    def choose(self, chosen: Chosen) -> None:
        """Show what a figure means, and its calls."""
        part = Part.DENOMINATOR if chosen.measure in _FIRST_ALL else chosen.part
        chosen = replace(chosen, part=part)
        if chosen == self.chosen:
            return
        if chosen.measure is not self.chosen.measure:
            self.side.slices.forget()
        self.chosen, self._slice, self._quiet = chosen, None, False
        self._show_chosen()
        self._read_side()

    def show_present(self) -> None:
        """The period of this kind in which it is now."""
        kind = PeriodKind.MONTH if self.asked.period.kind is PeriodKind.DATES else self.asked.period.kind
        self.ask(replace(self.asked, period=containing(kind, self._day(self._place.desk.clock.now()))))

    def open_definition(self) -> None:
        """All of what the chosen figure means."""
        from deskapp.ui.improve.measures.definition_dialog import DefinitionDialog

        self._place.opening.emit()
        DefinitionDialog(self.chosen.measure, periods.name(self.asked.period), self.window()).open()

    def enter_calls(self) -> None:
        """Go to the calls behind the chosen figure."""
        self._in_calls = True
        self._arrange()
        self.side.list.setFocus(Qt.FocusReason.OtherFocusReason)
        # Where the calls alone are shown they have their place only now.
        QTimer.singleShot(0, self.side.list, partial(bring_into_sight, self.side.list))

    # Inside: reading

    def _as_shown(self) -> Shown | None:
        """What is printed and written; None while nothing is shown."""
        if self.view is None:
            return None
        return Shown(self._place.desk, self.asked, self.chosen, self._narrowed, self._total)

    def _read(self) -> None:
        # Before anything is shown nobody knows how wide the charts are.
        self._reading.measure(self.asked, None if self.view is None else self._room)
        self._read_side()

    def _read_side(self) -> None:
        room = self._room
        if room is not None:
            self._reading.split(self.chosen, self._by, self.asked, room)
        self._reading.list_calls(self.chosen, self.asked, self._narrowed, len(self.side.list.ids))

    @property
    def _narrowed(self) -> Narrowed:
        """Of which calls the list is: those of the figure, of the chosen slice alone."""
        narrowed = self.chosen.within(self.asked.narrowed)
        return narrowed if self._slice is None else narrowed.by(self._by, self._slice)

    @property
    def _room(self) -> Room | None:
        """What charts are drawn for; None before it is known how wide they are."""
        wide = self.figures.cards.chart_width
        words = 10 * theme.sizes().pixels / 12
        return Room(wide, self.figures.legend_width, words, inks()) if wide > theme.px(60) else None

    def _on_read(self, asked: Asked, view: Measured) -> None:
        if asked != self.asked:
            return
        self.view = view
        self.filters.set_by_agent(view.by_agent)
        ways = [one for one in Slice if one is not Slice.AGENT or view.by_agent]
        if self._by not in ways:
            self._by, self._slice = Slice.CATEGORY, None
        self.side.show_ways(ways, self._by)
        self.figures.show_view(view)
        self._say_notice(view)
        self._say_more(None)
        self._show_figures_or_why(view)
        if self._to_tell:
            self._to_tell = False
            announce(self.period, self.period.name.text())

    def _on_sliced(self, of: tuple[Chosen, Slice, Asked], lines: list[Sliced]) -> None:
        if of == (self.chosen, self._by, self.asked):
            self.side.show_slices(self.chosen.measure, lines, self._slice)

    def _on_listed(self, page: CallsPage) -> None:
        under_the_hand = self._quiet and (self.side.list.hasFocus() or self.side.list.underMouse())
        if under_the_hand and tuple(one.row.id for one in page.calls) != self.side.list.ids:
            self.side.refresh.show()
            return
        self._total = page.total
        self.side.show_page(page, self._parts(page), within=self._slice_words)
        self._say_more(page)

    def _on_failed(self, error: DeskError) -> None:
        if self.asked.narrowed.staff_id is not None or self._by is Slice.AGENT:
            # Figures by agent were turned off meanwhile.
            self._by, self._slice = Slice.CATEGORY, None
            self.asked = self.asked.narrowed_to(Slice.AGENT, None)
            self._show_asked()
            self._read()
        elif self.view is None:
            empty = EmptyState(_("This cannot be shown now"), refusals.error(error), _("Try again"))
            self._put_empty(empty, self._read)
        else:
            self._place.failed.emit(error)

    # Inside: what is shown

    def _show_asked(self) -> None:
        self.period.show_asked(self.asked)
        self.filters.show_asked(self.asked)
        self._show_chosen()

    def _show_chosen(self) -> None:
        card = next((one for one in CARDS if self.chosen.measure in one.all), None)
        beside = card.all if card is not None and not self.chosen.at else ()
        self.side.show_chosen(self.chosen, self.asked, beside)
        self.figures.set_chosen(self.chosen)

    def _parts(self, page: CallsPage) -> list[tuple[Part, str]]:
        """Which calls of a share can be shown: those that it counts, or all that it looks at."""
        if form(self.chosen.measure) is not Form.SHARE:
            return []
        return [(Part.NUMERATOR, _("Counted")), (Part.DENOMINATOR, _("All"))]

    @property
    def _slice_words(self) -> str:
        rows = self.side.slices.rows
        return next((row.line.name for row in rows if self._slice is not None and row.line.key == self._slice), "")

    def _say_notice(self, view: Measured) -> None:
        told = []
        if view.behind:
            form_ = ngettext("{n} call is", "{n} calls are", view.behind).format(n=figure(view.behind))
            told.append(_("{calls} still being counted anew: the figures are not whole yet.").format(calls=form_))
        if view.by_agent:
            told.append(_("Figures by agent are on at this desk: everybody who works here can see them, of everybody."))
        self.notice.setText(" ".join(told))
        self.notice.setVisible(bool(told))

    def _say_more(self, page: CallsPage | None) -> None:
        """Beside the definition: what an import did not tell, and what several of the calls have in common."""
        told = []
        one = None if self.view is None else self.view.figures.get(self.chosen.measure)
        if one is not None and one.unknown and not self.chosen.at:
            form_ = ngettext(
                "Of {n} call more an import did not tell.", "Of {n} calls more an import did not tell.", one.unknown
            )
            told.append(form_.format(n=figure(one.unknown)))
        for shared in page.incidents if page is not None else ():
            form_ = ngettext(
                "{n} of the {total} belongs to one incident: {title}.",
                "{n} of the {total} belong to one incident: {title}.",
                shared.calls,
            )
            assert page is not None
            told.append(form_.format(n=shared.calls, total=figure(page.total), title=shared.title))
        self.side.say_more("\n".join(told))

    def _show_figures_or_why(self, view: Measured) -> None:
        counts, period = view.counts, periods.name(view.period)
        today = self._day(view.as_of)
        if counts.logged or counts.closed or counts.lapsed:
            waited = self._has_the_keyboard_waiting
            self._stack.setCurrentWidget(self._body)
            self._arrange()
            if waited:  # whoever came here while it was being read
                self.figures.take_focus()
        elif view.period.first > today:
            told = _("{period} has not begun: there is nothing to count yet.").format(period=period)
            self._put_empty(EmptyState(_("Not yet"), told, _("Go to the present")), self.show_present)
        elif self.asked.narrowed != Narrowed():
            told = _("In {period} no call fits this: {what}.").format(period=period, what=self.filters.words())
            self._put_empty(EmptyState(_("Nothing fits"), told, _("Show all calls")), self._show_all)
        else:
            told = _("In {period} no call was logged, closed or lapsed. Go to another period.").format(period=period)
            empty = EmptyState(_("No calls"), told, _("The period before"))
            self._put_empty(empty, lambda: self.period.turn(-1))

    def _show_all(self) -> None:
        self.ask(replace(self.asked, narrowed=Narrowed()))

    def _put_empty(self, empty: EmptyState, act: object) -> None:
        before, waited = self._empty, self._has_the_keyboard_waiting
        empty.acted.connect(act)
        self._empty = empty
        self._stack.addWidget(empty)
        self._stack.setCurrentWidget(empty)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        if waited:
            empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _has_the_keyboard_waiting(self) -> bool:
        """Whether what the keyboard is at is about to give way."""
        return self._loading.hasFocus() or (self._empty is not None and self._empty.button.hasFocus())

    # Inside: what a person does

    def _on_card(self, measure: Measure) -> None:
        self.choose(Chosen(measure))

    def _on_by(self, by: Slice) -> None:
        self._by, self._slice, self._quiet = by, None, False
        self.side.slices.forget()
        self._read_side()

    def _on_slice(self, key: Hashable) -> None:
        self._slice, self._quiet = key, False  # type: ignore[assignment]
        self._reading.list_calls(self.chosen, self.asked, self._narrowed)

    def _on_part(self, part: Part) -> None:
        self.chosen, self._quiet = replace(self.chosen, part=part), False
        self.figures.set_chosen(self.chosen)
        self._read_side()

    def _leave_calls(self) -> None:
        """Back to the figure that is chosen."""
        self._in_calls = False
        self._arrange()
        self.figures.take_focus()

    # How it is made

    def _join(self) -> None:
        reading, side, shown = self._reading, self.side, self.figures
        reading.read.connect(self._on_read)
        reading.drawn.connect(shown.show_drawn)
        reading.sliced.connect(self._on_sliced)
        reading.listed.connect(self._on_listed)
        reading.paged.connect(lambda page: side.list.add_calls(page.calls))
        reading.offered.connect(self.filters.set_choices)
        reading.failed.connect(self._on_failed)
        self.period.changed.connect(self.ask)
        self.filters.changed.connect(self.ask)
        self.filters.choices_wanted.connect(reading.offer)
        shown.card_chosen.connect(self._on_card)
        shown.cell_chosen.connect(self.choose)
        shown.entered.connect(self.enter_calls)
        shown.room_changed.connect(self._on_room)
        side.measure_asked.connect(self._on_card)
        side.by_asked.connect(self._on_by)
        side.slice_asked.connect(self._on_slice)
        side.part_asked.connect(self._on_part)
        side.definition_asked.connect(self.open_definition)
        side.back_asked.connect(self._leave_calls)
        side.refresh_asked.connect(self.refresh)
        side.list.opened.connect(self.open_asked)
        side.list.left.connect(self._leave_calls)
        side.list.more_wanted.connect(reading.more)
        side.list.row_menu_asked.connect(self.row_menu_asked)
        for keys, pressed in (("F1", self.open_definition), ("Esc", self._leave_calls)):
            shortcut = QShortcut(QKeySequence(keys), self if keys == "F1" else side)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(pressed)

    def _lay_out(self) -> None:
        self.period.flow.addWidget(self.filters)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, theme.px(8))
        row.setSpacing(theme.px(10))
        row.addWidget(self.figures, 1)
        row.addWidget(self.side)
        for page in (self._loading, self._body):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.period)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.notice.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @property
    def _beside(self) -> bool:
        """Whether there is room for the side beside the figures."""
        return self.width() >= theme.px(700)

    @property
    def _alone(self) -> bool:
        return self._in_calls and not self._beside

    def _arrange(self) -> None:
        """Where there is no room for both, the calls take the place of the figures, and leave it again."""
        beside, alone = self._beside, self._alone
        self.period.setVisible(not alone)
        self.filters.set_compact(self.width() < theme.px(800) or self.height() < theme.px(420))
        self.figures.setVisible(not alone)
        self.side.setVisible(beside or alone)
        self.side.set_alone(alone)
        wide = theme.px(330 if self.width() >= theme.px(1080) else 288)
        self.side.setMinimumWidth(0 if alone else wide)
        self.side.setMaximumWidth(_ANY_WIDTH if alone else wide)

    def _on_room(self) -> None:
        room = self._room
        if room is not None and self.view is not None:
            self._reading.draw(self.view, room)

    def _is_shown(self, page: QWidget) -> bool:
        return self._stack.currentWidget() is page

    def _day(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self._place.zone)).date()


#: As Qt has it.
_ANY_WIDTH = 16_777_215
