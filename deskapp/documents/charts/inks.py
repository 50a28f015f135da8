"""The colours of charts: of a palette on a screen; on paper these, told apart in black and white too."""

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours in hex. As they stand: for white paper."""

    text: str = "#000000"
    soft: str = "#4b5563"  # what stands beside the figures; whiskers
    rule: str = "#c3cad4"  # lines of the scale
    base: str = "#7f8a99"  # where bars stand on, and the outline of the light ones
    present: str = "#1f5fbf"  # filled bars and hatches
    earlier: str = "#dfe3e9"  # light bars, the track of a slice
    over: str = "#a3201a"
    soon: str = "#7a4f00"
    ok: str = "#1b6e45"
    ground: str = "#ffffff"
