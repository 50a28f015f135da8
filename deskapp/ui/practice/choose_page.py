"""What can be played, and what somebody has practised."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.practice.views import OnOffer, PastTry, PracticeView, TrainingRecord
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.practice.result_page import about, themes
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.scrolling import ColumnScroll, make_room
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times


class ChoosePage(QWidget):
    """The scenarios on the left, the record on the right."""

    play_asked = Signal(str)  # a scenario's id
    on_asked = Signal()  # go on with the try that was left
    result_asked = Signal(object)  # a try's id
    edit_asked = Signal(str)  # a scenario's id; "": one like the chosen one, with another id
    remove_asked = Signal(str)
    show_asked = Signal(bool, bool)  # whether it is shown; whether it is the site that says so
    record_asked = Signal(int)  # of a member of staff

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: PracticeView | None = None
        self._wanted = ""
        self.list = PickList(_("Scenarios"), empty=_("Loading…"))
        self.list.chosen.connect(self._on_chosen)
        self.list.confirmed.connect(lambda _key: self._on_play())
        self.play_button = primary(_("Play"), native("Return"))
        self.on_button = secondary(_("Go on with your try"))
        self.edit_button = secondary(_("Change…"))
        self.new_button = secondary(_("New like this…"))
        self.remove_button = secondary(_("Take away"))
        self.whose = DropDown()
        self.whose.setAccessibleName(_("Whose record"))
        self.tries = PickList(_("Tries; Enter shows one"), empty=_("No try yet: choose a scenario and play it."))
        self.tries.setMinimumWidth(theme.px(120))
        self.tries.confirmed.connect(self.result_asked)
        self.shown = WrappingCheckBox(_("Supervisors may see my practice"))
        self.shown_by_site = WrappingCheckBox(_("Supervisors see everybody's practice (the site says so)"))
        self._record = QWidget()
        self._lay_out()
        self.play_button.setEnabled(False)
        # What depends on who looks comes with what is read.
        for widget in (self.edit_button, self.new_button, self.remove_button, self.whose, self.shown_by_site):
            widget.hide()
        self.play_button.clicked.connect(self._on_play)
        self.on_button.clicked.connect(self.on_asked)
        self.edit_button.clicked.connect(lambda: self.edit_asked.emit(self._chosen_id()))
        self.new_button.clicked.connect(lambda: self.edit_asked.emit(""))
        self.remove_button.clicked.connect(lambda: self.remove_asked.emit(self._chosen_id()))
        self.whose.activated.connect(lambda: self.record_asked.emit(int(self.whose.currentData())))
        self.shown.clicked.connect(lambda on: self.show_asked.emit(on, False))
        self.shown_by_site.clicked.connect(lambda on: self.show_asked.emit(on, True))

    def show_view(self, view: PracticeView) -> None:
        """Everything that can be played, and one's own record."""
        self._view = view
        self.list.set_items([_card(offer) for offer in view.offers])
        if self._wanted and self.list.set_current(self._wanted):
            self._wanted = ""
        if self.list.current is None:
            self.list.choose_first()
        me = self._place.me
        above = me is not None and me.role is not Role.AGENT
        for button in (self.edit_button, self.new_button, self.remove_button):
            button.setVisible(above)
        self.shown.setChecked(view.shown or view.shown_by_site)
        self.shown.setEnabled(not view.shown_by_site)
        self.shown_by_site.setChecked(view.shown_by_site)
        self.shown_by_site.setVisible(view.shown_by_site or (me is not None and me.role is Role.MANAGER))
        self.shown_by_site.setEnabled(me is not None and me.role is Role.MANAGER)
        self.whose.setVisible(bool(view.others))
        self.whose.clear()
        for staff_id, name in ((view.record.staff_id, _("My own")), *view.others):
            self.whose.addItem(name, staff_id)
        self.show_record(view.record)
        self._on_chosen()

    def show_record(self, record: TrainingRecord) -> None:
        """One's own, or that of somebody who shows it."""
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        for line in themes(record):
            column.addLayout(line)
        self._side.replaceWidget(self._record, fresh)
        self._record.deleteLater()
        self._record = fresh
        self.whose.setCurrentIndex(self.whose.findData(record.staff_id))
        self.tries.set_items([self._try(one) for one in record.tries])

    def choose(self, scenario_id: str) -> None:
        """Choose this one, now or once it is there."""
        self._wanted = "" if self.list.set_current(scenario_id) else scenario_id

    def say_left(self, title: str) -> None:
        """There is a try that was left; "": none."""
        self.on_button.setVisible(bool(title))
        self.on_button.set_words(_("Go on with “{title}”").format(title=title))

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def _chosen_id(self) -> str:
        return str(self.list.current) if self.list.current is not None else ""

    @property
    def chosen(self) -> OnOffer | None:
        """The scenario that is chosen."""
        offers: Sequence[OnOffer] = self._view.offers if self._view else ()
        return next((one for one in offers if one.scenario.id == self.list.current), None)

    def _on_chosen(self, _key: object = None) -> None:
        offer = self.chosen
        self.play_button.setEnabled(offer is not None)
        self.edit_button.setEnabled(offer is not None)
        self.new_button.setEnabled(offer is not None)
        self.remove_button.setEnabled(offer is not None and offer.of_site)

    def _on_play(self) -> None:
        if self.chosen is not None:
            self.play_asked.emit(self.chosen.scenario.id)

    def _try(self, one: PastTry) -> CardItem:
        at = times.instant(one.ended_at, self._place.zone, self._place.desk.clock.now())
        points = _("{n} of {count}").format(n=one.points, count=one.most)
        return CardItem(one.id, one.title, (Line(at),), corner=points)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self.list, 1)
        foot = QWidget()
        flow = FlowLayout(foot, spacing=theme.px(6))
        for button in (self.play_button, self.on_button, self.edit_button, self.new_button, self.remove_button):
            flow.addWidget(button)
        left.addWidget(foot)
        self.on_button.hide()
        inside = QWidget()
        self._side = QVBoxLayout(inside)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(theme.px(7))
        self._side.addWidget(Section(_("Training record")))
        self._side.addWidget(self.whose)
        self._side.addWidget(self._record)
        self._side.addWidget(Section(_("Tries")))
        self._side.addWidget(self.tries, 1)
        self._side.addWidget(self.shown)
        self._side.addWidget(self.shown_by_site)
        self._side.addWidget(Label(_("It is in no measure and no review."), "small", wrap=True))
        side = Column()
        make_room(side.body)
        side.body.addWidget(ColumnScroll(inside), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addLayout(left, 3)
        row.addWidget(side, 2)


def _card(offer: OnOffer) -> CardItem:
    best = max(offer.tries, key=lambda one: one.points / max(1, one.most), default=None)
    corner = _("{n} of {count}").format(n=best.points, count=best.most) if best else ""
    whole = best is not None and best.points == best.most
    own = _("of the site") if offer.of_site else ""
    lines = (Line(offer.scenario.about), Line(" · ".join(part for part in (about(offer), own) if part)))
    return CardItem(
        offer.scenario.id,
        offer.scenario.title,
        lines,
        corner=corner,
        tint=Tint.OK if whole else Tint.INFO if best else None,
    )
