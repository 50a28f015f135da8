"""A few lines of a long text, at any width."""

import pytest
from pytestqt.qtbot import QtBot

from deskapp.ui.widgets.texts.icon_link import CopyLink
from deskapp.ui.widgets.texts.short_label import ShortLabel


@pytest.mark.parametrize(
    "words", ["W" * 3_000, "word " * 600, "W" * 3_000 + "\n" * 3_000], ids=["one", "many", "lines"]
)
def test_a_long_text_says_that_there_is_more_of_it_in_a_narrow_row_and_in_the_widest(qtbot: QtBot, words: str) -> None:
    label = ShortLabel(3)
    qtbot.addWidget(label)
    label.set_words(words)
    heights = []
    for width in (60, 400, 4_000, 40_000):  # in the last, all that is looked at stands in one line
        heights.append(label.heightForWidth(width))
        label.resize(width, heights[-1])
        assert not label.more.isHidden()
        assert label.text().rstrip("\u2069").endswith("…")
    assert heights[0] == heights[1] >= heights[2] >= heights[3]


def test_what_is_copied_stands_there_as_it_was_typed(qtbot: QtBot) -> None:
    link = CopyLink('R&D <img src="file:///etc/passwd">')
    qtbot.addWidget(link)
    assert link.shortcut().isEmpty()
    assert link.text() == 'R&&D <img src="file:///etc/passwd">'
    assert link.accessibleName() == 'Copy R&D <img src="file:///etc/passwd">'
    assert link.toolTip() == "<qt>Copy R&amp;D &lt;img src=&quot;file:///etc/passwd&quot;&gt;</qt>"
