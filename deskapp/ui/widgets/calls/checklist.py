"""The checklist of a category: what to try or ask before passing a call on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.library.views import CategoryView
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.heading import Section


class Checklist(QWidget):
    """Hidden where the category has none. What was ticked in one category is not ticked in another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: CategoryView | None = None
        self.boxes: dict[int, WrappingCheckBox] = {}
        self._heading = Section("")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self.hide()

    @property
    def done(self) -> tuple[int, ...]:
        """The ids of the lines that are ticked."""
        return tuple(check_id for check_id, box in self.boxes.items() if box.isChecked())

    def tick(self, done: list[int]) -> None:
        for check_id, box in self.boxes.items():
            box.setChecked(check_id in done)

    def set_category(self, category: CategoryView | None) -> None:
        if category == self._shown:
            return
        # The lines of one category may be edited meanwhile: what was done stays done.
        same = category is not None and self._shown is not None and category.id == self._shown.id
        done = self.done if same else ()
        self._shown = category
        for box in self.boxes.values():
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        if category is not None:
            self._heading.setText(_("Check first · {category}").format(category=category.name))
            for check_id, words in category.checks:
                box = WrappingCheckBox(words, self)
                box.setChecked(check_id in done)
                box.toggled.connect(self.changed)
                self._column.addWidget(box)
                self.boxes[check_id] = box
        self.setVisible(bool(self.boxes))
