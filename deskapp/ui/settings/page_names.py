"""What the pages of the settings are called, in parts: known before any page is made, so that each is found by name."""

from typing import NamedTuple

from deskapp.language import _


class PageName(NamedTuple):
    """A page's key, what it is called, and other words under which the search finds it."""

    key: str
    words: str
    also: str = ""


def parts() -> tuple[tuple[str, tuple[PageName, ...]], ...]:
    """The pages in their order, by what they are about: (heading, pages)."""
    return (
        (
            _("Desk"),
            (
                PageName("site", _("Site"), _("name address phone time zone language currency")),
                PageName("hours", _("Hours"), _("calendar holidays opening closed days")),
                PageName("targets", _("Targets"), _("sla clocks deadlines response resolve")),
                PageName("priorities", _("Priorities"), _("impact urgency matrix")),
                PageName("measures", _("Measures"), _("satisfaction agents figures report")),
            ),
        ),
        (
            _("Calls"),
            (
                PageName("categories", _("Categories"), _("topics fields checks")),
                PageName("templates", _("Templates"), _("new call ready made")),
                PageName("routes", _("Routes"), _("steps whom escalate")),
                PageName("signs", _("Signs to escalate"), _("triggers")),
                PageName("sign_words", _("Sign words"), _("triggers recognised")),
                PageName("phrases", _("Phrases"), _("say words customer")),
                PageName("avoid", _("Better not said"), _("phrases avoid words")),
                PageName("incidents", _("Incidents"), _("major outage")),
            ),
        ),
        (
            _("People"),
            (
                PageName("contacts", _("Contacts"), _("suppliers experts directory")),
                PageName("staff", _("Staff"), _("people agents supervisors roles pin")),
                PageName("authority", _("Authority"), _("approvals amounts limits refund")),
                PageName("written_policy", _("Escalation policy"), _("paper issue review")),
            ),
        ),
        (
            _("Data"),
            (
                PageName("documents", _("Documents"), _("paper printer sheets format")),
                PageName("imports", _("Import"), _("csv past calls customers")),
                PageName("backups", _("Backups"), _("copies restore second place put back")),
                PageName("encryption", _("Encryption"), _("passphrase recovery key password secret")),
                PageName("keeping", _("Keeping"), _("retention erase age privacy holds")),
            ),
        ),
        (
            _("This workstation"),
            (PageName("appearance", _("Appearance"), _("dark light size text look")),),
        ),
    )


def names() -> tuple[PageName, ...]:
    """The pages, in their order."""
    return tuple(name for _heading, pages in parts() for name in pages)
