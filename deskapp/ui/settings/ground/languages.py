"""The languages a site chooses from, each by the name that its own speakers give it."""

from deskapp.language import _

LANGUAGES = (("en", "English"), ("de", "Deutsch"))


def name_of(code: str) -> str:
    """A language by its name; "": any."""
    return dict(LANGUAGES).get(code, code) or _("any language")
