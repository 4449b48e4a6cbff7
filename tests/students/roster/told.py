"""What a report tells, and everything that an import may touch."""

from django.apps import apps

from students.models import Role, SchoolClass, SchoolYear, Teacher, TeachingAssignment


def codes(report, row=None):
    return [issue["code"] for issue in report["issues"] if row is None or issue["row"] == row]


def actions(report, kind="students"):
    return [row["action"] for row in report[kind]]


def everything():
    """All rows of people and classes, as undo must leave them."""
    kept = {}
    for name in ("student", "user", "enrolment", "guardian", "guardianship", "household", "povertyrecord"):
        model = apps.get_model("students", name)
        kept[name] = sorted(map(repr, model.objects.values()))
    for model in (Teacher, TeachingAssignment, Role, Teacher.subjects.through):
        kept[model.__name__] = sorted(map(repr, model.objects.values()))
    kept["class"] = sorted(map(repr, SchoolClass.objects.values()))
    kept["year"] = sorted(map(repr, SchoolYear.objects.values()))
    return kept
