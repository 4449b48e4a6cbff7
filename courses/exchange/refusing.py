"""Who writes where, and why somebody does not: a sentence each, before anything is taken in."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import ClassTalk, Mute
from courses.models.class_talks import classes_led_by
from lms.text import sentence
from students.models import SchoolClass, TeachingAssignment


def class_of(student):
    enrolment = student.current_enrolment()
    return enrolment.school_class if enrolment else None


def speaks_for(user, thread):
    """The class for which `user` writes in a thread: a pupil's own, or one that the teacher looks after."""
    if student := user.student_or_none:
        return class_of(student) or thread.school_class
    classes = [thread.school_class_id]
    if thread.pairing_id:
        classes += [thread.pairing.school_class_id, thread.pairing.other_class_id]
    return classes_led_by(user).filter(pk__in=classes).order_by("pk").first()


def why_not_begin(user, school_class, pairing=None):
    """Why `user` begins no thread there, as a sentence; "" when nothing stands against it."""
    talk = ClassTalk.of(school_class)
    if user.student_or_none:
        if why := _why_muted(user.student_or_none) or _why_closed(talk):
            return why
        if not talk.pupils_begin:
            return _("On this board your teachers begin the threads. You can answer in each of them.")
    return _why_over(pairing) or why_no_teacher(school_class)


def why_not_reply(user, thread):
    """Why `user` writes nothing in the thread, as a sentence; "" when nothing stands against it."""
    if thread.closed_at:
        return _("This thread is closed. It can be read, and nothing is added any more.")
    if why := _why_over(thread.pairing if thread.pairing_id else None):
        return why
    student = user.student_or_none
    if student:
        school_class = class_of(student)
        if school_class is None:
            return _("You sit in no class now. Tell your school.")
        if thread.is_question and thread.school_class_id != school_class.pk:
            return _("You sit in another class now. Ask the teachers of your class in a new question.")
        if not thread.is_before_the_class:
            return ""
        return _why_muted(student) or _why_closed(ClassTalk.of(school_class)) or why_no_teacher(school_class)
    if speaks_for(user, thread) is None:
        return _("Only the teachers of the class and the school's admin write here.")
    return ""


def mute_of(student):
    """The pause that holds now, or None."""
    return Mute.objects.running().filter(student=student).order_by("-until").first()


def _why_muted(student):
    if mute := mute_of(student):
        words = _(
            "Up to and including %(day)s you only read on the boards. Your teacher says: %(reason)s "
            "You can ask your teachers all the same."
        )
        return words % {"day": mute.until.strftime("%d/%m/%Y"), "reason": sentence(mute.reason)}
    return ""


def _why_closed(talk):
    if talk.is_open:
        return ""
    return _("Your teachers have closed the board of your class for now. You can ask them all the same.")


def _why_over(pairing):
    return (
        _("The two classes are not paired any more. Nothing is added here.")
        if pairing and not pairing.is_running
        else ""
    )


def why_no_teacher(school_class):
    teaching = TeachingAssignment.objects.on(timezone.localdate()).filter(teacher__user__isnull=False)
    has_one = SchoolClass.objects.filter(pk=school_class.pk).filter(
        Q(homeroom_teacher__user__isnull=False) | Q(pk__in=teaching.values("school_class"))
    )
    if has_one.exists():
        return ""
    return _(
        "Your class has no teacher on this site yet, and nobody would read what you write. Tell your school."
    )
