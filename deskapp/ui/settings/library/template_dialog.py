"""Adding or changing a template of calls: what a new call of the kind begins with, and what is checked with it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from deskapp import direction
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import Channel, Impact, Urgency
from deskapp.language import _
from deskapp.services.library.acts import SaveTemplate
from deskapp.services.library.views import TemplateView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edit_rows import EditRows
from deskapp.ui.settings.library.category_rows import CheckRow, Content
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, refusals


class TemplateDialog(ActDialog):
    """With a template: changes it. Somebody else's newer version is told, and what was typed stays."""

    def __init__(self, place: Workplace, template: TemplateView | None, parent: QWidget | None = None) -> None:
        title = _("New template") if template is None else _("Change template")
        draft = f"template:{template.id if template else 'new'}"
        super().__init__(place, title, _("Save template"), parent, draft=draft, width=680)
        self._template = template
        self._version = template.version if template else None
        self.name = self.add("name", _("Name"), QLineEdit())
        self.active = self.add("active", _("Offered in new calls"), QCheckBox(_("In use")))
        self.active.setChecked(True)
        chosen = template.category_id if template else None
        self.category = self.add(
            "category_id", _("Category"), choices.drop_down(choices.categories(place.facts, chosen), chosen or 0)
        )
        self.summary = self.add("summary", _("Summary that it begins with"), QLineEdit())
        self.wants = self.add("wants", _("What they want"), QLineEdit())
        self.impact = self.add("impact", _("Impact"), choices.impact_row(Impact.ONE))
        self.urgency = self.add("urgency", _("Urgency"), choices.urgency_row(Urgency.SOON))
        channels = [("", _("As it comes")), *choices.channels()]
        self.channel = self.add("channel", _("Channel"), choices.drop_down(channels))
        self.checks: EditRows[CheckRow] = EditRows(_("Add a line"), CheckRow)
        self.add("checks", _("To check with it, beside the lines of its category"), self.checks, kept=False)
        if template is not None:
            self._show(template)
        self._put(_lines(template))
        self.checks.changed.connect(lambda: self.say("checks", None))
        draft_of = self.draft
        assert draft_of is not None  # this dialog has one
        draft_of.keep("checks", lambda: [row.content for row in self.checks.rows], self._put, self.checks.changed)
        # What was typed on an older version is saved as such, and so meets the newer one.
        draft_of.keep("version", lambda: self._version, self._set_version, self.name.textChanged)
        self.name.setFocus()

    def submit(self) -> None:
        act = SaveTemplate(
            name=self.name.text(),
            category_id=choices.category_of(self.category),
            summary=self.summary.text(),
            wants=self.wants.text(),
            impact=Impact(str(self.impact.value)),
            urgency=Urgency(str(self.urgency.value)),
            channel=Channel(self.channel.currentData()) if self.channel.currentData() else None,
            checks=tuple(one for row in self.checks.rows for one in (row.edited,) if one is not None),
            active=self.active.isChecked(),
            id=self._template.id if self._template else None,
            base_version=self._version,
        )
        self.carry_out(lambda desk: desk.templates.save(act))

    def refuse(self, error: DeskError) -> None:
        """What somebody else made of it is said; lines that they added are put to one's own."""
        newer = error.values.get("newer")
        if not isinstance(error, Conflict) or not isinstance(newer, TemplateView):
            super().refuse(error)
            return
        self._template, self._version = newer, newer.version
        self._add_missing()
        told = (newer.name, newer.category, newer.summary, newer.wants, codes.impact(newer.impact))
        theirs = direction.row((*told, codes.urgency(newer.urgency), *(line.text for line in newer.checks)), "; ")
        self.notice.say(f"{refusals.error(error)} {_('Theirs: {what}.').format(what=theirs)}", Tint.OVER)

    def _show(self, template: TemplateView) -> None:
        self.name.setText(template.name)
        self.active.setChecked(template.active)
        self.summary.setText(template.summary)
        self.wants.setText(template.wants)
        self.impact.set_value(template.impact)
        self.urgency.set_value(template.urgency)
        self.channel.setCurrentIndex(max(0, self.channel.findData(template.channel.value if template.channel else "")))

    def _set_version(self, version: int | None) -> None:
        self._version = version

    def _put(self, contents: Sequence[Content]) -> None:
        self.checks.clear()
        for content in contents:
            self.checks.add_row().set_content(content)
        # A draft may be older than the last line.
        self._add_missing()

    def _add_missing(self) -> None:
        there = {row.id for row in self.checks.rows}
        for content in _lines(self._template):
            if content["id"] not in there:
                self.checks.add_row().set_content(content)


def _lines(template: TemplateView | None) -> list[Content]:
    return [{"id": one.id, "text": one.text, "active": one.active} for one in (template.checks if template else ())]
