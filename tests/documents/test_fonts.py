"""The bundled faces."""

import subprocess
import sys

from deskapp import paths
from deskapp.documents.fonts import BOLD, SANS, face, preload


def test_both_faces_come_from_the_bundled_files_with_their_licence() -> None:
    preload()
    assert face(SANS).width("mmm", 10) < face(BOLD).width("mmm", 10)
    assert "Bitstream" in (paths.resources() / "fonts" / "LICENSE.txt").read_text("utf-8")


def test_a_no_break_space_is_as_wide_as_a_space() -> None:
    assert face(SANS).width("\xa0", 10) == face(SANS).width(" ", 10)


def test_a_plain_sheet_needs_neither_platypus_nor_the_tools_for_other_directions() -> None:
    script = (
        "import sys; from deskapp.documents.fonts import preload; preload();"
        "print([name for name in ('reportlab.platypus', 'bidi', 'deskapp.documents.glyphs.shaping', 'pypdfium2')"
        " if name in sys.modules])"
    )
    root = paths.resources().parent
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
