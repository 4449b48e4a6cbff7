from .agreements import AgreementScan, PartTakenBack, TellerAgreement
from .articles import ArticlePage, SectionPage
from .community import CommunityApprover, CommunityWord
from .culture import CultureEntryPage, CultureIndexPage, EntryTeller
from .gathered import GatheredWork, LeftOver
from .kinds import CultureKind, NewsTopic
from .participants import Attendance, Participant, TrainingEnrolment, TrainingList
from .products import ProductIndexPage, ProductPage
from .site import HomePage, NoticePage
from .training import TrainingCourse, TrainingMaterial, TrainingSession
from .training_questions import TrainingAnswer, TrainingCertificate, TrainingChoice, TrainingQuestion

__all__ = [
    "AgreementScan",
    "ArticlePage",
    "Attendance",
    "CommunityApprover",
    "CommunityWord",
    "CultureEntryPage",
    "CultureIndexPage",
    "CultureKind",
    "EntryTeller",
    "GatheredWork",
    "HomePage",
    "LeftOver",
    "NewsTopic",
    "NoticePage",
    "PartTakenBack",
    "Participant",
    "ProductIndexPage",
    "ProductPage",
    "SectionPage",
    "TellerAgreement",
    "TrainingAnswer",
    "TrainingCertificate",
    "TrainingChoice",
    "TrainingCourse",
    "TrainingEnrolment",
    "TrainingList",
    "TrainingMaterial",
    "TrainingQuestion",
    "TrainingSession",
]
