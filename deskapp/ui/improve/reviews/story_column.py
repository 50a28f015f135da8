"""The story of a call before its reviewer: what was said and wanted, then what happened, the oldest first."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.reviews.views import ReviewPage
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.card import Card, Column
from deskapp.ui.widgets.chip import Chip, priority_tint
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.timeline import Timeline
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.widgets.texts.short_label import ShortLabel
from deskapp.wording import codes, times
from deskapp.wording.reviews import told as wording

#: Lines of what was said that stand there at first.
_LINES = 4


class StoryColumn(Column):
    """Hidden names are replaced in whatever stands here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ref = Label("", "muted")
        self.priority, self.type, self.state = Chip(), Chip(), Chip()
        self._title = Label("", "heading", wrap=True)
        self._about = Label("", "muted", wrap=True)
        self._said = Card()
        self._rows = QGridLayout()
        self._rows.setColumnStretch(1, 1)
        self._rows.setHorizontalSpacing(theme.px(11))
        self._rows.setVerticalSpacing(theme.px(3))
        self._said.body.addLayout(self._rows)
        #: What stands above the timeline: no higher than it needs, and where there is little room it scrolls.
        self._head = ScrollBody(whole=True)
        self._head.inside.installEventFilter(self)
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.timeline = Timeline(_("Timeline, oldest first"), empty=_("Nothing happened yet."))
        self._hidden = Label("", "small")
        self._lay_out()

    def set_page(self, page: ReviewPage, zone: str, now: datetime, *, hidden: bool) -> None:
        """Show a call, the names of the staff hidden or not."""
        call, hide = page.call, wording.names(page, hidden=hidden)
        self._ref.setText(call.row.ref)
        self.priority.set(call.row.priority, priority_tint(call.row.priority))
        types = ", ".join(codes.escalation_type(one) for one in page.evidence.types)
        self.type.set(types, Tint.INFO)
        self.type.setVisible(bool(types))
        over = call.row.ended_at is not None
        self.state.set(codes.state(call.state), Tint.OK if over else Tint.PLAIN)
        self._title.setText(hide.hide(call.row.summary))
        account = _("account {number}").format(number=call.customer.account) if call.customer.account else ""
        tone = codes.tone(call.tone) if call.tone else ""
        self._about.setText(direction.row((call.customer.name, account, tone, call.category)))
        self._set_said(wording.said(page, hide))
        told = wording.story(page, hide, zone, now)
        self.timeline.set_items(
            [
                CardItem(
                    (page.call.row.id, place),
                    one.title,
                    tuple(Line(words) for words in (one.words,) if words),
                    corner=times.instant(one.at, zone, now),
                )
                for place, one in enumerate(told)
            ]
        )
        self._hidden.setText(_("names hidden: {name}").format(name=wording.alias(0)) if hidden else "")
        self._hidden.setVisible(hidden)

    def begin(self) -> None:
        """Of another call the beginning is shown."""
        self.timeline.scrollToTop()

    def _set_said(self, said: Sequence[tuple[str, str]]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (name, words) in enumerate(said):
            text = ShortLabel(_LINES, about=name)
            text.set_words(words)
            self._rows.addWidget(Label(name, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(text, place, 1)
        self._said.setVisible(bool(said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            # Once all that changed together is laid out.
            QTimer.singleShot(0, self._head, self._head.updateGeometry)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        top, chips = QWidget(), QWidget()
        beside, row = FlowLayout(top, spacing=theme.px(5), apart=True), FlowLayout(chips, spacing=theme.px(5))
        beside.addWidget(self._ref)
        for chip in (self.priority, self.type, self.state):
            row.addWidget(chip)
        beside.addWidget(chips)
        heading = QWidget()
        flow = FlowLayout(heading, spacing=theme.px(8), apart=True)
        flow.addWidget(Section(_("Timeline, oldest first"), self.timeline))
        flow.addWidget(self._hidden)
        for part in (self._title, self._about, self._said):
            self._head.body.addWidget(part)
        for widget in (top, self._head, heading):
            self.body.addWidget(widget)
        self.body.addWidget(self.timeline, 1)
