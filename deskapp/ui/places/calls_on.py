"""The calls on a thing or at a place, the newest first, with what solved them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.language import _, ngettext
from deskapp.services.overview.views import History
from deskapp.ui.look import theme
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.timeline import Timeline
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, times


class CallsOn(QWidget):
    """To read and to copy; nothing of it can be changed here."""

    def __init__(self, history: History, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = ngettext("{count} call on it", "{count} calls on it", history.count)
        heading = (_("more than {count} calls on it") if history.more else form).format(count=history.count)
        self.list = Timeline(_("Calls on it"))
        self.list.setFixedHeight(theme.px(150))
        now, zone = place.desk.clock.now(), place.zone
        self.list.set_items(
            [
                CardItem(
                    one.row.id,
                    f"{one.row.ref} {one.row.summary}",
                    (Line(one.solution or codes.state(one.row.state)),),
                    times.instant(one.row.logged_at, zone, now),
                )
                for one in history.calls
            ]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(Section(heading, self.list))
        column.addWidget(self.list)
