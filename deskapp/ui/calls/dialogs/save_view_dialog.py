"""A list of calls is kept by name: one's own, or by a supervisor for everybody."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from deskapp.domain.spelling import same_name
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.log.acts import SaveView
from deskapp.services.log.views import SavedViewView
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace


class SaveViewDialog(ActDialog):
    """Under a name that is there already the list of that name is kept anew."""

    def __init__(
        self,
        place: Workplace,
        spec: dict[str, Any],
        about: str,
        known: Sequence[SavedViewView],
        parent: QWidget | None = None,
    ) -> None:
        """spec: what is kept under the name, as `SaveView` has it."""
        super().__init__(place, _("Save as view"), _("Save"), parent, about=about)
        self._spec, self._known = spec, known
        self.name = self.add("name", _("Name"), QLineEdit())
        self.name.setMaxLength(40)
        self.name.textChanged.connect(self._on_changed)
        self.of_site = QCheckBox(_("For everybody at this desk"))
        self.of_site.toggled.connect(self._on_changed)
        self.body.addWidget(self.of_site)
        self.of_site.setVisible(place.me is not None and place.me.role is not Role.AGENT)
        self._on_changed()
        self.name.setFocus()

    def submit(self) -> None:
        same = self._same()
        act = SaveView(
            self.name.text(),
            self._spec,
            self.of_site.isChecked(),
            None if same is None else same.id,
            None if same is None else same.version,
        )
        self.carry_out(lambda desk: desk.log.save_view(act))

    def _same(self) -> SavedViewView | None:
        """The list of this name that is there already."""
        typed, of_site = self.name.text(), self.of_site.isChecked()
        return next((one for one in self._known if one.of_site is of_site and same_name(one.name, typed)), None)

    def _on_changed(self) -> None:
        said = _("It is kept under this name from now on.")
        self.hint.setText(said if self._same() is None else _("The list of this name is replaced."))
