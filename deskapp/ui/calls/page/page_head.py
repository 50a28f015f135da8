"""The head of the call whole: the way back, which call, what can be done, and the way to the next of the list."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.call_life import CallAct
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls import acts
from deskapp.ui.calls.panel.act_buttons import ActButtons
from deskapp.ui.calls.panel.call_head import state_chip
from deskapp.ui.calls.panel.confidential_chip import ConfidentialChip
from deskapp.ui.look import icons, theme
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.card import Panel
from deskapp.ui.widgets.chip import Chip, priority_tint
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.widgets.texts.icon_link import CopyLink
from deskapp.ui.widgets.texts.row_label import RowLabel
from deskapp.ui.widgets.texts.short_label import ShortLabel
from deskapp.ui.work.keys import native
from deskapp.wording import codes, times


class PageHead(Panel):
    """Stays where it is while the columns below scroll."""

    back_asked = Signal()
    step_asked = Signal(int)  # -1: the call above in the list, 1: the one below
    asked = Signal(object)  # a CallAct

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__("bottom", parent)
        self._menu = menu
        self.back = secondary(_("Calls"), native("Esc"))
        self.back.setIcon(icons.icon("back", theme.current().text))
        self.back.clicked.connect(self.back_asked)
        self.ref, self.copy_ref = Label("", "strong", selectable=True), CopyLink(bare=True)
        self._priority, self._state, self._confidential = Chip(), Chip(), ConfidentialChip()
        self._about = RowLabel("", "muted", wrap=True, selectable=True)
        self._place = Label("", "muted")
        self.above = _step("up", _("The call above in the list"))
        self.below = _step("down", _("The call below in the list"))
        self.above.clicked.connect(lambda: self.step_asked.emit(-1))
        self.below.clicked.connect(lambda: self.step_asked.emit(1))
        self.title = ShortLabel(2, "title", about=_("Summary"))
        self.acts = ActButtons()
        self.acts.asked.connect(self.asked)
        sheet = acts.row(CallAct.SHEET)
        self.print_button = KeyButton(_("Print"), native(sheet.keys[0]))
        self.print_button.clicked.connect(lambda: self.asked.emit(CallAct.SHEET))
        self.more = QToolButton()
        self.more.setText("⋯")
        self.more.setAccessibleName(_("More to do with this call"))
        self.more.setToolTip(_("More"))
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.clicked.connect(self.open_menu)
        self._lay_out()

    def set_back(self, words: str) -> None:
        """Whereto Escape leads."""
        self.back.set_words(words)

    @property
    def about(self) -> str:
        """Whose the call is, what kind of call, and when it was logged."""
        return self._about.text()

    def set_brief(self, brief: bool) -> None:
        """Whether that stands elsewhere, since there is little room."""
        self._about.setVisible(not brief)

    def set_place(self, place: int, count: int) -> None:
        """The how manieth of how many; 0: it is not among those that are listed."""
        self._place.setText(_("{n} of {count}").format(n=place, count=count) if place else "")
        self.above.setEnabled(place > 1)
        self.below.setEnabled(0 < place < count)

    def set_call(self, call: CallDetail, zone: str, now: datetime) -> None:
        self.ref.setText(direction.row((call.row.ref, call.source_ref)))
        self.copy_ref.set_what(call.row.ref)
        self._confidential.setVisible(call.row.confidential)
        self._state.set(*state_chip(call))
        for widget in (self._priority, self.acts, self.print_button, self.more):
            widget.setVisible(not call.masked)
        owner = _("{owner} owns this call").format(owner=call.row.owner)
        # Qt lets a layout within a layout know only later, and the widths would be those of the call before.
        self._top.invalidate()
        if call.masked:
            self.title.set_words("")
            self._about.setText(owner)
            return
        self._priority.set(call.priority.value, priority_tint(call.priority.value))
        self.title.set_words(call.row.summary)
        self.acts.set_call(call)
        weight = f"{codes.impact(call.impact)}, {codes.urgency(call.urgency)}".lower()
        logged = _("logged {time}, by {channel}").format(
            time=times.instant(call.row.logged_at, zone, now), channel=codes.channel(call.channel)
        )
        tone = codes.tone(call.tone) if call.tone else ""
        self._about.setText(breakable(direction.row((owner, call.category, weight, logged, tone))))

    def open_menu(self) -> None:
        """What else can be done; without the arrow that Qt would paint over the dots."""
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where both have no room beside each other, what can be done stands below what it is about.
        room = self.width() - self._doing.sizeHint().width() - theme.px(40)
        wanted = QBoxLayout.Direction.LeftToRight if room >= theme.px(240) else QBoxLayout.Direction.TopToBottom
        if self._low.direction() != wanted:
            self._low.setDirection(wanted)

    def _lay_out(self) -> None:
        above = QWidget()
        above.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._top = top = FlowLayout(above, spacing=theme.px(8), apart=True)
        for widgets in (
            (self.back,),
            (self.ref, self.copy_ref, self._priority, self._state, self._confidential),
            (self._about,),
            (self._place, self.above, self.below),
        ):
            top.addWidget(widgets[0] if len(widgets) == 1 else _group(*widgets))
        self._doing = QWidget()
        flow = FlowLayout(self._doing, spacing=theme.px(6))
        for widget in (self.acts, self.print_button, self.more):
            flow.addWidget(widget)
        self._doing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._low = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._low.setSpacing(theme.px(8))
        self._low.addWidget(self.title, 1)
        self._low.addWidget(self._doing)
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        column.addWidget(above)
        column.addLayout(self._low)
        self.body.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(9))
        self.body.addLayout(column)


def _group(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    for widget in widgets:
        row.addWidget(widget)
    return made


def _step(icon: str, words: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(icons.icon(icon, theme.current().text))
    made.setIconSize(QSize(theme.px(14), theme.px(14)))
    made.setAccessibleName(words)
    made.setToolTip(words)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
