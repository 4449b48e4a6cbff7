"""A lecture of another school as a draft in a course of one's own, with credit.

Only what is published is copied, and only where its licence allows it. Pictures and files that lie in the
collection of another school are copied into the own one; films are heavy and are shown from where they lie,
and are not deleted there meanwhile.
A picture in which pupils of the other school can be recognised stays there: their families agreed to that
school's page. Questions become questions of the own school, as they stand on the published paper; what a
graded quiz asks now stays there, and what one asks later is withheld in the copy too (withholding.py).
"""

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from courses import authoring, beginning_lectures, on_page, own_practice, withholding
from courses.blocks.outside_link import OutsidePageChooserBlock
from courses.blocks.practice import PracticeBlock
from courses.blocks.questions import QuestionsBlock
from courses.kept_once import kept_once
from courses.models import BorrowedFile, CopiedLecture, LecturePage, OutsidePage, QuizPage
from courses.writing import drafts, pieces, practising
from lms.models import MediaFile, Picture
from lms.models.media import Pupils
from lms.whole_acts import files_of_a_whole_act

# Who asks for the same copy once more within it has tapped twice, or waited for an answer that was lost.
AGAIN = timedelta(minutes=2)
# A larger file is shown from where it lies.
MOST_COPIED = 20 * 1024 * 1024
TAKEN_OVER = ("summary", "objectives", "minutes", "language", "licence", "licence_holder")
GONE = object()


def copy(origin, course, by):
    """(the copy as a draft under `course`, how much was left out, how many questions a graded quiz asks).

    Asked for twice within AGAIN it is the same copy. Ask `origin.why_not_copied` first.
    """
    with files_of_a_whole_act() as written, transaction.atomic():
        # One after the other: the second tap finds what the first has made.
        Page.objects.select_for_update().only("pk").get(pk=course.pk)
        if made := _made_just_now(origin, course, by):
            return made, 0, 0
        return _copy(origin, course, by, written)


def _made_just_now(origin, course, by):
    lately = timezone.now() - AGAIN
    copies = LecturePage.objects.child_of(course).filter(first_published_at=None)
    return copies.filter(copied_from__origin=origin, copied_from__by=by, copied_from__at__gte=lately).first()


def _copy(origin, course, by, written):
    taking = _Taking(origin, course, by, written)

    def fill(page):
        body, kinds = [], page.body.stream_block.child_blocks
        for piece in pieces.of(origin):
            taking.piece = piece["id"]
            value = taking.of(kinds[piece["type"]], piece["value"]) if piece["type"] in kinds else GONE
            if value is GONE:
                taking.left_out += 1
            else:
                kind = practising.BLOCK if isinstance(value, _AsQuestions) else piece["type"]
                body.append({"type": kind, "value": value, "id": str(uuid.uuid4())})
        drafts.keep_pieces(page, body)
        page.cover = taking.picture(origin.cover) if origin.cover else None

    page = beginning_lectures.begin(
        course,
        by,
        origin.title,
        act="copy a lecture",
        told={"from": str(origin.translation_key)},
        fill=fill,
        audience=beginning_lectures.near(course),
        sources=origin.sources,
        **{name: getattr(origin, name) for name in TAKEN_OVER},
    )
    copied = _give_credit(page, origin, by)
    BorrowedFile.objects.bulk_create(BorrowedFile(copied=copied, file=file) for file in taking.borrowed)
    return page, taking.left_out, taking.asked_in_a_quiz


def give_back(page):
    """What a copy, published, no longer shows may be deleted where it lies."""
    if copied := CopiedLecture.objects.filter(page=page).first():
        copied.borrowed.exclude(file__in=on_page.files_of(page)).delete()


