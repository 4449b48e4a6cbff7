from .answer_events import AnswerEvent
from .answer_files import AnswerFile, AnswerPiece
from .approval import LectureApproval
from .attempts import Attempt
from .audience import Audience
from .beginning import CannotStart, WrongPassword
from .columns import ColumnMark, MarkColumn
from .corrections import KeyCorrection
from .credits import Licence
from .desk import CommentSound, HandBack, MarkingDraft, SecondMarker
from .former_codes import FormerCode
from .given_points import GivenPoints
from .imports import (
    ImportedOptionPicture,
    ImportedPassage,
    ImportedPicture,
    ImportedQuestion,
    QuestionImport,
)
from .kept import Edition, KeptPage
from .large_uploads import LargeUpload
from .lecture_files import LectureFile, LecturePicture, LecturePiece
from .media_copies import MediaCopy, Preparation
from .option_pictures import OptionPicture
from .overrides import ExtraTime, QuizOverride
from .pages import CoursePage, LecturePage, SubjectPage
from .paper_lists import PaperList, PaperListRow
from .papers import PaperItem, QuizPaper
from .passages import Passage
from .progress import LectureProgress, ReadingTime
from .publicity import ClearedName, ShownPupil
from .questions import Question, QuestionBank, QuestionVersion
from .quizzes import QuizPage
from .releases import MarkRelease
from .work import GivenWork

__all__ = [
    "AnswerEvent",
    "AnswerFile",
    "AnswerPiece",
    "Attempt",
    "Audience",
    "CannotStart",
    "ClearedName",
    "ColumnMark",
    "CommentSound",
    "CoursePage",
    "Edition",
    "FormerCode",
    "ExtraTime",
    "GivenPoints",
    "GivenWork",
    "HandBack",
    "ImportedOptionPicture",
    "ImportedPassage",
    "ImportedPicture",
    "ImportedQuestion",
    "KeptPage",
    "KeyCorrection",
    "LargeUpload",
    "LectureApproval",
    "LectureFile",
    "LecturePicture",
    "LecturePiece",
    "LecturePage",
    "LectureProgress",
    "Licence",
    "MarkColumn",
    "MarkRelease",
    "MarkingDraft",
    "MediaCopy",
    "OptionPicture",
    "PaperItem",
    "PaperList",
    "PaperListRow",
    "Passage",
    "Preparation",
    "Question",
    "QuestionBank",
    "QuestionImport",
    "QuestionVersion",
    "QuizOverride",
    "QuizPage",
    "QuizPaper",
    "ReadingTime",
    "SecondMarker",
    "ShownPupil",
    "SubjectPage",
    "WrongPassword",
]
