"""Who speaks for a customer, a line each: who they are, what they do there, and their numbers to copy."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.places.views import PersonView
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import breakable
from deskapp.ui.widgets.texts.icon_link import CopyLink
from deskapp.ui.widgets.texts.row_label import RowLabel
from deskapp.wording import places as place_wording


class PeopleList(QWidget):
    """The heading with how many there are, the button that adds one, and the lines. A name leads to their record."""

    add_asked = Signal()
    edit_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []
        self.heading = Section(_("People"))
        self.add_button = LinkButton(_("Add"))
        self.add_button.setAccessibleName(_("Add: {what}").format(what=_("People")))
        self.add_button.clicked.connect(self.add_asked)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.add_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        self._column.addLayout(head)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_people(self, people: Sequence[PersonView]) -> None:
        """Those who are there, then those who were."""
        self.heading.setText(f"{_('People')}  {len(people)}" if people else _("People"))
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [_Line(one) for one in people]
        for line in self.lines:
            line.name.clicked.connect(lambda _checked=False, line=line: self.edit_asked.emit(line.person.id))
            self._column.addWidget(line)


class _Line(QWidget):
    def __init__(self, person: PersonView) -> None:
        super().__init__()
        self.person = person
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.name = LinkButton(breakable(person.name).replace("&", "&&"))
        self.name.setProperty("inline", "true")
        self.name.setAccessibleName(_("Edit {name}").format(name=place_wording.person(person)))
        said = person.role if person.active else place_wording.gone(person)
        role = RowLabel(breakable(said), "muted", wrap=True)
        row = FlowLayout(self, spacing=theme.px(4), apart=True)
        who = QWidget()
        words = FlowLayout(who, spacing=theme.px(6))
        words.addWidget(self.name)
        words.addWidget(role)
        role.setVisible(bool(said))
        row.addWidget(who)
        reach = QWidget()
        below = QVBoxLayout(reach)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self.links: list[CopyLink] = []
        for what in filter(None, (*person.phones, person.email)):
            link = CopyLink()
            link.set_what(what, person.name)
            self.links.append(link)
            below.addWidget(link, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(reach)
        reach.setVisible(bool(self.links))
