"""A sheet of the mark book: read, typed into, shown to families; who changed what."""

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Window
from django.db.models.functions import Lag
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.mark_book import rights, showing, writing
from courses.mark_book.cells import written
from courses.mark_book.rules import MOST_REGULAR
from courses.mark_book.sheet import Sheet
from courses.models import ColumnMark, MarkColumn, RemarkPhrase
from lms import outbox
from lms.text import whole_number
from students import looked
from students.abilities import requires

from .mark_book import found_term

ROWS_A_PAGE = 60
PHRASES = 60
# Sixty pupils with every place of a sheet, and to spare.
MOST_CELLS = 1_000


@requires("keep marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, class_uid, number, subject):
    """The sheet as a form. A POST keeps what was changed in it: the whole form, or cells from a script."""
    if request.method == "POST":
        found = _sheet(request, class_uid, number, subject, to_write=True)
        return (_keep_cells if "cells" in request.POST else _keep_form)(request, found)
    found = _sheet(request, class_uid, number, subject)
    looked.note(request.user, "mark book", *_students(found), once_a_day=True)
    written = rights.subjects_to_write(request.user, found.school_class)
    return _show(request, found, written.contains(found.subject))


def _sheet(request, class_uid, number, code, to_write=False):
    """A sheet that one may read, or one that one writes; 404 for any other."""
    school_class = rights.found_class(request.user, class_uid)
    term = found_term(school_class, number)
    subjects = rights.subjects_of(school_class)
    if to_write:
        subjects = rights.subjects_to_write(request.user, school_class)
    return Sheet(school_class, get_object_or_404(subjects, code=code), term, request.user)


def _students(found):
    return [pupil.student for pupil in found.pupils]


def _regular(request):
    """How many ĐĐGtx were asked for."""
    return min(whole_number(request.POST.get("regular", request.GET.get("regular")), 1, 0), MOST_REGULAR)


def _show(request, found, may_write, entries=(), status=200):
    said = {(entry.student, entry.place): entry for entry in entries if entry.state in ("wrong", "clash")}
    is_open = may_write and not found.closing
    places = found.places_with(_regular(request))
    regular = sum(1 for place in places if place.kind == MarkColumn.Kind.REGULAR)
    rows = []
    for pupil in found.pupils:
        cells = []
        for place in places:
            entry = said.get((str(pupil.student.pk), place.key))
            text = pupil.value(place.key).text
            cells.append(
                (place, str(entry.now)[:600] if entry and entry.state == "wrong" else text, entry, text)
            )
        rows.append((pupil, cells, written(found.average(pupil))))
    level = RemarkPhrase.Level.PRIMARY if found.is_primary else RemarkPhrase.Level.SECONDARY
    shown = found.release
    context = {
        "sheet": found,
        "school_class": found.school_class,
        "places": [(place, found.column_at(place)) for place in places],
        "rows": rows,
        "is_open": is_open,
        "may_write": may_write,
        "wrong": [
            (pupil, place, entry) for pupil, cells, _a in rows for place, _t, entry, _s in cells if entry
        ],
        "regular": regular,
        "more_regular": regular + 1 if not found.is_primary and regular < MOST_REGULAR else 0,
        "phrases": RemarkPhrase.objects.visible_to(request.user).filter(level=level)[:PHRASES],
        "is_new_since_shown": shown is not None and found.last_row > shown.last_row,
    }
    return render(request, "courses/mark_book/sheet.html", context, status=status)


def _keep_form(request, found):
    """What differs from what the form showed was typed; others may have changed the rest meanwhile."""
    seen = whole_number(request.POST.get("seen"), 18, 0)
    before = Sheet(found.school_class, found.subject, found.term, request.user, up_to=seen)
    regular = _regular(request)
    entries = []
    for pupil in before.pupils:
        if not pupil.sits_here:
            continue
        for place in before.places_with(regular):
            now = request.POST.get(f"{pupil.student.pk}.{place.key}")
            was = pupil.value(place.key).text
            if now is not None and " ".join(now.split()) != was:
                entries.append(writing.Entry(str(pupil.student.pk), place.key, now, was))
    try:
        _write(request, found, entries)
    except writing.Refused as why:
        messages.error(request, str(why))
        return redirect(request.get_full_path())
    kept = sum(1 for entry in entries if entry.state == writing.KEPT)
    for entry in entries:
        if entry.state in (writing.KEPT, writing.SAME) and entry.said:
            messages.info(request, entry.said)
    if kept:
        messages.success(request, _("Kept: %(n)d cells.") % {"n": kept})
    open_ones = [entry for entry in entries if entry.state in (writing.WRONG, writing.CLASH)]
    if not open_ones:
        if not entries:
            messages.info(request, _("Nothing was changed."))
        return redirect(request.get_full_path())
    fresh = Sheet(found.school_class, found.subject, found.term, request.user)
    return _show(request, fresh, True, open_ones, status=422)


def _keep_cells(request, found):
    """Cells that a script sends: [[pupil, place, what it was, what it is]]."""
    try:
        entries = _read_cells(request.POST["cells"])
    except outbox.Malformed:
        words = _("A cell holds a sign that is no text. Type the cell anew; nothing was kept.")
        return JsonResponse({"refused": words}, status=400)
    if entries is None:
        return JsonResponse({"refused": _("These cells could not be read. Load the page again.")}, status=400)
    try:
        _write(request, found, entries)
    except writing.Refused as why:
        return JsonResponse({"refused": str(why)}, status=409)
    fresh = Sheet(found.school_class, found.subject, found.term, request.user)
    touched = {entry.student for entry in entries}
    averages = {
        str(pupil.student.pk): written(fresh.average(pupil))
        for pupil in fresh.pupils
        if str(pupil.student.pk) in touched
    }
    cells = [[one.student, one.place, one.state, one.text, one.said] for one in entries]
    return JsonResponse({"cells": cells, "averages": averages, "seen": str(fresh.last_row)})


def _read_cells(text):
    """None when they are no cells. Raises Malformed for what no database keeps."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, list) or len(told) > MOST_CELLS:
        return None
    entries = []
    for one in told:
        if not (isinstance(one, list) and len(one) == 4 and all(isinstance(part, str) for part in one)):
            return None
        if any(outbox.NOT_TEXT.search(part) for part in one):
            raise outbox.Malformed("bad_text")
        student, place, was, now = one
        entries.append(writing.Entry(student, place, now[:2_000], was))
    return entries


def _write(request, found, entries):
    regular = _regular(request)
    writing.write(found.school_class, found.subject, found.term, entries, request.user, regular)


@requires("keep marks")
@never_cache
@require_POST
def show(request, class_uid, number, subject):
    """Let pupils and families read the sheet as it stands, or take it back."""
    found = _sheet(request, class_uid, number, subject, to_write=True)
    what = (found.school_class, found.subject, found.term)
    if "back" in request.POST:
        done = showing.take_back(*what, by=request.user)
        said = _("Pupils and families do not read this sheet any more.")
    else:
        done = showing.show(*what, by=request.user)
        said = _("Pupils and families now read this sheet as it stands. What you change later waits for you.")
    if done:
        messages.success(request, said)
    else:
        messages.info(request, _("It is so already."))
    return redirect("courses:mark_sheet", class_uid, number, subject)


@requires("keep marks")
@never_cache
@require_safe
def changes(request, class_uid, number, subject):
    """Who wrote what when, the newest first, with what stood there before."""
    found = _sheet(request, class_uid, number, subject)
    places = {"partition_by": [F("column"), F("student")], "order_by": F("pk").asc()}
    columns = [column.pk for column in found.columns.values()]
    seen = {one.pk for one in _students(found)}
    rows = ColumnMark.objects.filter(column__in=columns, student__in=seen).annotate(
        mark_before=Window(Lag("mark"), **places), words_before=Window(Lag("words"), **places)
    )
    rows = rows.select_related("column", "student", "by", "attempt").order_by("-pk")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    looked.note(request.user, "mark book", *{row.student for row in page}, once_a_day=True) if page else None
    return render(request, "courses/mark_book/changes.html", {"sheet": found, "page_obj": page})
