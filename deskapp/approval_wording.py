"""What was asked of somebody above, in words."""

from deskapp.language import _


def approval_kind(code: str) -> str:
    return {
        "refund": _("Refund"),
        "credit": _("Credit"),
        "policy_exception": _("Policy exception"),
        "contract_change": _("Contract change"),
    }.get(code, code)


def approval_state(code: str) -> str:
    return {
        "asked": _("asked, not granted yet"),
        "granted": _("granted"),
        "refused": _("refused"),
        "withdrawn": _("taken back"),
    }.get(code, code)


def approval_means(code: str) -> str:
    return {
        "pin": _("by PIN on the spot"),
        "signed_in": _("signed in"),
        "phone": _("by phone"),
    }.get(code, code)
