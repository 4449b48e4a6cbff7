"""Who writes into which sheet of a class's mark book: whoever teaches the subject there, or stands in for who
does; in primary school also the class's own teacher; and who leads the school."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from courses.judging import classes_judged_by
from courses.models import MarkColumn
from students.models import SchoolClass, Subject, TeachingAssignment, Term

from .places import is_primary


def found_class(user, uid):
    """A class whose mark book `user` may open; 404 otherwise."""
    classes = classes_judged_by(user).select_related("school", "year", "homeroom_teacher").distinct()
    return get_object_or_404(classes, uid=uid)


def found_written_class(user, uid):
    """A class in whose mark book `user` writes a sheet; 404 for whoever only reads there."""
    school_class = found_class(user, uid)
    if subjects_written_by(user, school_class) == set():
        raise Http404
    return school_class


def found_led_class(user, uid):
    """A class for whose school `user` answers; 404 otherwise."""
    return get_object_or_404(classes_led_by(user).select_related("school", "year"), uid=uid)


def terms_of(school_class):
    """The terms of the class: the school's own where it moved them, else those of all; by number."""
    of_year = Term.objects.filter(year=school_class.year_id).select_related("year")
    own = list(of_year.filter(school=school_class.school_id).order_by("number"))
    return own or list(of_year.filter(school=None).order_by("number"))


def term_now(school_class, terms=None):
    """The term of today; after the year the last, before it the first; None when there is none."""
    terms = terms_of(school_class) if terms is None else terms
    today = timezone.localdate()
    begun = [term for term in terms if term.starts_on <= today]
    return begun[-1] if begun else (terms[0] if terms else None)


def subjects_of(school_class):
    """What the class is taught, or has columns of."""
    taught = TeachingAssignment.objects.filter(school_class=school_class, withdrawn_at=None)
    told = taught.exclude(subject=None).values("subject")
    kept = MarkColumn.objects.filter(school_class=school_class).values("subject")
    return Subject.objects.filter(pk__in=told.union(kept)).order_by("pk")


def classes_led_by(user):
    return SchoolClass.objects.visible_to(user, to="close terms")


def leads(user, school_class):
    """Whether `user` answers for the school of the class."""
    return classes_led_by(user).filter(pk=school_class.pk).exists()


def subjects_written_by(user, school_class):
    """The ids of the subjects whose sheets `user` writes; None: all of the class."""
    if leads(user, school_class):
        return None
    teacher = user.teacher_or_none
    taught = SchoolClass.objects.visible_to(user, to="give work")
    if teacher is None or not taught.filter(pk=school_class.pk).exists():
        return set()
    rows = TeachingAssignment.objects.on(timezone.localdate()).filter(school_class=school_class)
    own = set(rows.filter(teacher=teacher).values_list("subject", flat=True))
    is_homeroom = school_class.homeroom_teacher_id == teacher.pk
    if None in own or is_homeroom:
        # Who stands in for the homeroom teacher writes what that one writes.
        if is_primary(school_class):
            return None
        instead = rows.filter(teacher=school_class.homeroom_teacher_id).exclude(subject=None)
        own |= set(instead.values_list("subject", flat=True))
    return own - {None}


def subjects_to_write(user, school_class):
    """Those of the class whose sheets `user` writes."""
    subjects = subjects_of(school_class)
    written = subjects_written_by(user, school_class)
    return subjects if written is None else subjects.filter(pk__in=written)
