"""The key of a question was wrong: say what is right, look at what changes, apply it; undone by another."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import correcting, judging, question_html, seeing_keys
from courses.authoring import follow_roles
from courses.forms.corrections import CorrectionForm
from courses.marking_desk.veil import veiled
from courses.models import KeyCorrection, MarkRelease, PaperItem, Question, QuestionVersion
from courses.questions import is_asked, keys
from students import looked
from students.abilities import requires
from students.models import Student

from .results import found_quiz

Scope = KeyCorrection.Scope
# More names than this nobody reads; the numbers tell of all.
MOST_NAMES = 200


@requires("see marks")
@never_cache
@require_safe
def index(request, uid, class_uid):
    """The questions of a quiz with the keys they are marked by, and what was corrected."""
    page, school_class = _found(request, uid, class_uid)
    if seeing_keys.waits_for_opening(page, request.user):
        return _waits(page)
    items = PaperItem.objects.filter(paper__page=page).select_related("paper", "version__question__bank")
    # Of one that several papers ask, once, as the newest asks it.
    newest = {item.version_id: item for item in items.order_by("paper__number", "place")}
    asked = [item for item in newest.values() if is_asked(item.version.kind)]
    asked.sort(key=lambda item: (-item.paper.number, item.written_as))
    rows = correcting.rows_for(asked)
    prefetch_related_objects(rows, "by")
    told = correcting.corrected(asked, rows, page.pk, school_class.school_id)
    context = {
        "page": page,
        "school_class": school_class,
        "questions": [
            {"number": number, "item": item, "history": _history(rows, item.version, page, school_class)}
            for number, item in enumerate(told, start=1)
        ],
    }
    return render(request, "courses/corrections/index.html", context)


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_class(request, uid, class_uid, version):
    """Correct a key for the own school, from a class that sat the quiz."""
    page, school_class = _found(request, uid, class_uid)
    if seeing_keys.waits_for_opening(page, request.user):
        return _waits(page)
    found = get_object_or_404(
        QuestionVersion.objects.filter(paper_items__paper__page=page)
        .select_related("question__bank")
        .distinct(),
        pk=version,
    )
    scopes = [Scope.SCHOOL]
    if judging.may_correct_everywhere(request.user, found):
        scopes.append(Scope.EVERYWHERE)
    back = ("courses:corrections", page.uid, school_class.uid)
    return _correct(request, found, scopes, back, page=page, school=school_class.school)


@requires("write questions")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_bank(request, pk, number):
    """Correct a key wherever the question is asked: for who may write in its bank."""
    question = get_object_or_404(Question.objects.open_for(request.user), pk=pk)
    # One that no paper asks yet is rewritten instead; a correction would hold it for ever.
    asked = question.versions.filter(used_at__isnull=False).select_related("question__bank")
    found = get_object_or_404(asked, number=number)
    return _correct(request, found, [Scope.EVERYWHERE], ("courses:question", question.pk))


def _found(request, uid, class_uid):
    page, school_class = found_quiz(request, uid, class_uid, to="see marks")
    if not judging.may_correct_at(request.user, page, school_class.school_id):
        raise PermissionDenied("correct a key")
    follow_roles(request.user)
    return seeing_keys.found(request.user, page.translation_key), school_class


def _waits(page):
    words = _("This quiz opens at %(at)s. Until then only who made it or gave it to a class sees its keys.")
    return HttpResponse(words % {"at": seeing_keys.opening(page)}, status=403)


def _correct(request, version, scopes, back, page=None, school=None):
    if not is_asked(version.kind):
        raise Http404
    form = CorrectionForm(request.POST or None, version=version, scopes=scopes, page=page, school=school)
    context = {"version": version, "form": form, "back": back, "page": page, "status": 200}
    context["now"] = _shown_now(version, KeyCorrection(version=version, page=page, school=school))
    if request.method == "POST":
        if not form.is_valid():
            return _form(request, context, status=422)
        correction = form.correction()
        if request.POST.get("act") == "apply":
            try:
                digest = request.POST.get("digest", "")
                diff = correcting.apply(
                    correction, request.user, digest, next_url=reverse(back[0], args=back[1:])
                )
            except correcting.Refused as why:
                return _preview(request, context, correction, refusal=str(why), status=409)
            if diff and diff.job:
                return redirect("job", pk=diff.job.pk)
            messages.success(request, _applied(diff))
            return redirect(*back)
        return _preview(request, context, correction)
    return _form(request, context)


def _form(request, context, status=200):
    version = context["version"]
    html = question_html.render_alone(version, number="")
    if (said := context["form"].response()) is not None:
        html = question_html.filled(html, 1, said)
    context["asked"] = mark_safe(html) if keys.can_be_corrected(version.kind) else ""
    return render(request, "courses/corrections/form.html", context, status=status)


def _preview(request, context, correction, refusal="", status=200):
    diff = correcting.diff_of(correction)
    seen = Student.objects.visible_to(request.user, to="see marks")
    pupils = {line.attempt.student_id for line in diff.lines}
    known = set(seen.filter(pk__in=pupils).values_list("pk", flat=True))
    nameless = veiled(line.attempt for line in diff.lines)
    lines = sorted(
        (line for line in diff.lines if line.attempt.student_id in known and line.attempt.pk not in nameless),
        key=lambda line: (line.attempt.student.name_sort, line.attempt.number),
    )
    if lines:
        looked.note(request.user, "answers", *{line.attempt.student for line in lines}, once_a_day=True)
    item = correcting.corrected(
        [PaperItem(version=context["version"])], [correction], correction.page_id, correction.school_id
    )[0]
    context |= {
        "diff": diff,
        "lines": lines[:MOST_NAMES],
        "unnamed": len(diff.lines) - len(lines[:MOST_NAMES]),
        "correction": correction,
        "then": item.version.shown_key(),
        "released": _released(diff),
        "refusal": refusal,
    }
    return render(request, "courses/corrections/preview.html", context, status=status)


def _released(diff):
    """Whether some of these marks were shown already."""
    pairs = {(line.attempt.page_id, line.attempt.school_class_id) for line in diff.lines}
    shown = MarkRelease.objects.filter(page__in={page for page, _class in pairs if page})
    return any(pair in pairs for pair in shown.values_list("page", "school_class"))


def _applied(diff):
    if diff is None or not diff.lines:
        return _("Corrected. No mark changes.")
    words = ngettext(
        "Corrected. %(n)d attempt was marked anew.",
        "Corrected. %(n)d attempts were marked anew.",
        len(diff.lines),
    )
    return words % {"n": len(diff.lines)}


def _history(rows, version, page, school_class):
    return [
        row for row in rows if row.version_id == version.pk and row.concerns(page.pk, school_class.school_id)
    ]


def _shown_now(version, place):
    item = PaperItem(version=version)
    rows = correcting.rows_for([item])
    return correcting.corrected([item], rows, place.page_id, place.school_id)[0].version.shown_key()
