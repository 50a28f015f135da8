"""A handoff sheet on the screen: its pages as they will be printed, or its words as plain text."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.language import _
from deskapp.ui.documents import drawn_sheet
from deskapp.ui.documents.drawn_sheet import DrawnSheet
from deskapp.ui.documents.page_view import PageView
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.fields.toggle_pill import TogglePill
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class SheetPreview(QWidget):
    """Drawn off the window's thread. PageUp and PageDown, Left and Right turn the pages."""

    drawn = Signal()  # the sheet can be seen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: Workplace | None = None
        self._drawn: DrawnSheet | None = None
        self._page = 0
        self._view = PageView()
        self._view.setAccessibleName(_("The sheet as a picture"))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("The sheet as text"))
        self._kinds = QStackedWidget()
        self._kinds.addWidget(self._view)
        self._kinds.addWidget(self._text)
        self._where = Label("", "muted")
        self._back = secondary(_("Page before"))
        self._next = secondary(_("Next page"))
        self._as_text = TogglePill(_("As te&xt"))
        self._lay_out()
        self._as_text.toggled.connect(self._on_as_text)
        self._back.clicked.connect(lambda: self.turn(-1))
        self._next.clicked.connect(lambda: self.turn(1))
        self._view.turned.connect(self.turn)
        self._view.jumped.connect(self._on_jumped)
        self._view.resized.connect(lambda: self._picture(from_top=False))
        self.setFocusProxy(self._view)
        self._show_where()

    @property
    def sheet(self) -> HandoffSheet | None:
        """What is shown."""
        return self._drawn.sheet if self._drawn else None

    @property
    def made(self) -> DrawnSheet | None:
        """The sheet with its PDF, once it is drawn."""
        return self._drawn

    @property
    def page(self) -> int:
        """The page that is shown, counted from 0."""
        return self._page

    @property
    def where(self) -> str:
        return self._where.text()

    @property
    def text(self) -> str:
        """The sheet's words."""
        return self._text.toPlainText()

    @property
    def as_text(self) -> TogglePill:
        """Switches between picture and text."""
        return self._as_text

    @property
    def view(self) -> PageView:
        return self._view

    def show_sheet(self, place: Workplace, sheet: HandoffSheet) -> None:
        """Draw a handoff's sheet and show its first page."""
        self.show_drawn(place, lambda: drawn_sheet.draw(sheet))

    def show_drawn(self, place: Workplace, draw: Callable[[], DrawnSheet]) -> None:
        """Draw any sheet and show its first page."""
        self._place = place
        self._where.setText(_("Drawing the sheet …"))
        place.read(lambda desk: draw(), self._on_drawn, self._on_failed, key=("sheet", id(self)))

    def turn(self, by: int) -> None:
        """Go on or back by so many pages, as far as there are any."""
        if self._drawn is not None:
            self._go(min(self._drawn.count - 1, max(0, self._page + by)))

    def _on_drawn(self, made: DrawnSheet) -> None:
        self._drawn, self._page = made, 0
        self._text.setPlainText(made.plain or "\n\n".join(made.texts))
        self._show_where()
        self._picture(from_top=True)

    def _on_failed(self, error: DeskError) -> None:
        self._where.setText(refusals.error(error))

    def _on_jumped(self, last: bool) -> None:
        if self._drawn is not None:
            self._go(self._drawn.count - 1 if last else 0)

    def _on_as_text(self, on: bool) -> None:
        self._kinds.setCurrentWidget(self._text if on else self._view)
        self.setFocusProxy(self._text if on else self._view)
        self._show_where()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, page: int) -> None:
        if page == self._page:
            return
        self._page = page
        self._show_where()
        announce(self._view, self._where.text())
        self._picture(from_top=True)

    def _picture(self, *, from_top: bool) -> None:
        """Have the page drawn as wide as it is shown."""
        made, place, page = self._drawn, self._place, self._page
        if made is None or place is None:
            return
        dpi = drawn_sheet.dpi_for(made.paper, self._view.device_width)

        def done(image: Any) -> None:
            self._view.show_image(image, from_top=from_top)
            self._view.setAccessibleDescription(self._where.text())
            self.drawn.emit()

        place.read(
            lambda desk: drawn_sheet.picture(made.pdf, page, dpi),
            done,
            self._on_failed,
            key=("page", id(self)),
            receiver=self,
        )

    def _show_where(self) -> None:
        count = self._drawn.count if self._drawn else 0
        words = _("Page {page} of {count}").format(page=self._page + 1, count=count) if count else ""
        self._where.setText(words)
        several = count > 1 and not self._as_text.isChecked()
        self._back.setVisible(several)
        self._next.setVisible(several)
        self._back.setEnabled(self._page > 0)
        self._next.setEnabled(self._page + 1 < count)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(8))
        bar.addWidget(self._where)
        bar.addWidget(self._back)
        bar.addWidget(self._next)
        bar.addStretch(1)
        bar.addWidget(self._as_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(bar)
        column.addWidget(self._kinds, 1)
