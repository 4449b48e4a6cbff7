from .chart import ChartBlock
from .checklist import ChecklistBlock
from .comparison import ComparisonBlock
from .flash_cards import FlashCardsBlock
from .glossary import GlossaryBlock
from .labelled_picture import LabelledPictureBlock
from .media import FileBlock, PictureBlock, SoundBlock, VideoBlock
from .outside_link import OutsideLinkBlock
from .paper_pages import PaperPagesBlock
from .practice import PracticeBlock
from .previews import with_previews
from .questions import QuestionsBlock
from .sources import SourcesBlock
from .spoken import SpokenBlock
from .steps import StepsBlock, WorkedExampleBlock
from .task import TaskBlock
from .text import (
    ExampleBlock,
    ExerciseBlock,
    FormulaBlock,
    HeadingBlock,
    NoteBlock,
    TableBlock,
    TextBlock,
)
from .timeline import TimelineBlock
from .vocabulary import VocabularyBlock


def lecture_blocks():
    """Kinds of blocks by name; the names stand in the stored lectures and never change."""
    return with_previews(
        [
            ("heading", HeadingBlock()),
            ("text", TextBlock()),
            ("picture", PictureBlock()),
            ("formula", FormulaBlock()),
            ("note", NoteBlock()),
            ("example", ExampleBlock()),
            ("exercise", ExerciseBlock()),
            ("practice", PracticeBlock()),
            ("questions", QuestionsBlock()),
            ("sound", SoundBlock()),
            ("video", VideoBlock()),
            ("table", TableBlock()),
            ("document", FileBlock()),
            ("paper_pages", PaperPagesBlock()),
            ("spoken", SpokenBlock()),
            ("outside_link", OutsideLinkBlock()),
            ("steps", StepsBlock()),
            ("worked_example", WorkedExampleBlock()),
            ("flash_cards", FlashCardsBlock()),
            ("glossary", GlossaryBlock()),
            ("timeline", TimelineBlock()),
            ("comparison", ComparisonBlock()),
            ("vocabulary", VocabularyBlock()),
            ("labelled_picture", LabelledPictureBlock()),
            ("checklist", ChecklistBlock()),
            ("chart", ChartBlock()),
            ("task", TaskBlock()),
            ("sources", SourcesBlock()),
        ]
    )
