from .media import FileBlock, PictureBlock, SoundBlock, VideoBlock
from .practice import PracticeBlock
from .text import (
    ExampleBlock,
    ExerciseBlock,
    FormulaBlock,
    HeadingBlock,
    NoteBlock,
    OutsideLinkBlock,
    TableBlock,
    TextBlock,
)


def lecture_blocks():
    """Kinds of blocks by name; the names stand in the stored lectures and never change."""
    return [
        ("heading", HeadingBlock()),
        ("text", TextBlock()),
        ("picture", PictureBlock()),
        ("formula", FormulaBlock()),
        ("note", NoteBlock()),
        ("example", ExampleBlock()),
        ("exercise", ExerciseBlock()),
        ("practice", PracticeBlock()),
        ("sound", SoundBlock()),
        ("video", VideoBlock()),
        ("table", TableBlock()),
        ("document", FileBlock()),
        ("outside_link", OutsideLinkBlock()),
    ]
