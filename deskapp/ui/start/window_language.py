"""The window's language: ours through gettext, Qt's own dialogs through Qt's catalogues."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from deskapp import language
from deskapp.ui.work.workstation import Workstation


def choose_language(app: QCoreApplication, workstation: Workstation) -> None:
    """Follow the workstation's choice, else the system. Before any screen is built."""
    chosen = workstation.language
    locale = QLocale(chosen) if chosen else QLocale.system()
    code = locale.name().split("_")[0]
    if code == "en" or code not in language.SCREENS:
        return  # the source speaks English, and so does Qt; dialogs in another language would be a mixture
    QLocale.setDefault(locale)
    language.speak(code)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        app.installTranslator(translator)
