"""Who is on call: the face of this room. Its parts know nothing of each other's users."""

from deskapp.domain.rota.answers import Member, OnCall, Rule
from deskapp.domain.rota.gaps import cut, gaps_between, is_gap, present
from deskapp.domain.rota.parts import Override, RotaError, Rotation, Shift, Window
from deskapp.domain.rota.schedule import Rota
from deskapp.domain.rota.stretches import Stretch

__all__ = [
    "Member",
    "OnCall",
    "Override",
    "Rota",
    "RotaError",
    "Rotation",
    "Rule",
    "Shift",
    "Stretch",
    "Window",
    "cut",
    "gaps_between",
    "is_gap",
    "present",
]
