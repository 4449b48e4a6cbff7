"""From which day a lecture may be read: by everybody, and by a class that its teacher gave another day.

Before that day nothing of it is served – no page, no file, no hit of the search – but title and day are
no secret. Who teaches or writes reads it ahead.
"""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from students.abilities import can

# Whoever may do one of these prepares lessons.
AHEAD = ("see marks", "write questions", "author lectures")
LONGEST = timedelta(days=366)


def open_to_all(on=None):
    """The lectures whose day for everybody has come."""
    return Q(opens_on=None) | Q(opens_on__lte=on or timezone.localdate())


def open_for(user):
    """The lectures whose day has come for `user`, as a condition."""
    from courses.models import LectureOpening

    today = timezone.localdate()
    if reads_ahead(user):
        return Q()
    student = user.student_or_none if user.is_authenticated else None
    if student is None:
        return open_to_all(today)
    own = LectureOpening.objects.filter(
        school_class__enrolments__student=student, school_class__enrolments__ends_on=None
    )
    later = own.filter(opens_on__gt=today).values("lecture")
    return Q(pk__in=own.filter(opens_on__lte=today).values("lecture")) | open_to_all(today) & ~Q(pk__in=later)


def closed_for(user):
    """Keys of the lectures whose day has not come for `user`; None for who reads ahead."""
    from courses.models import LecturePage

    return None if reads_ahead(user) else LecturePage.objects.filter(~open_for(user)).values("pk")


def day_for(lecture, user):
    """The day for which `user` has to wait; None when it may be read now."""
    if reads_ahead(user):
        return None
    day = lecture.opens_on
    student = user.student_or_none if user.is_authenticated else None
    if student and (own := _of_pupil(lecture, student)):
        day = own
    return day if day and day > timezone.localdate() else None


def reads_ahead(user):
    if not user.is_authenticated or not user.is_active or user.student_or_none:
        return False
    return any(can(user, act) for act in AHEAD)


def midnight_after(lectures):
    """When the next of `lectures` opens, so that a page which tells of them is kept no longer; or None."""
    days = (
        lectures.filter(opens_on__gt=timezone.localdate())
        .order_by("opens_on")
        .values_list("opens_on", flat=True)
    )
    day = days.first()
    return day and timezone.make_aware(datetime.combine(day, time.min))


def set_for_class(lecture, school_class, day, by):
    """Give the class its own day (None: that of everybody)."""
    from courses import keeping
    from courses.models import LectureOpening
    from lms.history import note_change

    row = LectureOpening.objects.filter(lecture=lecture, school_class=school_class).first()
    before = row and row.opens_on
    if day is None:
        if row is None:
            return
        row.delete()
    else:
        row, _made = LectureOpening.objects.update_or_create(
            lecture=lecture, school_class=school_class, defaults={"opens_on": day, "by": by}
        )
    note_change(
        by=by,
        act="set the day a lecture opens",
        thing=school_class,
        before={"opens_on": before and before.isoformat()},
        after={"opens_on": day and day.isoformat()},
    )
    # What a browser was lent for some minutes (courses/reading_passes.py) is void from now on.
    keeping.forget_everything()


def refusal(lecture, day):
    """Why a class cannot be given the day; "" when it can."""
    today = timezone.localdate()
    if day and day > today + LONGEST:
        return _("That is more than a year away. Choose a day of this school year.")
    starts = lecture.opens_on if lecture.opens_on and lecture.opens_on > today else today
    if day and day > starts and lecture.audience == "public":
        return _(
            "Everybody may read this lecture, so it cannot be kept from one class. Choose an earlier day, or "
            "let the author keep the lecture for those who are signed in."
        )
    return ""


def _of_pupil(lecture, student):
    from courses.models import LectureOpening

    own = LectureOpening.objects.filter(
        lecture=lecture, school_class__enrolments__student=student, school_class__enrolments__ends_on=None
    )
    return own.order_by("opens_on").values_list("opens_on", flat=True).first()
