"""Testing the routes: for an example call, who would be offered, in what order, and why."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.services.routes.acts import ExampleCall
from deskapp.services.routes.views import Offer, RankedContact, RouteView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.routes import route_fields
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.calls.reach_chip import reach as reach_of
from deskapp.ui.widgets.dialogs.record import Record, RecordField
from deskapp.ui.widgets.fields.field_changes import when_changed
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.timeline import Timeline
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, refusals
from deskapp.wording import offers as offer_wording

#: Nobody asks for more in a row.
_SHOWN = 50


class RouteTestDialog(ReadingOrder, QDialog):
    """Every change of the example asks again; nothing is recorded."""

    def __init__(self, place: Workplace, route: RouteView | None = None, parent: QWidget | None = None) -> None:
        """route: whose conditions the example begins with."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Test this route"))
        self._place = place
        facts = place.facts
        self.record = Record(
            [
                (route_fields.category(facts, _("No category")), route_fields.kind(_("Not chosen yet"))),
                (route_fields.trigger(facts, _("None")), route_fields.priority(_("None")), _at(place)),
            ]
        )
        if route is not None:
            self.record.write({name: getattr(route, name) for name in self.record.fields if name != "at"})
        self.at: WhenField = self.record["at"]
        self.said = Label("", "strong", wrap=True)
        self.skipped = Label("", "muted", wrap=True)
        self.notice = Notice()
        self.list = Timeline(_("Who would be offered, best first"), empty=_("Nobody."))
        for name in self.record.fields:
            when_changed(self.record[name], self.ask)
        self._lay_out()
        self.ask()

    def example(self) -> ExampleCall:
        return ExampleCall(**self.record.values())

    def ask(self) -> None:
        """Ask who would be offered for the call as it is chosen now."""
        if not self.at.valid():
            return
        example = self.example()
        self._place.read(
            lambda desk: desk.routes.try_out(example), self._on_offer, self._on_failed, key=("try route", id(self))
        )

    def _on_offer(self, offer: Offer) -> None:
        self.notice.end()
        route = offer.route or _("No route fits: whoever fits best is offered.")
        said = _("Route: {name}").format(name=route) if offer.route else route
        self.said.setText(" ".join(filter(None, (said, offer_wording.nobody(offer)))))
        self.skipped.setText("\n".join(offer_wording.skipped(one) for one in offer.skipped))
        self.skipped.setVisible(bool(offer.skipped))
        self.list.set_items([self._item(place, one) for place, one in enumerate(offer.contacts[:_SHOWN], 1)])

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)

    def _item(self, place: int, ranked: RankedContact) -> CardItem:
        zone, facts = self._place.zone, self._place.facts
        now = self.at.value() or self._place.desk.clock.now()
        categories = {one.id: one.name for one in facts.categories} if facts else {}
        reach = reach_of(ranked, zone, now)
        reasons = (offer_wording.reason(code, values, zone, now, categories) for code, values in ranked.reasons)
        contact = ranked.contact
        what = direction.row((contact.role, contact.organisation, codes.kind(contact.kind)))
        lines = [Line(what)]
        why = direction.row(reasons)
        if why:
            lines.append(Line(why, muted=False))
        title = f"{place}. {contact.name}"
        return CardItem(contact.id, title, tuple(lines), reach.words, reach.tint, shape=reach.shape)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(Label(_("Test this route"), "title"))
        about = _("For such a call these would be offered, and why. Nothing is recorded.")
        column.addWidget(Label(about, "muted", wrap=True))
        self.record.lay_out(column, lambda field, widget: FormField(field.heading, widget))
        column.addWidget(self.said)
        column.addWidget(self.skipped)
        column.addWidget(self.list, 1)
        column.addWidget(self.notice)
        bar = QHBoxLayout()
        bar.addStretch(1)
        self.close_button = secondary(_("Close"))
        self.close_button.clicked.connect(self.reject)
        bar.addWidget(self.close_button)
        column.addLayout(bar)
        room = self.screen().availableSize()
        self.resize(min(theme.px(720), room.width()), min(theme.px(640), room.height() - theme.px(28)))


def _at(place: Workplace) -> RecordField:
    make = partial(WhenField, place.desk.clock, place.zone, placeholder=_("now"))
    return RecordField("at", _("At"), make, WhenField.value, WhenField.set_value)
