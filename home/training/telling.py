"""What a participant reads of a class, and what a voice says of it (lms/spoken.py): the same words."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import Attendance
from home.training import arriving, asking
from lms import spoken


def line(enrolment):
    """One class of the list: its next session, or that it is over."""
    now = timezone.now()
    sessions = list(enrolment.course.sessions.all())
    coming = next((one for one in sessions if not one.is_over(now)), None)
    return {
        "enrolment": enrolment,
        "course": enrolment.course,
        "session": coming,
        "is_over": bool(sessions) and not coming,
    }


def of_lines(lines):
    told = []
    for one in lines:
        told.append(one["course"].title)
        if one["session"]:
            told.append(when(one["session"]))
        elif one["is_over"]:
            told.append(_("This class is over."))
    return spoken.told(*told)


def when(session):
    """«thứ Bảy, ngày 28 tháng 11, từ 7 giờ 30 đến 10 giờ, tại …»"""
    words = {
        "day": spoken.day(session.on),
        "first": spoken.time(session.starts),
        "last": spoken.time(session.ends),
        "place": ", ".join(filter(None, [str(session.where), session.room])),
    }
    return _("%(day)s, from %(first)s to %(last)s, at %(place)s") % words


def of_course(course):
    sessions = course.sessions.select_related("school", "point")
    return spoken.told(course.title, course.about, *(when(one) for one in sessions))


def of_code(code):
    digits = ", ".join(code)
    return spoken.told(
        _("You are enrolled. Your code is %(digits)s.") % {"digits": digits},
        _("Write it down or take a photo of it."),
    )


def page(enrolment):
    """All that the page of one class shows."""
    course, now = enrolment.course, timezone.now()
    sessions = list(course.sessions.select_related("school", "point"))
    there = set(Attendance.objects.standing().filter(enrolment=enrolment).values_list("session", flat=True))
    for one in sessions:
        one.was_there = one.pk in there
        one.takes_code = not one.was_there and arriving.is_open(one, now)
    answers = {row.moment: row for row in enrolment.answers.select_related("choice")}
    question = getattr(course, "question", None)
    moment = asking.moment_now(course, set(answers), now) if question else None
    choices = list(question.choices.all()) if question else []
    return {
        "enrolment": enrolment,
        "course": course,
        "sessions": sessions,
        "materials": [
            one
            for one in course.materials.select_related("lecture").filter(
                Q(lecture=None) | Q(lecture__live=True)
            )
            if one.lecture is None or one.lecture.is_open_to_all()
        ],
        "question": question,
        "moment": moment,
        "choices": choices,
        "answer_after": answers.get("after"),
        "certificate": getattr(enrolment, "certificate", None),
        "said": of_course(course),
        "said_question": spoken.told(question.text, *(one.text for one in choices)) if moment else "",
    }
