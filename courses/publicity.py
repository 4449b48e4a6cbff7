"""No face and no name of a pupil on a page without the consent of family and child (Law 91/2025).

Asked before anything is published (`faults`), whichever way: by the editor, many at once, by approval, on a
day set before. Where a consent ends, the picture is taken off every page at once (`settle`).
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex, get_page_models

from courses import on_page, pictures
from courses.faults import Fault
from courses.models import CopiedLecture
from lms.history import note_change
from lms.models import Change, MediaFile, Picture
from lms.models.media import Pupils
from lms.text import fold, tidy
from students import consents
from students.models import Consent, Enrolment, Student

PHOTO, NAME = Consent.Purpose.PHOTO, Consent.Purpose.NAME
TAKEN_DOWN = "take a page down that names a pupil"
LATELY = timedelta(days=90)


# What an app above asks of its own pages.
_also = []


class NoConsent(PermissionDenied):
    """Why a page is not published, in words."""


def also_ask(asks):
    """`asks(page)` gives sentences as `faults` does."""
    _also.append(asks)


def other_faults(page):
    """What is neither a picture nor a name: what apps above ask of their pages."""
    return [Fault(sentence) for asks in _also for sentence in asks(page)]


def faults(page, shown=None):
    """Sentences about what keeps `page`, as it is written now, from being published; none is fine."""
    shown = shown or on_page.Shown(page)
    seen = [*shown.pictures, *shown.files]
    return [
        *(Fault(fault, on_page.places_of(page, one)) for one in seen if (fault := fault_of(one))),
        *(
            Fault(_name_sentence(name), on_page.places_of_words(page, name))
            for name in names_in_question(page, shown)
        ),
        *other_faults(page),
    ]


def fault_of(one):
    """A sentence about what this picture or file lacks to be published, or None."""
    return _fault_of_file(one) if isinstance(one, MediaFile) else _fault_of_picture(one)


def _fault_of_file(file):
    told = {"file": file.title}
    if file.pupils == Pupils.NOBODY:
        return None
    if not file.pupils:
        return (
            _(
                "File «%(file)s»: nobody has said yet whether pupils can be recognised in it. "
                "Open the file and say so."
            )
            % told
        )
    return (
        _(
            "File «%(file)s»: pupils can be recognised in it. Such films, sounds and documents are not "
            "published here. Take another file, or make faces, voices and names unrecognisable first."
        )
        % told
    )


def _fault_of_picture(picture):
    told = {"picture": picture.title}
    if picture.pupils == Picture.Pupils.NOBODY:
        return None
    if not picture.pupils:
        return (
            _(
                "Picture «%(picture)s»: nobody has said yet whether pupils can be recognised in it. "
                "Open the picture and say so."
            )
            % told
        )
    shown = shown_in(picture)
    if not shown:
        return (
            _("Picture «%(picture)s» shows pupils, but not which. Open the picture and write who it is.")
            % told
        )
    agreed = consents.may_be_public(shown, PHOTO, _today())
    missing = [student for student in shown if student not in agreed]
    if not missing:
        return None
    told["names"] = ", ".join(named_with_class(missing))
    return (
        _(
            "Picture «%(picture)s»: family and child have not agreed to photos of %(names)s. Take another "
            "picture, or have the consent recorded first («photos and films»)."
        )
        % told
    )


def names_in_question(page, shown=None):
    """Full names in `page` that are those of pupils who have not agreed, and that nobody has cleared."""
    words = (shown or on_page.Shown(page)).words
    # A heading may be written in capitals.
    said = {name.lower(): name for name in on_page.possible_names(words)}
    pupils = _pupils_called(said, page) if said else []
    agreed = {student.full_name for student in consents.may_be_public(pupils, NAME, _today())}
    cleared = set(page.cleared_names.values_list("name", flat=True)) if page.pk else set()
    asked = {student.full_name for student in pupils} - agreed - cleared
    return sorted(name for name in asked if not is_of_an_author(name, page))


def is_of_an_author(name, page):
    """Whether `name` stands on `page` only as that of an author who is staff.

    The law asks for consent to a pupil's name; a teacher of the same name signs the own work.
    """
    written = [one.lower() for one in getattr(page, "author_names", [])]
    if name.lower() not in written or not is_of_staff(name):
        return False
    elsewhere = on_page.words_of(page, without=("authors",))
    return name.lower() not in {one.lower() for one in on_page.possible_names(elsewhere)}


def is_of_staff(name):
    """Whether a grown-up who works here has this full name, which may be told in small letters."""
    spelt = {name, name.title()}
    return get_user_model().objects.filter(student=None, guardian=None, full_name__in=spelt).exists()


def pages_that_name(student):
    """Published pages, of the pupil's schools and of all schools, that tell the full name."""
    schools = {None, *student.school_ids()}
    return [page for page in pages_that_tell(student.full_name) if schools & schools_of(page)]


def schools_of(page):
    """Keys of the schools whose pupils `page` may name; None for those of all schools.

    A copied lecture tells of pupils of where it was written, and their families agree or withdraw there.
    """
    copied = CopiedLecture.objects.filter(page=page.pk).first() if page.pk else None
    return {getattr(page, "school_id", None), *(copied.schools if copied else ())}