class _Taking:
    """Takes stored values of blocks over, and puts own things in the place of foreign ones."""

    def __init__(self, origin, course, by, written):
        self.origin, self.course, self.by, self.written = origin, course, by, written
        self.place = authoring.collection_of(course)
        self.left_out = self.asked_in_a_quiz = 0
        self.piece = None
        self.borrowed = set()

    def of(self, block, value):
        """The stored value for the copy; GONE when a piece cannot do without what is left out."""
        if value in (None, ""):
            return value
        if isinstance(block, PracticeBlock):
            return self.practice(value)
        if isinstance(block, QuestionsBlock):
            return self.questions(value)
        if isinstance(block, OutsidePageChooserBlock):
            # Where one school alone knows the page, its address stays as it was typed.
            return value if OutsidePage.objects.filter(pk=value, for_all=True).exists() else GONE
        if isinstance(block, ImageChooserBlock):
            copied = self.picture(Picture.objects.filter(pk=value).first())
            return copied.pk if copied else GONE
        if isinstance(block, DocumentChooserBlock):
            copied = self.file(MediaFile.objects.filter(pk=value).first())
            return copied.pk if copied else GONE
        if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
            return self.struct(block, value)
        if isinstance(block, blocks.ListBlock) and isinstance(value, list):
            return self.many(value, lambda _one: block.child_block)
        if isinstance(block, blocks.StreamBlock) and isinstance(value, list):
            return self.many(value, lambda one: block.child_blocks.get(one.get("type")))
        return value

    def struct(self, block, value):
        told = dict(value)
        for name, inner in block.child_blocks.items():
            if name in value:
                told[name] = self.of(inner, value[name])
            if told.get(name) is GONE:
                if getattr(inner, "required", False):
                    return GONE
                told[name] = None
        if value.get("reading"):
            # One recording of before there were languages (courses/blocks/media.py).
            copied = self.file(MediaFile.objects.filter(pk=value["reading"]).first())
            told["reading"] = copied.pk if copied else None
        return told

    def many(self, value, block_of):
        told = []
        for one in value:
            is_item = isinstance(one, dict) and "value" in one and "type" in one
            block = block_of(one if is_item else {"type": "item"})
            copied = self.of(block, one["value"] if is_item else one) if block else GONE
            if copied is GONE:
                self.left_out += 1
            elif is_item:
                told.append({**one, "value": copied, "id": str(uuid.uuid4())})
            else:
                told.append(copied)
        return told

    def picture(self, picture):
        if picture is None or picture.withheld_at or picture.pupils != Pupils.NOBODY:
            return None
        return self.own(picture, credit=picture.credit, description=picture.description)

    def file(self, file):
        if file is None or file.pupils != Pupils.NOBODY:
            return None
        if (file.get_file_size() or 0) > MOST_COPIED:
            if file.collection_id != self.place.pk:
                self.borrowed.add(file)
            return file
        return self.own(file, credit=file.credit)

    def own(self, thing, **facts):
        """The thing itself where every author may choose it or it is one's own already; else a copy."""
        if thing.collection_id in (self.place.pk, authoring.shared_collection().pk):
            return thing
        where = {"collection": self.place, "file_hash": thing.get_file_hash()}
        told = {"title": thing.title, "pupils": thing.pupils, "uploaded_by_user": self.by, **facts}

        def content():
            with thing.file.open("rb") as file:
                return ContentFile(file.read(), name=thing.filename)

        return kept_once(type(thing), where, content, written=self.written, **told)[0]

    def practice(self, value):
        """A practice quiz becomes questions of the own school in the lecture itself."""
        quiz = QuizPage.objects.filter(pk=value.get("quiz")).first()
        codes = self.codes(quiz)
        return _AsQuestions(title=quiz.title[:120], questions=codes) if codes else GONE

    def questions(self, value):
        codes = self.codes(own_practice.of(self.origin, self.piece))
        return {**value, "questions": codes} if codes else GONE

    def codes(self, quiz):
        """Codes of what `quiz` asks readers of the origin now, in the own bank.

        Questions about a passage stay with their passage.
        """
        paper = quiz.paper if quiz and quiz.live and quiz.practice else None
        if not (paper and paper.practice and quiz.reaches_all_of(self.origin)):
            return ""
        items = withholding.items_to_ask(paper)
        self.asked_in_a_quiz += paper.items.count() - len(items)
        bank, told = practising.bank_for(self.course, self.by), []
        for version in [item.version for item in items]:
            if version.passage_id:
                self.left_out += 1
            else:
                told.append(self.question(bank, version).code)
        return " ".join(told)

    def question(self, bank, version):
        copied, first = bank.add(by=self.by, **version.parts()), version.question
        copied.copied_from_id = first.copied_from_id or first.pk
        copied.save(update_fields=["copied_from"])
        return copied


class _AsQuestions(dict):
    """What a practice block becomes: the value of a block of another kind."""


def _give_credit(page, origin, by):
    before = CopiedLecture.objects.filter(page=origin).first()
    course = origin.get_parent().specific
    return CopiedLecture.objects.create(
        page=page,
        origin=origin,
        title=origin.title,
        authors=", ".join(origin.author_names)[:600],
        school=str(course.school)[:200] if course.school_id else "",
        earlier="\n".join(before.sentences()) if before else "",
        schools=[origin.school_id, *(before.schools if before else [])],
        origin_published_at=origin.last_published_at,
        by=by,
    )
