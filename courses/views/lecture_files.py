"""Files into lectures: upload, look as pupils will, mend in place, make the drafts, undo."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import teachers_places
from courses.forms.lecture_files import KindForm, LectureFileForm, PicturesForm, PieceForm, TitleForm
from courses.lecture_files import applying, arranging, blocks, formats, keeping, reading, report
from courses.models import LectureFile
from lms.uploaded_lists import CannotApply
from students.abilities import requires
from students.views import uploaded_lists

ACT = "write questions"
PIECES_A_PAGE = 30
LATEST = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def new(request):
    """Upload a file into a course, or open the missing courses of the own classes first."""
    if request.method == "POST" and "open_places" in request.POST:
        teachers_places.open_places(request.user)
        return redirect("courses:lecture_file_new")
    courses = teachers_places.courses_open_for(request.user)
    wanted = _course(courses, request.GET.get("course", ""))
    form = LectureFileForm(
        request.POST or None, request.FILES or None, courses=courses, initial={"course": wanted}
    )
    if request.method == "POST" and form.is_valid():
        return _taken(request, form.cleaned_data["course"], form.cleaned_data["file"])
    latest = LectureFile.objects.filter(course__in=courses.values("pk"))
    latest = latest.select_related("course", "uploaded_by").order_by("-uploaded_at")[:LATEST]
    context = {
        "form": form,
        "latest": latest,
        "may_write": courses.exists(),
        "may_open": teachers_places.may_open_places(request.user),
        "most_pages": formats.pdf.MOST_PAGES,
        "most_slides": formats.slides.MOST_SLIDES,
    }
    status = 400 if form.is_bound else 200
    return render(request, "courses/lecture_files/new.html", context, status=status)


def _taken(request, course, upload):
    """The answer to an upload: what was made of the same file before, or the page that says how far it is."""
    content = upload.read()
    known = keeping.taken_over(course, keeping.hash_of(content))
    if known:
        messages.info(request, _("This very file stands in the course already; nothing was done twice."))
        return redirect(known)
    with transaction.atomic():
        kept = keeping.waiting(course, keeping.hash_of(content), request.user) or keeping.keep(
            course, upload.name, content, by=request.user
        )
        job = None if kept.read_at else reading.begin(kept, by=request.user)
    return redirect("job", pk=job.pk) if job else redirect(kept)


@never_cache
@require_safe
@requires(ACT)
def detail(request, pk):
    """Each piece as pupils will see it, with what can be changed; after taking over: what became of it."""
    kept = _file(request, pk)
    if kept.state != LectureFile.State.PREVIEWED:
        context = {"kept": kept, "lectures": [_lecture(page, request.user) for page in kept.pages()]}
        return render(request, "courses/lecture_files/done.html", context)
    if kept.read_at is None:
        if job := reading.under_way(kept, request.user):
            return redirect("job", pk=job.pk)
        return render(request, "courses/lecture_files/unread.html", {"kept": kept})
    plan = applying.Plan(kept)
    page_obj = Paginator(plan.pieces, PIECES_A_PAGE).get_page(request.GET.get("page"))
    for piece in page_obj:
        piece.html = blocks.rendered(piece)
        piece.is_for_the_full_editor = blocks.is_for_the_full_editor(piece)
        piece.kinds = KindForm(piece=piece) if piece.has_words or piece.kind == "heading" else None
    context = {
        "kept": kept,
        "format": formats.FORMATS[kept.format].LABEL,
        "plan": plan,
        "said": report.all_said(kept, plan.pieces),
        "page_obj": page_obj,
        "may_edit": kept.course.permissions_for_user(request.user).can_add_subpage(),
        "title_form": TitleForm(initial={"title": kept.title}),
    }
    return render(request, "courses/lecture_files/preview.html", context)


@never_cache
@require_POST
@requires(ACT)
def title(request, pk):
    kept = _waiting(request, pk)
    form = TitleForm(request.POST)
    if form.is_valid():
        kept.title = form.cleaned_data["title"]
        kept.save(update_fields=["title"])
    else:
        messages.error(request, " ".join(form.errors["title"]))
    return redirect(kept)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def piece(request, pk, key):
    """The words of one piece, mended."""
    kept = _waiting(request, pk)
    one = _piece(kept, key)
    form = PieceForm(request.POST or None, piece=one)
    back = _back(kept, one)
    if request.method == "POST" and form.is_valid():
        form.keep()
        return redirect(back)
    context = {"kept": kept, "piece": one, "form": form, "back": back}
    status = 400 if form.is_bound else 200
    return render(request, "courses/lecture_files/piece.html", context, status=status)


@never_cache
@require_POST
@requires(ACT)
def act(request, pk, key):
    """Leave out, move, join, begin a lecture, become another kind: one small act upon a piece."""
    kept = _waiting(request, pk)
    one = _piece(kept, key)
    name = request.POST.get("act", "")
    try:
        if name == "kind":
            arranging.change_kind(one, request.POST.get("kind", ""))
        elif name in arranging.ACTS:
            one = arranging.ACTS[name](one) or one
        else:
            messages.error(request, _("Choose what is to become of this piece by one of its buttons."))
    except arranging.CannotArrange as why:
        messages.error(request, str(why))
    return redirect(_back(kept, one))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def pictures(request, pk):
    """What each picture shows, and whether pupils can be recognised: asked once, with all in sight."""
    kept = _waiting(request, pk)
    pieces = applying.Plan(kept).asked
    form = PicturesForm(request.POST or None, kept=kept, pieces=pieces)
    if request.method == "POST" and form.is_valid():
        form.keep()
        return redirect(kept)
    context = {"kept": kept, "form": form, "many": len(pieces)}
    return render(
        request, "courses/lecture_files/pictures.html", context, status=400 if form.is_bound else 200
    )


@never_cache
@require_safe
@requires(ACT)
def picture(request, pk, key):
    """The picture of a piece that waits; it was drawn anew when the file was read."""
    shown = getattr(_piece(_file(request, pk), key), "picture", None)
    if shown is None:
        raise Http404
    kind = "image/png" if shown.ending == "png" else "image/jpeg"
    return HttpResponse(
        bytes(shown.content), content_type=kind, headers={"Cache-Control": "private, no-store"}
    )


@never_cache
@require_POST
@requires(ACT)
def confirm(request, pk):
    kept = _file(request, pk)
    try:
        plan = applying.apply(kept, by=request.user)
    except CannotApply as error:
        messages.error(request, str(error))
    else:
        many = len(plan.drafts)
        told = ngettext(
            "%(many)d draft stands in the course now.", "%(many)d drafts stand in the course now.", many
        )
        messages.success(request, told % {"many": many})
    return redirect(kept)


@never_cache
@require_POST
@requires(ACT)
def take_back(request, pk):
    kept = _file(request, pk)
    said = _("The drafts of this file are out of the course again, with their pictures.")
    return uploaded_lists.take_back(request, kept, applying.undo, said)


@never_cache
@require_POST
@requires(ACT)
def discard(request, pk):
    kept = _file(request, pk)
    back = f"{reverse('courses:lecture_file_new')}?course={kept.course.public_id}"
    return uploaded_lists.discard(request, kept, back)


def _file(request, pk):
    files = LectureFile.objects.visible_to(request.user)
    return get_object_or_404(files.select_related("course__school", "uploaded_by"), pk=pk)


def _waiting(request, pk):
    """A file that can still be changed."""
    kept = _file(request, pk)
    if kept.state != LectureFile.State.PREVIEWED or kept.read_at is None:
        raise Http404
    return kept


def _piece(kept, key):
    return get_object_or_404(kept.pieces.select_related("picture", "lecture_file"), pk=key)


def _course(courses, public_id):
    """The course that an address names; None for none, or one where this person does not write."""
    try:
        return courses.filter(translation_key=UUID(public_id)).first()
    except ValueError:
        return None


def _back(kept, one):
    """The preview, at the piece."""
    before = kept.pieces.filter(position__lt=one.position).count()
    page = before // PIECES_A_PAGE + 1
    return f"{kept.get_absolute_url()}?page={page}#p{one.pk}"


def _lecture(page, user):
    """A lecture that was made, and where this person goes on writing it."""
    return {"page": page, "may_edit": page.permissions_for_user(user).can_edit()}
