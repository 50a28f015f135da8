"""Every table, so that one import knows the whole schema."""

from deskapp.models.base import Base
from deskapp.models.calls import Call, CheckDone
from deskapp.models.clocks import ClockChange, ClockRow, Pause
from deskapp.models.contacts import Contact, ContactPhone, ContactSkill
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.imports import ImportedRow
from deskapp.models.policy import CalendarVersion, MatrixCell, PolicyTarget, PolicyVersion, WorkCalendar
from deskapp.models.promises import Agreement, AgreementWords, Promise
from deskapp.models.rotas import Rota, RotaVersion
from deskapp.models.routes import ContactDeputy, Route, RouteStep
from deskapp.models.site import Category, CategoryCheck, Draft, Site, Staff, Trigger

__all__ = [
    "Agreement",
    "AgreementWords",
    "Base",
    "CalendarVersion",
    "Call",
    "Category",
    "CategoryCheck",
    "CheckDone",
    "ClockChange",
    "ClockRow",
    "Contact",
    "ContactDeputy",
    "ContactPhone",
    "ContactSkill",
    "Customer",
    "CustomerPhone",
    "Draft",
    "Escalation",
    "Event",
    "EventWords",
    "ImportedRow",
    "MatrixCell",
    "Pause",
    "PolicyTarget",
    "PolicyVersion",
    "Promise",
    "Rota",
    "RotaVersion",
    "Route",
    "RouteStep",
    "Site",
    "Staff",
    "Trigger",
    "WorkCalendar",
]
