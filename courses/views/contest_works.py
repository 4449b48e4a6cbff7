"""A work of a contest: handed in by its authors, confirmed by their teacher, opened by who may."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import answer_files
from courses.answer_files import NotKept
from courses.competitions.entering import Refused
from courses.models import ContestAuthor, ContestFile, ContestWork, FileKind, WorkContest
from courses.models.competitions import ORGANISE
from courses.models.work_contests import HAND_IN
from courses.views.work_contests import is_led, seen
from courses.work_contests import confirming, entering, files, showing
from students import looked
from students.abilities import requires
from students.models import SchoolClass, Student

PER_PAGE = 50
WAITING_FIRST = Case(When(confirmed_at=None, turned_down_at=None, then=0), default=1)
MOST_UPLOADS = 10


@requires(HAND_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request, pk):
    """The own work: kept as a draft, handed in, or taken back."""
    found, user = seen(request.user, pk), request.user
    if sentence := entering.fault_of(found, user):
        messages.info(request, sentence)
        return redirect("courses:work_contest", found.pk)
    work, refusal = entering.work_of(found, user), ""
    if request.method == "POST":
        try:
            return _changed(request, found, work)
        except (Refused, NotKept) as why:
            refusal = str(why)
            work = entering.work_of(found, user)
    typed, is_pupil = request.POST if refusal else None, bool(user.student_or_none)
    context = {
        "contest": found,
        "work": work,
        "files": showing.files_of(work, showing.own_address) if work else [],
        "is_open": found.takes_works(),
        "closed": entering.closed(found),
        "refusal": refusal,
        "title": typed.get("title", "") if typed else (work.title if work else ""),
        "words": typed.get("words", "") if typed else (work.words if work else ""),
        "lectures": list(entering.lectures_for(user)[: entering.LECTURES]) if found.takes_lecture else [],
        "kinds": files.said(found.file_kinds),
        "accept": _accept(found.file_kinds, is_pupil),
        "takes_photos": FileKind.PHOTO in found.file_kinds,
        "takes_sound": FileKind.SOUND in found.file_kinds,
        "most_words": entering.MOST_WORDS,
        "turn": work.turn if work else 0,
        "is_pupil": is_pupil,
        "authors": list(work.authors.select_related("student", "user")) if work else [],
    }
    return render(request, "courses/work_contests/mine.html", context, status=422 if refusal else 200)


def _changed(request, found, work):
    """Raises Refused or NotKept."""
    act, user = request.POST.get("act"), request.user
    if act == "take_back":
        if work:
            entering.take_back(work, by=user)
            messages.success(request, _("Taken back. It is a draft again; hand it in before the last day."))
        return redirect("courses:contest_work_mine", found.pk)
    if not found.takes_works():
        raise Refused(entering.closed(found))
    uploads = [one for one in request.FILES.getlist("file") if one.name][: MOST_UPLOADS + 1]
    for upload in uploads:
        if upload.size > answer_files.MOST_BYTES:
            raise NotKept(
                _("«%(name)s» is larger than 10 MB. Make it smaller.") % {"name": upload.name[-60:]}
            )
    told = {name: request.POST.get(name, "") for name in ("title", "words", "lecture")}
    keep = [one for one in request.POST.getlist("keep") if entering.is_id(one)]
    hand_in = act == "hand_in"
    with transaction.atomic():
        entering.save(work or entering.begin(found, user), user, told, uploads, keep, hand_in)
    if not hand_in:
        words = _("Kept as a draft. Nobody else reads it before you hand it in.")
    elif found.for_pupils:
        words = _("Handed in. Your teacher confirms it.")
    else:
        words = _("Handed in. Until the last day you may take it back.")
    messages.success(request, words)
    return redirect("courses:contest_work_mine", found.pk)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request, pk):
    """Works of the own pupils, or of all for the organiser: confirm them, or turn them down with a reason."""
    found = seen(request.user, pk)
    is_organiser = is_led(request.user, found)
    works = ContestWork.objects.filter(contest=found, handed_at__isnull=False)
    works = works if is_organiser else works.looked_after_by(request.user)
    refusal = ""
    if request.method == "POST":
        try:
            _decide(request, works)
            return redirect("courses:contest_works", found.pk)
        except Refused as why:
            refusal = str(why)
    listed = works.select_related("school", "group").prefetch_related(
        "authors__student", "authors__user", "files"
    )
    page = Paginator(listed.order_by(WAITING_FIRST, "number"), PER_PAGE).get_page(request.GET.get("page"))
    showing.note_looked(request.user, "work of a contest", page.object_list)
    context = {
        "contest": found,
        "page_obj": page,
        "refusal": refusal,
        "is_organiser": is_organiser,
        "any_waits": any(one.waits for one in page.object_list) and not found.drawn_at,
    }
    return render(request, "courses/work_contests/works.html", context, status=422 if refusal else 200)


def _decide(request, works):
    keys = [one for one in request.POST.getlist("work")[:PER_PAGE] if entering.is_id(one)]
    chosen = works.filter(pk__in=keys)
    looked_at = {one: request.POST.get(f"handed-{one}", "") for one in keys}
    if "turn_down" in request.POST:
        n = confirming.turn_down(chosen, request.user, request.POST.get("reason", ""), looked_at)
        words = ngettext("%(n)d work was turned down.", "%(n)d works were turned down.", n)
    else:
        n = confirming.confirm(chosen, request.user, looked_at)
        words = ngettext("%(n)d work was confirmed.", "%(n)d works were confirmed.", n)
    if not n:
        raise Refused(_("Nothing was ticked that waits. Tick works and press again."))
    return messages.success(request, words % {"n": n})


@requires("give work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def team(request, pk, class_uid):
    """A teacher ticks the pupils of a class who make one work together."""
    found = get_object_or_404(WorkContest.objects.visible_to(request.user).filter(for_pupils=True), pk=pk)
    classes = SchoolClass.objects.visible_to(request.user, to="give work").select_related("school")
    school_class = get_object_or_404(classes, uid=class_uid)
    pupils = list(Student.objects.visible_to(request.user, to="give work").sitting_in(school_class))
    refusal = ""
    if request.method == "POST":
        ticked = set(request.POST.getlist("pupil"))
        try:
            entering.form_team(found, [one for one in pupils if str(one.pk) in ticked], request.user)
            messages.success(request, _("The team is there. Each of them can now hand their work in."))
            return redirect("courses:work_contest", found.pk)
        except Refused as why:
            refusal = str(why)
    numbers = dict(
        ContestAuthor.objects.filter(contest=found, student__in=pupils).values_list("student", "work__number")
    )
    context = {
        "contest": found,
        "school_class": school_class,
        "rows": [(one, numbers.get(one.pk)) for one in pupils],
        "refusal": refusal,
    }
    return render(request, "courses/work_contests/team.html", context, status=422 if refusal else 200)


@never_cache
@require_safe
def detail(request, pk):
    """A work as those read it who may know its authors."""
    works = ContestWork.objects.visible_to(request.user).select_related(
        "contest", "school", "lecture", "group"
    )
    work = get_object_or_404(works, pk=pk)
    showing.note_looked(request.user, "work of a contest", [work])
    context = {
        "contest": work.contest,
        "work": work,
        "files": showing.files_of(work, showing.own_address),
        "authors": list(work.authors.select_related("student", "user")),
    }
    return render(request, "courses/work_contests/work.html", context)


@never_cache
@require_safe
def file(request, pk):
    """A file of a work: for its authors, their teacher and the organiser; judges and readers of results come
    by addresses of their own."""
    row = get_object_or_404(ContestFile.objects.visible_to(request.user).select_related("work"), pk=pk)
    if not request.user.student_or_none:
        pupils = [one.student for one in row.work.authors.select_related("student") if one.student]
        looked.note(request.user, "work of a contest", *pupils, once_a_day=True)
    return files.as_response(request, row, files.place_of(row) or 0)


def _accept(kinds, is_pupil):
    """What the plain field takes; of pupils photos and recordings have fields of their own."""
    told = {"pdf": "application/pdf", "office": ".docx,.pptx,.xlsx"}
    if not is_pupil:
        told |= {"photo": "image/jpeg,image/png,image/webp", "sound": "audio/*"}
    return ",".join(told[one] for one in kinds if one in told)
