from .agreements import AgreementScan, TellerAgreement
from .articles import ArticlePage, SectionPage
from .community import CommunityApprover, CommunityWord
from .culture import CultureEntryPage, CultureIndexPage, EntryTeller
from .gathered import GatheredWork
from .kinds import CultureKind, NewsTopic
from .products import ProductIndexPage, ProductPage
from .site import HomePage, NoticePage

__all__ = [
    "AgreementScan",
    "ArticlePage",
    "CommunityApprover",
    "CommunityWord",
    "CultureEntryPage",
    "CultureIndexPage",
    "CultureKind",
    "EntryTeller",
    "GatheredWork",
    "HomePage",
    "NewsTopic",
    "NoticePage",
    "ProductIndexPage",
    "ProductPage",
    "SectionPage",
    "TellerAgreement",
]
