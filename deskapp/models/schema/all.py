"""Every table, so that one import knows the whole schema."""

from deskapp.models.approvals import Approval, AuthorityLimit, UpdateRequest
from deskapp.models.attachments import (
    Attachment,
    AttachmentChunk,
    AttachmentContent,
    AttachmentPicture,
    WaitingAttachment,
)
from deskapp.models.base import Base
from deskapp.models.calls import Call, CallTag, CheckDone
from deskapp.models.clocks import ClockChange, ClockRow, Pause
from deskapp.models.contacts import Contact, ContactPhone, ContactSkill
from deskapp.models.customers import (
    Customer,
    CustomerMerge,
    CustomerPerson,
    CustomerPhone,
    CustomersApart,
    Erasure,
    PersonPhone,
)
from deskapp.models.endings import CallNamed, Satisfaction, Voiding
from deskapp.models.escalations import ContactAttempt, Escalation, Estimate
from deskapp.models.events import Event, EventWords
from deskapp.models.fields import CallField, CategoryField
from deskapp.models.imports import ImportBatch, ImportedRow
from deskapp.models.improve.actions import Action, ActionEvent
from deskapp.models.improve.measures import MEASURED_CALL, MEASURED_DAY, MEASURED_LENGTHS, MeasuredEscalation
from deskapp.models.improve.readiness import DeskPaperOut, ReadinessGap, ReadinessState
from deskapp.models.improve.reviews import Review, ReviewCall, ReviewDraw, ReviewMark, Scorecard
from deskapp.models.improve.signals import Feedback, Signal, SignalEvent
from deskapp.models.incidents import (
    Incident,
    IncidentCall,
    IncidentCheck,
    IncidentEvent,
    IncidentMessage,
    IncidentStep,
)
from deskapp.models.library import AvoidedPhrase, CardUse, Guide, Phrase
from deskapp.models.papers import PaperOut, SiteFont, WrittenPolicy
from deskapp.models.pins import RecoveryCode, StaffPin
from deskapp.models.places import Equipment, Place
from deskapp.models.policy import CalendarVersion, MatrixCell, PolicyTarget, PolicyVersion, WorkCalendar
from deskapp.models.promises import Agreement, AgreementWords, Promise
from deskapp.models.retention import ErasedCall, RetentionHold, RetentionRule
from deskapp.models.rotas import Rota, RotaVersion
from deskapp.models.routes import ContactDeputy, Route, RouteStep
from deskapp.models.site import (
    Category,
    CategoryCheck,
    Draft,
    LongAct,
    LongActCall,
    SavedView,
    SignWords,
    Site,
    Staff,
    Trigger,
)
from deskapp.models.templates import CallTemplate

__all__ = [
    "MEASURED_CALL",
    "MEASURED_DAY",
    "MEASURED_LENGTHS",
    "Action",
    "ActionEvent",
    "Agreement",
    "AgreementWords",
    "Approval",
    "Attachment",
    "AttachmentChunk",
    "AttachmentContent",
    "AttachmentPicture",
    "AuthorityLimit",
    "AvoidedPhrase",
    "Base",
    "CalendarVersion",
    "Call",
    "CallField",
    "CallNamed",
    "CallTag",
    "CallTemplate",
    "CardUse",
    "Category",
    "CategoryCheck",
    "CategoryField",
    "CheckDone",
    "ClockChange",
    "ClockRow",
    "Contact",
    "ContactAttempt",
    "ContactDeputy",
    "ContactPhone",
    "ContactSkill",
    "Customer",
    "CustomerMerge",
    "CustomerPerson",
    "CustomerPhone",
    "CustomersApart",
    "DeskPaperOut",
    "Draft",
    "Equipment",
    "ErasedCall",
    "Erasure",
    "Escalation",
    "Estimate",
    "Event",
    "EventWords",
    "Feedback",
    "Guide",
    "ImportBatch",
    "ImportedRow",
    "Incident",
    "IncidentCall",
    "IncidentCheck",
    "IncidentEvent",
    "IncidentMessage",
    "IncidentStep",
    "LongAct",
    "LongActCall",
    "MatrixCell",
    "MeasuredEscalation",
    "PaperOut",
    "Pause",
    "PersonPhone",
    "Phrase",
    "Place",
    "PolicyTarget",
    "PolicyVersion",
    "Promise",
    "ReadinessGap",
    "ReadinessState",
    "RecoveryCode",
    "RetentionHold",
    "RetentionRule",
    "Review",
    "ReviewCall",
    "ReviewDraw",
    "ReviewMark",
    "Rota",
    "RotaVersion",
    "Route",
    "RouteStep",
    "Satisfaction",
    "SavedView",
    "Scorecard",
    "SignWords",
    "Signal",
    "SignalEvent",
    "Site",
    "SiteFont",
    "Staff",
    "StaffPin",
    "Trigger",
    "UpdateRequest",
    "Voiding",
    "WaitingAttachment",
    "WorkCalendar",
    "WrittenPolicy",
]
