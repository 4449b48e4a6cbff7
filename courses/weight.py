"""What a lecture weighs on the wire, said before it is loaded."""

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.media import FileChooserBlock, SoundChooserBlock, VideoChooserBlock
from courses.blocks.practice import PracticeBlock
from courses.blocks.questions import QuestionsBlock
from courses.pictures import copies_of
from courses.question_codes import find_questions

KINDS = ("pictures", "sound", "video", "files")
# What a block that chooses a thing makes it; sound and video are files too, so they are asked first.
CHOOSERS = {
    ImageChooserBlock: "pictures",
    SoundChooserBlock: "sound",
    VideoChooserBlock: "video",
    FileChooserBlock: "files",
}


def of_body(body):
    """Bytes by kind: pictures load while reading, the rest only when asked for."""
    total = dict.fromkeys(KINDS, 0)
    # What stands twice in a lecture loads once.
    for kind, thing in set(media_in(body)):
        total[kind] += copies_of(thing).weight if kind == "pictures" else (thing.get_file_size() or 0)
    return total


def media_in(body):
    """Pairs of (kind, Picture or MediaFile) in a lecture, in order, however deep in a block they stand."""
    for child in body:
        yield from _media(child.block, child.value)


def _media(block, value):
    if not value:
        return
    if isinstance(block, QuestionsBlock):
        questions = filter(None, find_questions(value["questions"] or "").values())
        yield from (("pictures", one) for question in questions for one in question.current.pictures())
    elif isinstance(block, PracticeBlock):
        if quiz := value.get("quiz"):
            yield from (("pictures", picture) for picture in _pictures_asked(quiz.specific))
    elif isinstance(block, blocks.StructBlock):
        for name, inner in block.child_blocks.items():
            yield from _media(inner, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for one in value:
            yield from _media(block.child_block, one)
    elif isinstance(block, blocks.StreamBlock):
        yield from media_in(value)
    else:
        kind = next((kind for chooser, kind in CHOOSERS.items() if isinstance(block, chooser)), None)
        if kind:
            yield kind, value


def pictures_in(page):
    """Every picture a lecture shows, its cover and the logo of its contest too."""
    found = [thing for kind, thing in media_in(page.body) if kind == "pictures"]
    return [*found, *(picture for picture in (page.cover, page.contest_logo) if picture)]


def _pictures_asked(quiz):
    items = quiz.paper.all_items if quiz.paper else []
    return [picture for item in items for picture in item.version.pictures()]
