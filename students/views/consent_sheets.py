"""The consent sheets of a class: print them, type in the stack, keep the signed paper."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms import downloads, scan_views, scans
from lms.text import make_slug
from students import consent_sheets, looked
from students.abilities import requires
from students.codes import tidy_code
from students.consent_texts import CURRENT
from students.forms.consent_sheets import StackForm, columns
from students.models import ConsentPaper, SchoolClass, Student


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("record consents")
def stack(request, uid):
    """A row for each pupil of the class; one save for all sheets that came back."""
    school_class = _class_or_404(request, uid)
    students = _students_of(request, school_class).prefetch_related(
        "consents", "consent_papers", "guardianships__guardian"
    )
    form = StackForm(request.POST if request.method == "POST" else None, students=students)
    if request.method == "POST" and form.all_valid():
        sheets, new = consent_sheets.take_in(form.returned(), by=request.user, school=school_class.school)
        words = _("%(sheets)d sheets are written down, %(new)d consents are new by them.")
        messages.success(request, words % {"sheets": sheets, "new": new})
        return redirect("students:class-consents", uid=uid)
    context = {
        "school_class": school_class,
        "form": form,
        "columns": columns(),
        "version": CURRENT,
        "waiting": sum(row.waiting is not None for row in form.rows),
        "never_asked": sum(row.paper is None for row in form.rows),
        "troubles": [(row, row.form.troubles()) for row in form.rows if form.is_bound and row.form.errors],
    }
    return render(request, "students/class_consents.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_POST
@requires("record consents")
def sheets(request, uid):
    """The sheets as PDF; printed twice they carry the same numbers."""
    school_class = _class_or_404(request, uid)
    students = list(_students_of(request, school_class))
    if not students:
        messages.warning(request, _("The class has no pupils yet. Add them first."))
        return redirect("students:class-consents", uid=uid)
    papers = consent_sheets.print_sheets(students, by=request.user, school=school_class.school)
    looked.note(request.user, "consent sheet", *students)
    content = consent_sheets.render_sheets(papers, school_class.name, school_class.school)
    return downloads.pdf(content, f"phieu-dong-y-{make_slug(school_class.name)}.pdf")


@never_cache
@require_safe
@requires("record consents")
def paper(request, number):
    """One sheet, where the code printed on it leads."""
    found = _paper_or_404(request, number)
    enrolment = found.student.current_enrolment()
    context = {
        "paper": found,
        "school_class": enrolment and enrolment.school_class,
        "consents": found.consents.all(),
        "scans": found.scans.select_related("attached_by", "struck_by"),
    }
    return render(request, "students/consent_paper.html", context)


@csrf_exempt  # asked for in scan_views, behind a look at the size
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("record consents")
def attach(request, number):
    return scan_views.attach(request, _signed(_paper_or_404(request, number)))


@require_safe
@requires("record consents")
def scan(request, number, scan):
    paper = _paper_or_404(request, number)
    found = get_object_or_404(paper.scans.standing(), pk=scan)
    looked.note(request.user, "signed consent sheet", paper.student, once_a_day=True)
    return scans.as_response(found, f"phieu-dong-y-{number}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("record consents")
def strike(request, number, scan):
    paper = _paper_or_404(request, number)
    return scan_views.strike(request, _signed(paper), get_object_or_404(paper.scans, pk=scan))


def _class_or_404(request, uid):
    classes = SchoolClass.objects.visible_to(request.user, to="record consents")
    return get_object_or_404(classes.select_related("school__commune", "year"), uid=uid)


def _students_of(request, school_class):
    """The pupils of the class of whom this person may write down consents."""
    return Student.objects.visible_to(request.user, to="record consents").sitting_in(school_class)


def _paper_or_404(request, number):
    papers = ConsentPaper.objects.visible_to(request.user, to="record consents")
    return get_object_or_404(papers.select_related("student__school"), number=tidy_code(number))


def _signed(paper):
    return scan_views.Signed(
        scans=paper.scans,
        school_id=paper.student.school_id,
        number=paper.number,
        title=_("Signed consent sheet %(number)s") % {"number": paper.number},
        back=reverse("students:consent-paper", args=[paper.number]),
    )
