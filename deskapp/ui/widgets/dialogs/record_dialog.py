"""The ground of a dialog that adds or changes a record: a list of fields, and a newer version beside what was typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.newer import Newer
from deskapp.ui.widgets.dialogs.record import Record, RecordField, Row
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.work.workplace import Workplace


class RecordDialog(ActDialog):
    """Subclasses answer `submit` with what stands in `record`, saved against `base_version`.

    What was typed on an older version is saved as such, also from a draft, and so meets the newer one: it is shown
    beside what was typed, and is saved over only by whoever has seen it.
    """

    base_version_changed = Signal()  # the version that is known here

    #: Whether what was left alone here is taken from the newer version.
    MERGES = True

    def __init__(
        self,
        place: Workplace,
        title: str,
        main: str,
        rows: Iterable[Row],
        shown: object | None,
        parent: QWidget | None = None,
        *,
        blank: Mapping[str, Any] | None = None,
        draft: str,
        about: str = "",
        width: int = 520,
    ) -> None:
        """shown: the record to change, with its version; None: a new one, that begins with `blank`."""
        super().__init__(place, title, main, parent, about=about, draft=draft, width=width)
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self.record = Record(rows)
        self.record.lay_out(self.body, self._form)
        self.base_version: int | None = getattr(shown, "version", None)
        if shown is not None:
            self.record.show(shown)
        else:
            self.record.write(blank or {})
        self._started = self.record.values()
        assert self.draft is not None  # every record's dialog has one
        self.record.keep(self.draft)
        self.draft.keep("version", lambda: self.base_version, self._set_base_version, self.base_version_changed)
        self.look_again()

    def refuse(self, error: DeskError) -> None:
        """What is newer is taken where nothing was changed here, and shown beside what was; then it is saved again."""
        newer = error.values.get("newer")
        if not isinstance(error, Conflict) or newer is None:
            super().refuse(error)
            return
        typed = self.record.values()
        if self.MERGES:
            self.record.show(newer)
            theirs = self.record.values()
            self.record.write({name: mine for name, mine in typed.items() if mine != self._started[name]})
            self._started = theirs
            self.look_again()
        self._set_base_version(newer.version)
        self.base_version_changed.emit()
        before = self.record.differences(typed, newer)
        after = self.record.differences(self.record.values(), newer)
        self.newer.show_differences(newer, after, [one for one in before if one not in after])
        self.go_to(self.newer)

    def _form(self, field: RecordField, widget: QWidget) -> FormField:
        return self.form(field.name, field.heading, widget, kept=False)

    def _set_base_version(self, base_version: int | None) -> None:
        self.base_version = base_version

    def _take_theirs(self, newer: object) -> None:
        self.record.show(newer)
        self.look_again()
