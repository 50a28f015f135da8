"""A reference as a QR code: rows of dark and light, for a camera to find the call by its sheet."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

#: Any of the eight masks may be used; trying all for the prettiest takes eight times as long.
_MASK = 3


def matrix(text: str) -> list[list[bool]]:
    """The modules of a QR code that says the text, row by row from the top; level Q survives a poor copy."""
    encoder = _encoder()
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.Q)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    modules: list[list[bool]] = code.modules
    return modules


@cache
def _encoder() -> ModuleType:
    # The encoder behind ReportLab's QrCodeWidget. Importing it by its package's name also loads every
    # bar code and platypus, half as much again as all else that a first sheet needs.
    name = "reportlab.graphics.barcode.qrencoder"
    package = importlib.util.find_spec("reportlab")
    if name not in sys.modules and package is not None and package.submodule_search_locations:
        path = Path(package.submodule_search_locations[0], "graphics", "barcode", "qrencoder.py")
        if path.is_file():
            return _module_at(path)
    return importlib.import_module(name)


def _module_at(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("deskapp.documents._qrencoder", path)
    assert spec is not None  # a .py file always has both
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
