from .areas import AreaRecord
from .card_tokens import CardToken
from .certificates import HouseholdScan, PolicyRecord
from .classes import CampusStay, Enrolment, SchoolClass
from .consent_papers import ConsentPaper, ConsentScan
from .consents import Consent
from .families import Guardian, Guardianship, Household, PovertyRecord
from .movements import Movement, MovementWrite, RollOver
from .notices import CalendarFeed, Notice, NoticeRead
from .people import EthnicGroup, Student, User
from .places import Place, Succession
from .requests import DataRequest
from .roles import Role
from .rosters import RosterBlock, RosterImport, RosterWrite
from .schools import Campus, School
from .sessions import SignedIn
from .staff import Teacher, TeachingAssignment
from .subjects import Subject
from .transfers import Transfer
from .tries import SignInTries
from .years import SchoolYear, Term

__all__ = [
    "CalendarFeed",
    "Notice",
    "NoticeRead",
    "AreaRecord",
    "Campus",
    "CampusStay",
    "CardToken",
    "Consent",
    "ConsentPaper",
    "ConsentScan",
    "DataRequest",
    "Enrolment",
    "EthnicGroup",
    "Guardian",
    "Guardianship",
    "Household",
    "HouseholdScan",
    "Movement",
    "MovementWrite",
    "Place",
    "PolicyRecord",
    "PovertyRecord",
    "Role",
    "RollOver",
    "RosterBlock",
    "RosterImport",
    "RosterWrite",
    "School",
    "SchoolClass",
    "SchoolYear",
    "SignInTries",
    "SignedIn",
    "Student",
    "Subject",
    "Succession",
    "Teacher",
    "TeachingAssignment",
    "Term",
    "Transfer",
    "User",
]
