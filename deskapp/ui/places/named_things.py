"""Where a call is and what it is about: two fields beside each other, asked for as the category says."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.words import Asks
from deskapp.language import _
from deskapp.services.library.views import CategoryView
from deskapp.services.places.acts import Chosen
from deskapp.services.places.views import EquipmentView
from deskapp.ui.look import theme
from deskapp.ui.places.thing_field import ThingField, What
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.work.workplace import Workplace


class NamedThings(QWidget):
    """Neither has to be filled in. Equipment that was chosen says where it stands, unless a place stands there."""

    changed = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self.equipment = ThingField(place, What.PLACE), ThingField(place, What.EQUIPMENT)
        self.forms = {
            "equipment": FormField(_("Equipment"), self.equipment),
            "place": FormField(_("Place"), self.place),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for form in self.forms.values():
            row.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        for field in (self.place, self.equipment):
            field.textChanged.connect(self.changed)
        self.equipment.picked.connect(self._on_picked)

    def set_customer(self, customer_id: int | None) -> None:
        for field in (self.place, self.equipment):
            field.set_customer(customer_id)

    def set_category(self, category: CategoryView | None) -> None:
        """Without a category both are asked for; what stands in a field stays to be seen."""
        asks = (Asks.ASKED, Asks.ASKED) if category is None else (category.asks_place, category.asks_equipment)
        for field, name, one in zip((self.place, self.equipment), ("place", "equipment"), asks, strict=True):
            form = self.forms[name]
            form.setVisible(one is not Asks.NOT or bool(field.text().strip()))
            words = _("Place") if name == "place" else _("Equipment")
            form.rename(_("{what}, needed to escalate").format(what=words) if one is Asks.NEEDED else words)
        self.setVisible(any(not form.isHidden() for form in self.forms.values()))

    def kept(self) -> dict[str, list[object]]:
        """What a draft keeps."""
        named = {"place": self.place.value, "equipment": self.equipment.value}
        return {name: [one.id, one.words] for name, one in named.items()}

    def restore(self, kept: dict[str, list[object]]) -> None:
        for name, field in (("place", self.place), ("equipment", self.equipment)):
            one, words = kept.get(name, [None, ""])
            field.set_value(Chosen(one if isinstance(one, int) else None, str(words)))

    def _on_picked(self, view: EquipmentView) -> None:
        if view.place_id is not None and not self.place.text().strip():
            self.place.set_value(Chosen(view.place_id, view.place))
