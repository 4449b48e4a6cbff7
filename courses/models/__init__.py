from .approval import LectureApproval
from .audience import Audience
from .pages import CoursePage, LecturePage, SubjectPage
from .progress import LectureProgress
from .work import GivenWork

__all__ = [
    "Audience",
    "CoursePage",
    "GivenWork",
    "LectureApproval",
    "LecturePage",
    "LectureProgress",
    "SubjectPage",
]