def pages_that_tell(full_name):
    """Published pages with this full name, unless somebody said there that it is no pupil's."""
    name = tidy(full_name).lower()
    return [page for page in Page.objects.live().specific().iterator(chunk_size=100) if _tells(page, name)]


def shown_in(picture):
    return list(
        Student.objects.filter(pictures__picture=picture).select_related("school").order_by("name_sort")
    )


def named_with_class(students):
    """«Giàng A Sùng (6A)» of each."""
    classes = Enrolment.objects.names_for(students)
    return [f"{s.full_name} ({classes[s.pk]})" if s.pk in classes else s.full_name for s in students]


def settle(picture):
    """Take the picture off all pages when a pupil seen in it has not agreed; show it again when all have."""
    hides = picture.pupils == Picture.Pupils.SEEN and fault_of(picture) is not None
    if hides == bool(picture.withheld_at):
        return
    picture.withheld_at = timezone.now() if hides else None
    picture.save(update_fields=["withheld_at"])
    act = "take a picture off the pages" if hides else "show a picture again"
    note_change(by=None, act=act, thing=picture)
    if hides:
        # With their files: who kept the address finds nothing there.
        picture.renditions.all().delete()
        transaction.on_commit(lambda: pictures.give_a_secret_name(picture.pk))
    from courses import keeping

    keeping.forget_everything()


def on_withdrawal(student):
    for picture in Picture.objects.filter(shown_pupils__student=student):
        settle(picture)


def on_name_withdrawal(student):
    """Take down the pages that tell the name; the draft stays, for the name to be taken out."""
    for page in pages_that_name(student):
        page.unpublish()
        note_change(by=None, act=TAKEN_DOWN, thing=page, school=student.school_id)


def taken_down(pages):
    """Those of `pages` that a withdrawal took down of late and that are still down."""
    lately = changes_of_pages([TAKEN_DOWN]).filter(at__gte=timezone.now() - LATELY)
    ids = {int(key) for key in lately.values_list("object_id", flat=True)}
    return list(pages.filter(pk__in=ids, live=False))


def changes_of_pages(acts):
    """Lines of the log about pages; the log has an index of the kinds of things, and none of the acts."""
    return Change.objects.filter(model__in=[one._meta.label_lower for one in get_page_models()], act__in=acts)


def withheld_on_pages(pages):
    """[(page, picture)]: published ones of `pages` with a picture that was taken off."""
    rows = []
    for picture in Picture.objects.exclude(withheld_at=None).order_by("-withheld_at"):
        for page in pages.filter(live=True, pk__in=_ids_of_pages_with(picture)):
            rows.append((page, picture))
    return rows


def refuse_or_put_back(page, revision, log_action):
    """Before `revision` of `page` goes live. Raises NoConsent; one that was due today only stays a draft."""
    sentences = faults(revision.as_object()) + _faults_of_draws(revision.as_object())
    if not sentences:
        for picture in on_page.pictures_of(revision.as_object()):
            settle(picture)
        return False
    if log_action != "wagtail.publish.scheduled":
        raise NoConsent(" ".join(sentences))
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    # The sentences name people; whoever opens the page reads them there, and the log holds how many they are.
    note_change(by=None, act="keep a page back", thing=page, after={"lacks": len(sentences)})
    return True


def _faults_of_draws(page):
    """A quiz is not published with fewer questions than its author wrote."""
    from courses import drawing

    return drawing.faults(page) if hasattr(page, "draws_each") else []


def _tells(page, name):
    """Whether the page tells the full name (in small letters), and nobody said that it is somebody else's."""
    words = on_page.words_of(page)
    if name not in words.lower() or name not in {one.lower() for one in on_page.possible_names(words)}:
        return False
    if name in {one.lower() for one in page.cleared_names.values_list("name", flat=True)}:
        return False
    return not is_of_an_author(name, page)


def _today():
    return timezone.localdate()


def _ids_of_pages_with(picture):
    return {
        int(reference.object_id)
        for reference in ReferenceIndex.get_references_to(picture)
        if reference.base_content_type.model_class() is Page
    }


def _name_sentence(name):
    return _(
        "The page tells the full name «%(name)s», which is a pupil's, and no consent to it is recorded. "
        "Take the name out, or let whoever may publish say that it is somebody else."
    ) % {"name": name}


def _pupils_called(names, page):
    """Pupils with one of these full names (in small letters): of the page's schools, or of all schools.
    Who has left is asked as well: a list of those who finished school is written after their last day."""
    students = Student.objects.filter(erased_at=None)
    schools = schools_of(page)
    if None not in schools:
        sat_here = Enrolment.objects.filter(school_class__school__in=schools).values("student")
        students = students.filter(Q(school__in=schools) | Q(pk__in=sat_here))
    folded, found = sorted({fold(name) for name in names}), []
    for start in range(0, len(folded), 500):
        found += students.filter(name_fold__in=folded[start : start + 500])
    return [student for student in found if student.full_name.lower() in names]
