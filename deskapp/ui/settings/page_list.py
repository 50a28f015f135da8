"""The pages of the settings beside the one that is open: below each other, in parts."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.settings.page_names import parts
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.scrolling import PADDING, ColumnScroll


class PageList(ChoiceRow):
    """One stop of Tab; the arrow keys go from page to page."""

    _kind = "page"

    def __init__(self, parent: QWidget | None = None) -> None:
        pages = parts()
        super().__init__(_("Page"), [name[:2] for _heading, names in pages for name in names], parent=parent)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        place = 0
        for heading, names in pages:
            column.insertWidget(place, Section(heading))
            if place:
                column.insertSpacing(place, theme.px(8))
                place += 1
            place += 1 + len(names)
        column.addStretch(1)
        self.set_value(pages[0][1][0].key)

    def _laid_out(self) -> QLayout:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(1))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        return column


class PageColumn(ColumnScroll):
    """As wide as the names of the pages need, whether or not there is a bar beside them."""

    def __init__(self, pages: PageList) -> None:
        super().__init__(pages)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def bring(self, page: QWidget) -> None:
        """Scroll to the name of a page."""
        self.ensureWidgetVisible(page, 0, theme.px(16))

    def sizeHint(self) -> QSize:
        return QSize(self._width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(), super().minimumSizeHint().height())

    def _width(self) -> int:
        layout = self._inside.layout()
        assert layout is not None
        beside = max(theme.px(PADDING), theme.px(2) + self.verticalScrollBar().sizeHint().width())
        return layout.minimumSize().width() - layout.contentsMargins().right() + beside
