from .answer_events import AnswerEvent
from .answer_files import AnswerFile, AnswerPiece
from .approval import LectureApproval
from .attempts import Attempt
from .audience import Audience
from .beginning import CannotStart, WrongPassword
from .class_talks import ClassTalk
from .columns import ColumnMark, MarkColumn
from .competition_entries import Entrant, Entry, Seat
from .competition_results import Appeal, Award, AwardFile, Publication, Standing
from .competitions import Competition, Round, RoundSession
from .contest_judging import (
    ContestJudge,
    ContestPublication,
    JudgedPoints,
    Judging,
    Placing,
)
from .contest_works import (
    ContestAuthor,
    ContestFile,
    ContestPiece,
    ContestWork,
)
from .copies import BorrowedFile, CopiedLecture
from .corrections import KeyCorrection
from .credits import Licence
from .desk import CommentSound, HandBack, MarkingDraft, SecondMarker
from .download_places import DownloadPlace
from .flags import Flag
from .former_codes import FormerCode
from .given_points import GivenPoints
from .halls import Hall, HallPlace, HallTablet
from .held_words import HeldWord
from .imports import (
    ImportedOptionPicture,
    ImportedPassage,
    ImportedPicture,
    ImportedQuestion,
    QuestionImport,
)
from .kept import Edition, KeptPage
from .kept_uploads import KeptUpload
from .large_uploads import LargeUpload
from .lecture_files import LectureFile, LecturePicture, LecturePiece
from .library import LibraryEntry, LibraryPosting, LibrarySlip, LibraryWord, SchoolUse
from .mark_lists import MarkList, MarkListRow
from .media_copies import MediaCopy, Preparation
from .mistakes import MistakeReport
from .mutes import Mute
from .openings import LectureOpening
from .option_pictures import OptionPicture
from .outside_pages import OutsidePage, decides_for_all
from .overrides import ExtraTime, QuizOverride
from .pages import CoursePage, LecturePage, SubjectPage
from .pairings import Pairing
from .paper_lists import PaperList, PaperListRow
from .papers import PaperItem, QuizPaper
from .passages import Passage
from .post_files import PostFile, PostPiece
from .posts import Post
from .progress import LectureProgress, ReadingTime
from .publicity import ClearedName, ShownPupil
from .questions import Question, QuestionBank, QuestionVersion
from .quizzes import QuizPage
from .ratings import LectureRating
from .recalls import Recall, RecallAnswer
from .releases import MarkRelease
from .remark_phrases import RemarkPhrase
from .revision_sets import RevisionSet
from .sheet_releases import SheetRelease
from .skills import SkillComponent, SkillDomain, SkillLevel, SkillStep, SkillTick
from .start_tickets import StartTicket
from .subject_plans import SubjectPlan
from .tasks import TaskPage, TaskPiece, TaskWork
from .term_closings import TermClosing
from .threads import Thread
from .work import GivenWork
from .work_contests import ContestCriterion, ContestGroup, FileKind, WorkContest

__all__ = [
    "AnswerEvent",
    "AnswerFile",
    "AnswerPiece",
    "Appeal",
    "Attempt",
    "Audience",
    "Award",
    "AwardFile",
    "BorrowedFile",
    "CannotStart",
    "ClassTalk",
    "ClearedName",
    "ColumnMark",
    "CommentSound",
    "Competition",
    "ContestAuthor",
    "ContestCriterion",
    "ContestFile",
    "ContestGroup",
    "ContestJudge",
    "ContestPiece",
    "ContestPublication",
    "ContestWork",
    "CopiedLecture",
    "CoursePage",
    "DownloadPlace",
    "Edition",
    "Entrant",
    "Entry",
    "ExtraTime",
    "FileKind",
    "Flag",
    "FormerCode",
    "GivenPoints",
    "GivenWork",
    "Hall",
    "HallPlace",
    "HallTablet",
    "HandBack",
    "HeldWord",
    "ImportedOptionPicture",
    "ImportedPassage",
    "ImportedPicture",
    "ImportedQuestion",
    "JudgedPoints",
    "Judging",
    "KeptPage",
    "KeptUpload",
    "KeyCorrection",
    "LargeUpload",
    "LectureApproval",
    "LectureFile",
    "LectureOpening",
    "LecturePage",
    "LecturePicture",
    "LecturePiece",
    "LectureProgress",
    "LectureRating",
    "LibraryEntry",
    "LibraryPosting",
    "LibrarySlip",
    "LibraryWord",
    "Licence",
    "MarkColumn",
    "MarkList",
    "MarkListRow",
    "MarkRelease",
    "MarkingDraft",
    "MediaCopy",
    "MistakeReport",
    "Mute",
    "OptionPicture",
    "OutsidePage",
    "Pairing",
    "PaperItem",
    "PaperList",
    "PaperListRow",
    "Passage",
    "Placing",
    "Post",
    "PostFile",
    "PostPiece",
    "Preparation",
    "Publication",
    "Question",
    "QuestionBank",
    "QuestionImport",
    "QuestionVersion",
    "QuizOverride",
    "QuizPage",
    "QuizPaper",
    "ReadingTime",
    "Recall",
    "RecallAnswer",
    "RemarkPhrase",
    "RevisionSet",
    "Round",
    "RoundSession",
    "SchoolUse",
    "Seat",
    "SecondMarker",
    "SheetRelease",
    "ShownPupil",
    "SkillComponent",
    "SkillDomain",
    "SkillLevel",
    "SkillStep",
    "SkillTick",
    "Standing",
    "StartTicket",
    "SubjectPage",
    "SubjectPlan",
    "TaskPage",
    "TaskPiece",
    "TaskWork",
    "TermClosing",
    "Thread",
    "WorkContest",
    "WrongPassword",
    "decides_for_all",
]
