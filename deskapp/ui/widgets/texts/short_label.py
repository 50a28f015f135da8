"""A text of which a few lines are shown, and the rest on request."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.ui.widgets.label import Label, Role, breakable
from deskapp.ui.widgets.texts.icon_link import IconLink

#: Of a text of any length so much is looked at for its first lines.
_LOOKED_AT = 1200


class ShortLabel(Label):
    """At most so many lines; where there is more, a link in the last one says so. Pressed, all of it stands there."""

    opened = Signal(bool)  # whether all of it is shown now

    def __init__(self, most: int, role: Role = "plain", parent: QWidget | None = None, *, about: str = "") -> None:
        """about: what the text is, for whoever hears the link."""
        self._most, self._words, self._open, self._clipped = most, "", False, False
        #: By width, until the words or their font change: a layout asks many times.
        self._known: dict[int, tuple[list[str], str]] = {}
        super().__init__("", role, wrap=True, selectable=True, parent=parent)
        self._about = about
        self._more: IconLink | None = None

    @property
    def more(self) -> IconLink:
        """What opens it, and shuts it again. Most texts fit, and go without: it is made where one does not."""
        if self._more is None:
            self._more = IconLink("", "down", self)
            self._more.clicked.connect(lambda: self.set_open(not self._open))
            self._more.hide()
            self._say_more()
        return self._more

    @property
    def words(self) -> str:
        """The whole text."""
        return self._words

    def set_words(self, words: str, *, about: str | None = None) -> None:
        """Show another text, of which the first lines. about: what it is, where that is another now."""
        if about is not None and about != self._about:
            self._about = about
            if self._more is not None:
                self._say_more()
        if words != self._words:
            self._words, self._open = words, False
            self._known.clear()
            self.setAccessibleName(words)
            self._fit()
            self.updateGeometry()

    def set_open(self, wanted: bool) -> None:
        """Show all of it, or the first lines."""
        self._open = wanted
        self._fit()
        self.updateGeometry()
        self.opened.emit(wanted)

    # What a layout asks

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        if self._open:
            return super().heightForWidth(width)
        lines, rest = self._lines(width)
        line = QFontMetrics(self.font()).lineSpacing()
        return max(1, len(lines) + bool(rest)) * line + (self._below(line) if rest else 0)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = min(metrics.horizontalAdvance(self._words[:80]), metrics.averageCharWidth() * 40)
        return QSize(width, self.heightForWidth(max(width, 1)))

    def minimumSizeHint(self) -> QSize:
        # As high as it may be: whoever lays it out goes by its height at the width that it gets.
        least = QFontMetrics(self.font()).averageCharWidth() * 8
        return QSize(least, self.heightForWidth(least))

    # What happens

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._known.clear()
            self._fit()

    @property
    def _foot(self) -> int:
        return self.more.sizeHint().height() if self._clipped else 0

    def _fit(self) -> None:
        """Show what there is room for."""
        if not hasattr(self, "_more"):
            return  # Qt tells of a style while the label is made
        width = max(self.width(), 1)
        lines, rest = self._lines(width)
        self._clipped = bool(rest)
        if self._clipped or self._more is not None:
            self.more.setVisible(self._clipped)
            self._say_more()
        if not self._clipped or self._open:
            self.setContentsMargins(0, 0, 0, self._foot if self._open else 0)
            self.setText(breakable(self._words))
        else:
            metrics = QFontMetrics(self.font())
            room = width - self.more.sizeHint().width() - metrics.averageCharWidth()
            elided = metrics.elidedText(" ".join(rest.split()), Qt.TextElideMode.ElideRight, max(room, 0))
            self.setContentsMargins(0, 0, 0, self._below(metrics.lineSpacing()))
            self.setText("\n".join((*lines, elided)))
        self._place_more()

    def _say_more(self) -> None:
        self.more.set_link(_("less") if self._open else _("more"), "up" if self._open else "down")
        said = _("Less of it") if self._open else _("All of it")
        self.more.setAccessibleName(f"{self._about}: {said}" if self._about else said)

    def _place_more(self) -> None:
        if not self._clipped:
            return
        size = self.more.sizeHint()
        x = 0 if self.isRightToLeft() else self.width() - size.width()
        self.more.setGeometry(x, self.height() - size.height(), size.width(), size.height())

    def _below(self, line: int) -> int:
        """What the link, which is higher than a line, needs below the last one."""
        return max(0, self.more.sizeHint().height() - line) // 2

    def _lines(self, width: int) -> tuple[list[str], str]:
        """The lines that are shown whole, and what of the text is left for the last one; "": nothing is."""
        if width not in self._known:
            self._known[width] = self._laid_out(width)
        return self._known[width]

    def _laid_out(self, width: int) -> tuple[list[str], str]:
        more = len(self._words) > _LOOKED_AT
        # In a wide row what is looked at may not fill the lines: it still says that there is more.
        text = direction.shown(self._words[:_LOOKED_AT].strip("\n") + "…" * more)
        layout = QTextLayout(text.replace("\n", "\u2028"), self.font())
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrap)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) <= self._most and (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            starts.append(2 * line.textStart())
        layout.endLayout()
        # Qt counts in UTF-16.
        units = text.encode("utf-16-le", "surrogatepass")
        ends = [*starts[1:], len(units)]
        lines = [units[at:end].decode("utf-16-le", "surrogatepass") for at, end in zip(starts, ends, strict=True)]
        if len(starts) <= self._most and not more:
            return [one.rstrip("\n ") for one in lines], ""
        last = min(self._most, len(starts)) - 1
        whole = [one.rstrip("\n ") for one in lines[:last]]
        return whole, units[starts[last] :].decode("utf-16-le", "surrogatepass")
