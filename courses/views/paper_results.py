"""A class's papers typed in, a row a pupil. Each row is a form of its own and is kept by itself."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import results
from courses.judging import classes_judged_by
from courses.paper_results import columns, standing, taking
from courses.printing import editions
from courses.templatetags.questions import mark as in_words
from students import looked
from students.abilities import requires


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request, uid, class_uid):
    """The sheet of a class; a POST keeps one row, and says in place what cannot be read."""
    page, school_class = found_paper_quiz(request.user, uid, class_uid)
    found = editions.of_page(page)
    sheets = standing.of_class(school_class, page, request.user)
    # A row says itself which publishing its page showed: meanwhile somebody may have typed in a newer one.
    wanted = request.POST.get("edition") or request.GET.get("edition") or _edition_of(sheets)
    papers = editions.chosen(found, wanted)
    if request.method == "POST":
        return _keep(request, page, school_class, papers, sheets)
    seen = [sheet.student for sheet in sheets if sheet.attempt]
    looked.note(request.user, "answers", *seen, once_a_day=True)
    return _show(request, page, school_class, papers, sheets)


def found_paper_quiz(user, uid, class_uid):
    """(page, class) of a graded quiz whose papers `user` may type in; 404 otherwise."""
    classes = classes_judged_by(user).select_related("school", "year").distinct()
    school_class = get_object_or_404(classes, uid=class_uid)
    graded = results.quizzes_of(school_class, user).filter(practice=False)
    return get_object_or_404(graded, translation_key=uid), school_class


def _edition_of(sheets):
    """The publishing whose papers were typed in last; before the first, the newest."""
    numbers = [sheet.attempt.paper.number for sheet in sheets if sheet.attempt]
    return str(max(numbers)) if numbers else ""


def _keep(request, page, school_class, papers, sheets):
    wanted = request.POST.get("student", "")
    sheet = next((one for one in sheets if str(one.student.pk) == wanted), None)
    if sheet is None or not papers:
        raise Http404
    typed = {column.label: request.POST.get(column.label, "") for column in columns.of_papers(papers)}
    typed["code"] = request.POST.get("code", "")
    refused = {}
    try:
        said = _take_row(sheet, papers, typed, request)
    except taking.Refused as why:
        refused, said = why.sentences, _("not kept yet")
    if request.headers.get("Accept", "").startswith("application/json"):
        fresh = standing.of_students([sheet.student], page)[0]
        told = {"kept": not refused, "said": said, "mark": _mark(fresh), "wrong": refused, **_texts(fresh)}
        return JsonResponse(told, status=422 if refused else 200)
    if not refused:
        messages.success(request, f"{sheet.student.full_name}: {said}")
        return redirect(f"{request.get_full_path()}#s{sheet.student.pk}")
    typing = {sheet.student.pk: (typed, refused)}
    return _show(request, page, school_class, papers, sheets, typing, status=422)


def _take_row(sheet, papers, typed, request):
    """What became of a row, in words. Raises Refused."""
    if sheet.attempt and not sheet.is_of(papers):
        words = _(
            "This sheet is typed in as publishing no. %(number)d. Choose that one above to change it. If it "
            "is of the one shown here, empty its row there first."
        )
        raise taking.Refused({"code": words % {"number": sheet.attempt.paper.number}})
    code, told = typed["code"].strip(), {name: text for name, text in typed.items() if name != "code"}
    filled = any(text.strip() for text in told.values())
    by_code = {paper.code: paper for paper in papers}
    if not code and not filled and "here" not in request.POST:
        if sheet.attempt is None:
            return _("nothing to keep")
        taking.take_back(sheet.student, sheet.attempt.page, by=request.user)
        return _("taken back; it does not count any more")
    if code not in by_code:
        codes = ", ".join(by_code)
        words = _("Choose the paper code that stands on the sheet.")
        if code:
            words = _("There is no paper code «%(code)s». This quiz has %(codes)s.")
        raise taking.Refused({"code": words % {"code": code[:10], "codes": codes}})
    taking.take(sheet.student, by_code[code], told, by=request.user)
    return pgettext("row of a sheet", "kept")


def _texts(sheet):
    return {"texts": {"code": sheet.code, **sheet.texts}}


def _mark(sheet):
    if sheet.attempt is None:
        return ""
    if sheet.attempt.to_mark:
        return _("%(n)d to mark") % {"n": sheet.attempt.to_mark}
    return in_words(sheet.attempt.mark)


def _show(request, page, school_class, papers, sheets, typing=None, status=200):
    heads = columns.of_papers(papers)
    rows = [_row(sheet, papers, heads, *(typing or {}).get(sheet.student.pk, (None, {}))) for sheet in sheets]
    context = {
        "page": page,
        "school_class": school_class,
        "papers": papers,
        "codes": [paper.code for paper in papers if paper.code],
        "editions": editions.of_page(page),
        "columns": heads,
        "rows": rows,
        "typed_in": sum(1 for sheet in sheets if sheet.attempt),
        "here": reverse("courses:paper_results", args=[page.uid, school_class.uid]),
    }
    return render(request, "courses/paper_results.html", context, status=status)


def _row(sheet, papers, heads, typed, refused):
    """A row of the page; what was typed and refused stays in its fields."""
    texts = typed or {"code": sheet.code, **sheet.texts}
    return {
        "sheet": sheet,
        # The publishing under which it is typed in, if it is another.
        "elsewhere": sheet.attempt.paper.number if sheet.attempt and not sheet.is_of(papers) else None,
        "code": texts.get("code", ""),
        "mark": _mark(sheet),
        "cells": [(head, texts.get(head.label, ""), refused.get(head.label, "")) for head in heads],
        "wrong": refused,
    }
