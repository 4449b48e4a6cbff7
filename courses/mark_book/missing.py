"""What lacks in a class's mark book of a term, subject by subject, pupil by pupil."""

from collections import defaultdict
from dataclasses import dataclass

from courses.models import ColumnMark, SubjectPlan
from students.models import Student

from .places import Kind, is_primary, places_of


@dataclass
class Lack:
    """A pupil lacks these columns of a subject."""

    student: Student
    labels: list


def missing(school_class, term, subjects, students):
    """[(subject, [Lack])] of what the plans expect; few queries, however large the class is.

    Of regular marks so many are missed as the plan counts; midterm and final always, levels and the periodic
    test in primary school.
    """
    plans = {
        plan.subject_id: plan
        for plan in SubjectPlan.objects.filter(subject__in=subjects, grade=school_class.grade)
    }
    standing = defaultdict(set)
    rows = ColumnMark.objects.filter(
        column__school_class=school_class, column__term__number=term.number, student__in=students
    ).order_by("pk")
    told = rows.values_list("student", "column__subject", "column__kind", "column__number", "mark", "words")
    for student, subject, kind, number, mark, words in told:
        places = standing[student, subject]
        (places.discard if mark is None and not words else places.add)((kind, number))
    found = []
    for subject in subjects:
        plan = plans.get(subject.pk) or SubjectPlan(subject=subject, grade=school_class.grade)
        lacks = [
            (one, _lacking(school_class, subject, plan, standing[one.pk, subject.pk])) for one in students
        ]
        found.append((subject, [Lack(one, labels) for one, labels in lacks if labels]))
    return found


def _lacking(school_class, subject, plan, has):
    primary = is_primary(school_class)
    labels, regular = [], sum(1 for kind, _number in has if kind == Kind.REGULAR)
    if not primary and regular < plan.regular:
        labels.append(f"ĐĐGtx ({regular}/{plan.regular})")
    for place in places_of(primary, subject.comment_only):
        wanted = not place.is_remark and place.kind != Kind.REGULAR
        if place.kind == Kind.END_TEST:
            wanted = plan.is_tested
        if wanted and (place.kind, place.number) not in has:
            labels.append(place.label)
    return labels
