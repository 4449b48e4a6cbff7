from .approval import LectureApproval
from .audience import Audience
from .kept import Edition, KeptPage
from .pages import CoursePage, LecturePage, SubjectPage
from .progress import LectureProgress
from .work import GivenWork

__all__ = [
    "Audience",
    "CoursePage",
    "Edition",
    "GivenWork",
    "KeptPage",
    "LectureApproval",
    "LecturePage",
    "LectureProgress",
    "SubjectPage",
]
