"""A class's answers on paper from an Excel file: fetched, looked at, mended, taken over, undone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.paper_lists import PaperListForm
from courses.models import PaperList
from courses.paper_results import plan as plans
from courses.paper_results import sheet_file, standing
from courses.printing import editions
from lms import downloads
from lms.text import make_slug
from lms.uploaded_lists import CannotApply
from students import looked
from students.abilities import requires
from students.models import Student
from students.views import uploaded_lists

from .paper_results import found_paper_quiz

ACT = "see marks"
LATEST = 10


@never_cache
@require_safe
@requires(ACT)
def template(request, uid, class_uid):
    """The file of the class, with what was typed in so far."""
    page, school_class = found_paper_quiz(request.user, uid, class_uid)
    papers = editions.chosen(editions.of_page(page), request.GET.get("edition"))
    if not papers:
        raise Http404
    sheets = standing.of_class(school_class, page, request.user)
    seen = [sheet.student for sheet in sheets if sheet.attempt]
    looked.note(request.user, "answers", *seen, once_a_day=True)
    name = f"bai-giay-{make_slug(page.title)}-{make_slug(school_class.name)}.xlsx"
    return downloads.xlsx(sheet_file.write(papers, sheets), name)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def new(request, uid, class_uid):
    page, school_class = found_paper_quiz(request.user, uid, class_uid)
    papers = editions.chosen(editions.of_page(page), request.GET.get("edition"))
    form = PaperListForm(request.POST or None, request.FILES or None, papers=papers)
    if request.method == "POST" and papers and form.is_valid():
        upload = form.cleaned_data["file"]
        return redirect(
            plans.keep(page, school_class, papers, upload, form.found, form.unknown, by=request.user)
        )
    mine = PaperList.objects.visible_to(request.user).for_lists()
    context = {
        "page": page,
        "school_class": school_class,
        "papers": papers,
        "form": form,
        "latest": mine.filter(page=page, school_class=school_class).select_related("uploaded_by")[:LATEST],
    }
    return render(request, "courses/paper_list_new.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_safe
@requires(ACT)
def detail(request, pk):
    """Every row and what becomes of it; after it was taken over: what became of it."""
    kept = _list(request, pk)
    plan = plans.Plan(kept)
    looked.note(request.user, "answers", *{row.student for row in plan.rows if row.student}, once_a_day=True)
    context = {
        "list": kept,
        "plan": plan,
        "refused": plan.of(plans.REFUSE),
        "codes": [code for code in plan.by_code if code],
        "pupils": Student.objects.sitting_in(kept.school_class),
    }
    return render(request, "courses/paper_list.html", context)


@never_cache
@require_POST
@requires(ACT)
def mend(request, pk, number):
    """Put a row right, leave it out, or take it in again."""
    kept = _list(request, pk)
    row = get_object_or_404(kept.rows, number=number)
    if kept.state != PaperList.State.PREVIEWED:
        messages.info(
            request, _("This file is taken over. Type what is wrong in anew on the sheet of the class.")
        )
        return redirect(kept)
    if "leave" in request.POST:
        row.is_left_out = not row.is_left_out
    else:
        row.code = request.POST.get("code", row.code)[:10]
        row.texts = {label: request.POST.get(label, text)[:200] for label, text in row.texts.items()}
        pupils = Student.objects.sitting_in(kept.school_class)
        row.student = next((one for one in pupils if str(one.pk) == request.POST.get("pupil")), row.student)
    row.save(update_fields=["code", "texts", "student", "is_left_out"])
    return redirect(f"{kept.get_absolute_url()}#r{row.number}")


@never_cache
@require_POST
@requires(ACT)
def confirm(request, pk):
    kept = _list(request, pk)
    try:
        plan = plans.apply(kept, by=request.user)
    except CannotApply as error:
        messages.error(request, str(error))
    else:
        many = plan.counts["create"] + plan.counts["update"]
        messages.success(request, _("%(many)d sheets are typed in.") % {"many": many})
    return redirect(kept)


@never_cache
@require_POST
@requires(ACT)
def take_back(request, pk):
    said = _("Everything stands again as it stood before this file.")
    return uploaded_lists.take_back(request, _list(request, pk), plans.undo, said)


@never_cache
@require_POST
@requires(ACT)
def discard(request, pk):
    kept = _list(request, pk)
    back = reverse("courses:paper_list_new", args=[kept.page.uid, kept.school_class.uid])
    return uploaded_lists.discard(request, kept, back)


def _list(request, pk):
    lists = PaperList.objects.visible_to(request.user).distinct()
    return get_object_or_404(lists.select_related("page", "school_class__school", "uploaded_by"), pk=pk)
