"""What pupils collected, taken into the draft of an entry by their teacher, with credit by consent."""

from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Workflow

from courses import authoring
from courses.models import TaskWork
from courses.pictures import make_copies_soon
from home.culture import community, taking_out
from home.models import CultureEntryPage, CultureIndexPage, EntryTeller, GatheredWork
from lms.history import note_change
from lms.models import MediaFile, Picture
from lms.whole_acts import files_of_a_whole_act
from students import consents
from students.models import Consent


class Agreed(NamedTuple):
    """That pupil and family said yes: when, and to which words."""

    on: object
    words: str


def taken_already(works):
    """Keys of those of `works` that stand in an entry."""
    return set(GatheredWork.objects.filter(work__in=works).values_list("work", flat=True))


def archive():
    """The archive's page, or None before there is one."""
    return CultureIndexPage.objects.live().first()


def gather(works, by, school_class, title, kind, peoples, communes, agreed, agreement=None):
    """A draft of what is new in `works`; None when all of it was gathered before. `agreed`: what pupils and
    families said to each of them."""
    with files_of_a_whole_act() as written, transaction.atomic():
        return _gather(works, by, school_class, title, kind, peoples, communes, agreed, agreement, written)


def _gather(works, by, school_class, title, kind, peoples, communes, agreed, agreement, written):
    list(TaskWork.objects.select_for_update(of=("self",)).filter(pk__in=[work.pk for work in works]))
    known = taken_already(works)
    fresh = [work for work in works if work.pk not in known]
    if not fresh:
        return None
    page = CultureEntryPage(
        title=title,
        kind=kind,
        owner=by,
        live=False,
        collected_by=credit(fresh, school_class),
        body=[],
    )
    page.peoples.set(peoples)
    page.communes.set(communes)
    if agreement:
        page.tellers.add(EntryTeller(agreement=agreement, sort_order=0))
    collection = authoring.school_collection(school_class.school)
    pieces, taken = [], []
    for work in fresh:
        pages = work.shown_pages
        pictures = [_picture(one, title, collection, by, written) for one in pages if not one.is_sound]
        sounds = [_sound(one, title, collection, by, written) for one in pages if one.is_sound]
        # The numbers of the blocks with its words: these have keys once the page is saved.
        texts = [len(pieces)] if work.words else []
        if work.words:
            lines = "".join(f"<p>{escape(line)}</p>" for line in work.words.splitlines() if line.strip())
            pieces.append(("text", lines))
        for picture in pictures:
            pieces.append(("picture", {"picture": picture, "alt": title, "caption": ""}))
        for sound in sounds:
            pieces.append(("sound", {"title": title, "file": sound, "transcript": ""}))
        taken.append((work, pictures, sounds, texts))
    page.body = pieces
    archive().add_child(instance=page)
    for work, pictures, sounds, texts in taken:
        GatheredWork.objects.create(
            page=page,
            student=work.student,
            work=work,
            picture_ids=[picture.pk for picture in pictures],
            file_ids=[sound.pk for sound in sounds],
            block_ids=[page.body[number].id for number in texts],
            gathered_by=by,
            agreed_on=agreed.on,
            agreed_words=agreed.words,
        )
    page.save_revision(user=by)
    note_change(
        by, "gather works for the archive", page, after={"works": len(fresh)}, school=school_class.school_id
    )
    _hand_on(page, by)
    return page


def credit(works, school_class):
    """Who collected: the class, and by name those whom family and child allowed to be named."""
    lines = [
        _("Pupils of class %(name)s, %(school)s")
        % {"name": school_class.name, "school": school_class.school.name}
    ]
    students = sorted({work.student for work in works}, key=lambda student: student.name_sort)
    agreed = set(consents.may_be_public(students, Consent.Purpose.NAME, timezone.localdate()))
    return "\n".join([*lines, *(student.full_name for student in students if student in agreed)])


def drafts_of(user):
    """Entries with works of pupils whom `user` gives work, or that the user gathered: the newest first."""
    rows = GatheredWork.objects.visible_to(user).values("page")
    return (
        CultureEntryPage.objects.filter(pk__in=rows)
        .select_related("kind")
        .prefetch_related("words__people")
        .defer("body", "readings", "folded")
        .order_by("-pk")
    )


def forget(student):
    """The works of a pupil who is erased, with the pictures copied from them; what was told stays without
    anybody's name."""
    for row in GatheredWork.objects.filter(student=student):
        taking_out.forget(row)


def _picture(page, title, collection, by, written):
    """A copy of a photo that was handed in; nobody has said yet who can be recognised in it."""
    with page.file.open("rb") as file:
        content = ContentFile(file.read(), name="suu-tam.jpg")
    picture = Picture(title=title[:200], file=content, collection=collection, uploaded_by_user=by)
    written.append(picture.file)
    picture.save()
    make_copies_soon.enqueue(picture.pk)
    return picture


def _sound(page, title, collection, by, written):
    """A copy of a recording; whose voice it is, and whether a pupil's, the editor says."""
    ending = page.file.name.rpartition(".")[2]
    with page.file.open("rb") as file:
        content = ContentFile(file.read(), name=f"suu-tam.{ending}")
    kept = MediaFile(title=title[:200], file=content, collection=collection, uploaded_by_user=by)
    written.append(kept.file)
    kept.save()
    return kept


def _hand_on(page, by):
    """To whoever approves for the archive, and to the community."""
    community.ask(page.get_latest_revision_as_object(), by)
    workflow = page.get_workflow()
    if isinstance(workflow, Workflow) and workflow.active:
        workflow.start(page, by)
