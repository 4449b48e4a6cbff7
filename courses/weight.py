"""What a lecture weighs on the wire, said before it is loaded."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import prefetch_related_objects
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.media import FileChooserBlock, RecordingsBlock, SoundChooserBlock, VideoChooserBlock
from courses.blocks.practice import PracticeBlock
from courses.blocks.questions import QuestionsBlock
from courses.pictures import copies_of
from courses.question_codes import codes_in, find_questions

KINDS = ("pictures", "sound", "video", "files")
# HTML, style and modules of a lecture, packed, until its own are known.
PAGE_ITSELF = 31_000
MOST_WITHOUT_VIDEO = 300_000
HEAVIEST = 3
# What a block that chooses a thing makes it; sound and video are files too, so they are asked first.
CHOOSERS = {
    ImageChooserBlock: "pictures",
    SoundChooserBlock: "sound",
    VideoChooserBlock: "video",
    FileChooserBlock: "files",
}


def of_body(body):
    """Bytes by kind: pictures load while reading, the rest only when asked for."""
    return told(body)[0]


def told(body, asked=None):
    """(bytes by kind, sentences as `warnings` says them), weighed once; `asked`: its questions by code."""
    rows, total = _weighed(body, asked), dict.fromkeys(KINDS, 0)
    for kind, _thing, size in rows:
        total[kind] += size
    return total, _warnings(rows)


def at_once(parts):
    """What a reader loads without asking for anything more: the page itself and its pictures."""
    return (parts.get("page") or PAGE_ITSELF) + parts.get("pictures", 0)


def warnings(body):
    """Sentences for the author of a lecture that is too heavy for a weak signal; none when it is light."""
    return told(body)[1]


def _warnings(rows):
    things = [row for row in rows if row[0] != "video"]
    total = PAGE_ITSELF + sum(size for _kind, _thing, size in things)
    if total <= MOST_WITHOUT_VIDEO:
        return []
    heaviest = sorted(things, key=lambda row: -row[2])[:HEAVIEST]
    sentences = [
        _("This lecture weighs %(size)s without its films; above %(most)s many pupils wait too long for it.")
        % {"size": in_words(total), "most": in_words(MOST_WITHOUT_VIDEO)}
    ]
    return sentences + [
        _("«%(title)s» weighs %(size)s: %(advice)s.")
        % {"title": thing.title, "size": in_words(size), "advice": _advice(kind)}
        for kind, thing, size in heaviest
    ]


def in_words(size):
    """Bytes as people say them: 240 KB, 1,2 MB.

    >>> in_words(1_200_000)
    '1,2 MB'
    """
    size = size or 0
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)) if size else 0} KB"
    return f"{one_decimal(Decimal(size) / 1_000_000)} MB"


def one_decimal(amount):
    """And none when it is zero."""
    rounded = Decimal(amount).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return number_format(rounded.normalize() if rounded == rounded.to_integral() else rounded, use_l10n=True)


def _advice(kind):
    return {
        "pictures": _("cut away what is not needed, or choose a simpler picture"),
        "sound": _("speak shorter, or part it among several blocks"),
        "files": _("write what it says into the lecture, or save it smaller"),
    }[kind]


def _weighed(body, asked=None):
    """(kind, thing, bytes) of all that loads, asked of the database kind by kind."""
    from courses.media import copies

    found = list(media_in(body, asked))
    pictures = [one for kind, things in found if kind == "pictures" for one in things]
    prefetch_related_objects([one for one in pictures if not one.withheld_at], "renditions")
    works = copies.works_on(one for kind, things in found if kind in ("sound", "video") for one in things)
    sized = ((kind, thing, _size(kind, thing, works)) for kind, things in found for thing in things)
    sizes = {(kind, thing): size for kind, thing, size in sized}
    # A pupil hears one language; said is the heaviest. What stands twice in a lecture loads once.
    offered = [(kind, max(things, key=lambda one, kind=kind: sizes[kind, one])) for kind, things in found]
    return [(kind, thing, sizes[kind, thing]) for kind, thing in dict.fromkeys(offered)]


def _size(kind, thing, works):
    """Bytes of the copy that most devices load."""
    from courses.media import copies

    if kind == "pictures":
        return copies_of(thing).weight
    if kind == "files":
        return thing.get_file_size() or 0
    made = copies.of(thing, works.get(thing))
    offered = made.sounds[0] if kind == "sound" and made.sounds else made.best_video
    return offered.bytes if offered else 0


def media_in(body, asked=None):
    """(kind, [a Picture or MediaFile, or those of which one is chosen]) in order, however deep they stand."""
    if asked is None:
        codes = [one.value["questions"] or "" for one in body if isinstance(one.block, QuestionsBlock)]
        asked = find_questions(" ".join(codes)) if codes else {}
    asked = {code: question for code, question in asked.items() if question}
    prefetch_related_objects([one.current for one in asked.values()], "option_pictures__picture")
    for child in body:
        yield from _media(child.block, child.value, asked)


def _media(block, value, asked):
    if not value:
        return
    if isinstance(block, QuestionsBlock):
        questions = [asked[code] for code in codes_in(value["questions"] or "") if code in asked]
        yield from (("pictures", [one]) for question in questions for one in question.current.pictures())
    elif isinstance(block, PracticeBlock):
        if quiz := value.get("quiz"):
            yield from (("pictures", [picture]) for picture in _pictures_asked(quiz.specific))
    elif isinstance(block, RecordingsBlock):
        if spoken := [one["file"] for one in value if one["file"]]:
            yield "sound", spoken
    elif isinstance(block, blocks.StructBlock):
        for name, inner in block.child_blocks.items():
            yield from _media(inner, value.get(name), asked)
    elif isinstance(block, blocks.ListBlock):
        for one in value:
            yield from _media(block.child_block, one, asked)
    elif isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _media(child.block, child.value, asked)
    else:
        kind = next((kind for chooser, kind in CHOOSERS.items() if isinstance(block, chooser)), None)
        if kind:
            yield kind, [value]


def pictures_in(page):
    """Every picture a lecture shows, its cover and the logo of its contest too."""
    found = [one for kind, things in media_in(page.body) if kind == "pictures" for one in things]
    return [*found, *(picture for picture in (page.cover, page.contest_logo) if picture)]


def _pictures_asked(quiz):
    items = quiz.paper.all_items if quiz.paper else []
    return [picture for item in items for picture in item.version.pictures()]
