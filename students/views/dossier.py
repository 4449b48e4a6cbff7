"""Everything that is kept about one pupil, as a page, a paper and a file for machines."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms import downloads
from lms.pdf import render_pdf
from students import dossier, looked
from students.abilities import requires
from students.models import Student
from students.views.parent_pin import asks_pin


@never_cache
@require_safe
@requires("take out a pupil's record")
@asks_pin
def page(request, pk):
    student = _student_or_404(request, pk)
    looked.note(request.user, "whole record", student, once_a_day=True)
    context = {"student": student, "parts": dossier.of(student), "now": timezone.now()}
    return render(request, "students/dossier.html", context)


@never_cache
@require_safe
@requires("take out a pupil's record")
@asks_pin
def file(request, pk, ending):
    student = _student_or_404(request, pk)
    if ending not in ("json", "pdf"):
        raise Http404
    looked.note(request.user, "record as a file", student)
    name = dossier.file_name(student, ending)
    if ending == "pdf":
        return downloads.pdf(_pdf(student), name)
    options = {"ensure_ascii": False, "indent": 1}
    return downloads.to_save(JsonResponse(dossier.as_json(student), json_dumps_params=options), name)


def _pdf(student):
    return render_pdf(
        "students/dossier.typ",
        {
            "name": student.full_name,
            "school": student.school.name,
            "issuer": student.school.stands_under,
            "day": f"{timezone.localdate():%d/%m/%Y}",
            "parts": [
                {
                    "title": str(part.title),
                    "tables": [
                        {
                            "title": one.title,
                            "facts": one.said_facts if one.is_single else [],
                            "labels": list(one.labels.values()),
                            "rows": [] if one.is_single else one.said_rows,
                        }
                        for one in tables
                    ],
                }
                for part, tables in dossier.of(student)
            ],
        },
    )


def _student_or_404(request, pk):
    students = Student.objects.visible_to(request.user, to="take out a pupil's record")
    wide = students.select_related("school__commune", "user", "household__commune", "ethnic_group", "commune")
    return get_object_or_404(wide, pk=pk)
