"""Every table. `district_id` leads every key, so a state's network of districts fits one database."""

from models.tables.audit_log import AuditLine, ImportChange, ImportReceipt
from models.tables.base import Base
from models.tables.disputes import Dispute
from models.tables.district import (
    Cluster,
    CoordinatorCluster,
    District,
    LiaisonSchool,
    MonthReopening,
    MonthVersion,
    Person,
    ReportingMonth,
    School,
    SchoolInYear,
    SchoolMove,
    TopicVersion,
)
from models.tables.filing import KeptFigure, ReportDraft, ReportDraftField, StepTold
from models.tables.mappings import SavedMappingRow
from models.tables.next_steps import CalendarFeed, MeetingPlace, NextStepChange, PlannedVisit
from models.tables.operations import Operation
from models.tables.plans import PlanChange, PlanStepChange
from models.tables.practices import Practice, PracticeWriteUp
from models.tables.programme import DevelopmentChange, DevelopmentPlanned, ProgrammeStepChange
from models.tables.reminders import Reminder
from models.tables.reports import (
    Activity,
    MonthlyReport,
    ParentResponse,
    ReportRevision,
    ReportStateChange,
    SurveyResult,
    TeacherObservation,
)
from models.tables.sign_in import AccessRequest, Credential, SignIn
from models.tables.support import (
    ActionPlan,
    Decision,
    DevelopmentAttendance,
    DevelopmentSession,
    PlannedActivity,
    ProgrammeStepReached,
    RuleProposal,
    RuleSetRow,
    SupportContact,
)
from models.tables.totals import SchoolMonth, ScopeMonth
from models.tables.visits import LastVisit

__all__ = [
    "AccessRequest",
    "ActionPlan",
    "Activity",
    "AuditLine",
    "Base",
    "CalendarFeed",
    "Cluster",
    "CoordinatorCluster",
    "Credential",
    "Decision",
    "DevelopmentAttendance",
    "DevelopmentChange",
    "DevelopmentPlanned",
    "DevelopmentSession",
    "Dispute",
    "District",
    "ImportChange",
    "ImportReceipt",
    "KeptFigure",
    "LastVisit",
    "LiaisonSchool",
    "MeetingPlace",
    "MonthReopening",
    "MonthVersion",
    "MonthlyReport",
    "NextStepChange",
    "Operation",
    "ParentResponse",
    "Person",
    "PlanChange",
    "PlanStepChange",
    "PlannedActivity",
    "PlannedVisit",
    "Practice",
    "PracticeWriteUp",
    "ProgrammeStepChange",
    "ProgrammeStepReached",
    "Reminder",
    "ReportDraft",
    "ReportDraftField",
    "ReportRevision",
    "ReportStateChange",
    "ReportingMonth",
    "RuleProposal",
    "RuleSetRow",
    "SavedMappingRow",
    "School",
    "SchoolInYear",
    "SchoolMonth",
    "SchoolMove",
    "ScopeMonth",
    "SignIn",
    "StepTold",
    "SupportContact",
    "SurveyResult",
    "TeacherObservation",
    "TopicVersion",
]
