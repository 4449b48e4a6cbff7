"""Marks of a term out of Excel: looked at, taken over, undone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.mark_lists import MarkListForm
from courses.mark_book import plan as plans
from courses.mark_book import rights, writing
from courses.models import MarkList
from lms import downloads, spreadsheets
from lms.uploaded_lists import CannotApply
from students import looked
from students.abilities import requires
from students.views import uploaded_lists

from .mark_book import found_term

ACT = "keep marks"
ROWS_A_PAGE = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def new(request, class_uid, number):
    school_class = rights.found_written_class(request.user, class_uid)
    term = found_term(school_class, number)
    context = {"school_class": school_class, "term": term}
    if why := writing.why_closed(school_class, term):
        return _show_new(request, context | {"refusal": why}, status=409 if request.method == "POST" else 200)
    subjects = rights.subjects_to_write(request.user, school_class)
    asked = subjects.filter(code=request.GET.get("subject", "")).first()
    # The file to fill in holds what was asked for, and nothing that one may not write.
    context["subjects"] = [asked] if asked else subjects
    form = MarkListForm(
        request.POST or None,
        request.FILES or None,
        school_class=school_class,
        term=term,
        subjects=rights.subjects_of(school_class),
        initial={"subject": asked},
    )
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            return redirect(plans.keep(school_class, term, upload, form.reading, by=request.user))
        except writing.Refused as why:
            return _show_new(request, context | {"refusal": str(why)}, status=409)
    return _show_new(request, context | {"form": form}, status=400 if form.is_bound else 200)


def _show_new(request, context, status):
    return render(request, "courses/mark_book/list_new.html", context, status=status)


@never_cache
@require_safe
@requires(ACT)
def detail(request, pk):
    """Every row and what becomes of it; after it was taken over: what became of it."""
    kept = _list(request, pk)
    plan = plans.Plan(kept, request.user)
    worst_first = sorted(plan.rows, key=lambda row: (row.action != plans.REFUSE, not row.noted))
    page = Paginator(worst_first, ROWS_A_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.told = [
            (plan.label(row, key), text, row.wrong.get(key) or row.noted.get(key, ""), key in row.wrong)
            for key, text in row.texts.items()
            if text
        ]
        row.about = row.wrong.get(plans.PUPIL, "")
    seen = {row.student for row in page if row.student}
    if seen:
        looked.note(request.user, "marks out of a file", *seen, once_a_day=True)
    context = {"list": kept, "plan": plan, "page_obj": page}
    return render(request, "courses/mark_book/list.html", context)


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
        messages.success(request, _("%(many)d rows are taken over into the book.") % {"many": many})
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
    if not plans.may_discard(kept, request.user):
        words = _(
            "This file holds marks of subjects that you do not write, so it was not thrown away. Leave that "
            "to %(name)s, or ask the school."
        )
        messages.error(request, words % {"name": kept.uploaded_by})
        return redirect(kept)
    back = reverse("courses:mark_list_new", args=[kept.school_class.uid, kept.term.number])
    return uploaded_lists.discard(request, kept, back)


@never_cache
@require_safe
@requires(ACT)
def left_out(request, pk):
    """What was not taken over, in the layout of the file, with the reason beside each row."""
    kept = _list(request, pk)
    plan = plans.Plan(kept, request.user)
    seen = {row.student for row in plan.of(plans.REFUSE) if row.student}
    if seen:
        looked.note(request.user, "marks out of a file", *seen)
    sheets = plans.left_out(plan) or [("–", [[_("No row was left out.")]])]
    return downloads.xlsx(spreadsheets.write(sheets), f"diem-chua-nhap-hk{kept.term.number}.xlsx")


def _list(request, pk):
    """A file that one may take over: whoever reads the class alone has no part in it."""
    lists = MarkList.objects.visible_to(request.user).distinct()
    lists = lists.select_related("school_class__school", "school_class__year", "term", "uploaded_by")
    kept = get_object_or_404(lists, pk=pk)
    rights.found_written_class(request.user, kept.school_class.uid)
    return kept
