"""Tags for several calls at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.desk import Desk
from deskapp.language import _, ngettext
from deskapp.services.changes import Done
from deskapp.services.log.acts import TagCalls
from deskapp.services.log.sieve import Shown
from deskapp.services.log.views import Choices, EachDone
from deskapp.ui.calls.dialogs.several_dialog import SeveralDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.folded_completer import FoldedCompleter, items
from deskapp.ui.work.workplace import Workplace

ON, OFF = "on", "off"


class TagSeveralDialog(SeveralDialog):
    """A tag is put on all of them, or taken off."""

    def __init__(self, place: Workplace, call_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(place, call_ids, _("Tags"), _("Save"), parent)
        self.tag = self.add("tag", _("Tag"), tag_field())
        ways = [(ON, _("Put on")), (OFF, _("Take off"))]
        self.way = self.add("way", _("What to do with it"), ChoiceRow(_("What to do with it"), ways, ON))
        place.read(lambda desk: desk.log.choices(Shown()), self._show_known, receiver=self)
        self.tag.setFocus()

    def _show_known(self, known: Choices) -> None:
        offer_tags(self.tag, [tag for _key, tag in known.tags])

    def part(self, call_ids: tuple[int, ...]) -> Callable[[Desk], Done[EachDone]]:
        tags = (self.tag.text(),)
        act = TagCalls(call_ids, tags) if self.way.value == ON else TagCalls(call_ids, (), tags)
        return lambda desk: desk.log.tag(act)

    def said(self, count: int) -> str:
        if self.way.value == ON:
            form = ngettext("“{tag}” is on {n} call.", "“{tag}” is on {n} calls.", count)
        else:
            form = ngettext("“{tag}” is off {n} call.", "“{tag}” is off {n} calls.", count)
        return form.format(n=count, tag=self.tag.text().strip())


def tag_field() -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(40)
    return field


def offer_tags(field: QLineEdit, tags: Sequence[str]) -> None:
    """Offer the tags that are there while one is typed."""
    completer = FoldedCompleter(items(tags, field), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
