"""Paper codes (mã đề): which there are, and which pupil sits which."""

from django.utils.translation import gettext as _

from students.models import Student

MOST = 24
FIRST = 101


def codes(count):
    """ "101", "102" …; a paper alone has none."""
    return [str(FIRST + number) for number in range(count)] if count > 1 else [""]


def turn_of(student, earlier, count):
    """Which of `count` papers is the pupil's, from 0, after so many `earlier` tries.

    By the place on the class list, so that neighbours differ and all codes are used alike; the next try
    gets the next code. The same for a pupil who asks twice.
    """
    if count < 2:
        return 0
    enrolment = student.current_enrolment()
    if enrolment is None:
        return (student.pk.int + earlier) % count
    return (class_list(enrolment.school_class_id).index(student.pk) + earlier) % count


def class_list(school_class):
    """The pupils' keys in the order of the class list; of two with one name always in the same order."""
    sitting = Student.objects.sitting_in(school_class).order_by("name_sort", "pk")
    return list(sitting.values_list("pk", flat=True))


def problem(page):
    """Why a quiz page cannot have the codes it asks for, in words; or None."""
    if page.codes < 2:
        return None
    if page.practice:
        return _("A practice shows its answers at once and needs no paper codes. Write 1 here.")
    parts = [part.value for part in page.parts]
    if page.draws_each and any(part.get("draws") for part in parts):
        return None
    if parts and not any(part.get("shuffle") or part.get("shuffle_options") for part in parts):
        return _(
            "All codes would be the same paper. Tick in at least one part that questions or options are "
            "shuffled, or write 1 here."
        )
    return None
