"""Step 2 of a new call: what it is about. Only the summary is needed now."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from deskapp import direction
from deskapp.domain.words import Channel, Tone
from deskapp.language import _
from deskapp.services.library.views import CategoryView, TemplateView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.attachments.draft_files import DraftFiles
from deskapp.ui.look import theme
from deskapp.ui.places.named_things import NamedThings
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.category_fields import CategoryFields
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.menu_button import MenuButton
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.heading import StepHeading
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import confidential as confidential_wording


class WhatColumn(Column):
    """The fields of the call itself."""

    changed = Signal()
    template_asked = Signal(int)  # its id

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: DeskFacts | None = None
        self.summary = QLineEdit()
        self.details = TextArea(lines=3, most=10)
        self.category = choices.drop_down(choices.categories(None))
        self.channel = choices.drop_down(choices.channels(), Channel.PHONE)
        self.deadline = WhenField(place.desk.clock, place.zone)
        self.tone = choices.drop_down(choices.tones())
        self.wants = QLineEdit()
        self.things = NamedThings(place)
        self.forms = {
            "summary": FormField(_("Summary"), self.summary),
            "details": FormField(_("Details"), self.details),
            "category_id": FormField(_("Category"), self.category),
            "channel": FormField(_("Channel"), self.channel),
            "customer_deadline": FormField(_("Customer's deadline"), self.deadline),
            "tone": FormField(_("Tone"), self.tone),
            "wants": FormField(_("What they want"), self.wants),
        }
        scroll = ScrollBody()
        for name in ("summary", "details"):
            scroll.body.addWidget(self.forms[name])
        scroll.body.addLayout(self._pair("category_id", "channel"))
        scroll.body.addLayout(self._pair("customer_deadline", "tone"))
        scroll.body.addWidget(self.forms["wants"])
        self.files = DraftFiles(place, self)
        scroll.body.addWidget(self.files)
        self.confidential = QCheckBox(_("Confidential"))
        self.confidential.setToolTip(confidential_wording.others())
        scroll.body.addWidget(self.confidential)
        self.fields = CategoryFields(place)
        self.fields.come_after(self.confidential)
        scroll.body.addWidget(self.fields)
        scroll.body.addWidget(self.things)
        self.templates = MenuButton(_("Template"), _("Ctrl+Shift+T"))
        self.templates.setProperty("kind", "link")
        self.templates.setProperty("inline", "true")
        self.templates.hide()
        self.forms["summary"].beside_heading(self.templates)
        self.body.addWidget(StepHeading(2, _("What")))
        self.body.addWidget(scroll, 1)
        for box in (self.category, self.channel, self.tone):
            box.currentIndexChanged.connect(self.changed)
        for line in (self.summary, self.wants):
            line.textChanged.connect(self.changed)
        self.details.textChanged.connect(self.changed)
        self.deadline.changed.connect(self.changed)
        self.confidential.toggled.connect(self.changed)
        self.fields.changed.connect(self.changed)
        self.things.changed.connect(self.changed)
        self.category.currentIndexChanged.connect(lambda: self.things.set_category(self.chosen_category))

    def set_facts(self, facts: DeskFacts) -> None:
        """Offer the site's categories and templates; what was chosen stays."""
        self._facts = facts
        menu = self.templates.menu_
        menu.clear()
        for one in facts.templates:
            words = direction.row((one.name, one.category)).replace("&", "&&")
            menu.addAction(words, partial(self.template_asked.emit, one.id))
        self.templates.setVisible(bool(facts.templates))
        chosen = self.category_id
        self.category.blockSignals(True)
        choices.fill(self.category, choices.categories(facts, chosen), chosen or 0)
        self.category.blockSignals(False)
        self.things.set_category(self.chosen_category)

    def begin_as(self, template: TemplateView) -> None:
        """What a call of this kind begins with; what was typed already stays as it is."""
        if not self.summary.text().strip():
            self.summary.setText(template.summary)
        if not self.wants.text().strip():
            self.wants.setText(template.wants)
        self.category.setCurrentIndex(max(0, self.category.findData(template.category_id)))
        if template.channel is not None:
            self.channel.setCurrentIndex(max(0, self.channel.findData(template.channel.value)))
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self.summary.deselect()
        self.summary.end(False)

    @property
    def category_id(self) -> int | None:
        return choices.category_of(self.category)

    @property
    def chosen_category(self) -> CategoryView | None:
        known = self._facts.categories if self._facts else ()
        return next((one for one in known if one.id == self.category_id), None)

    @property
    def chosen_channel(self) -> Channel:
        return Channel(self.channel.currentData())

    @property
    def chosen_tone(self) -> Tone | None:
        return choices.tone_of(self.tone)

    @property
    def words(self) -> str:
        """All that was written, for signs in it."""
        return f"{self.summary.text()} {self.details.text()} {self.wants.text()}".strip()

    def _pair(self, one: str, other: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for name in (one, other):
            row.addWidget(self.forms[name], 1, Qt.AlignmentFlag.AlignTop)
        return row
