"""A teacher's desk: the classes, giving work, one class as a table."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import GivenWork
from home import desk as desks
from home import shelves, waiting, zalo
from home.forms.give import GiveForm
from lms import refusals
from lms.history import note_change
from lms.kept_pages import keep_for
from students.abilities import can_in, requires
from students.models import SchoolClass


@requires("give work")
@never_cache
@require_safe
def desk(request):
    """My classes, what was given to them, and how many have done it."""
    context = {
        "desks": desks.desk_of(request.user),
        "coming": desks.coming_up(request.user),
        "waiting": waiting.lines_for(request.user, waiting.OF_TEACHERS),
    }
    return keep_for(request.user, render(request, "home/desk.html", context))


@requires("give work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request):
    """Give a lecture or a quiz to one or more of my classes."""
    classes = list(desks.classes_of(request.user))
    first = {
        "classes": [uid for uid in request.GET.getlist("class") if uid in {str(one.uid) for one in classes}],
        "page": request.GET.get("page", ""),
    }
    looked_for = shelves.looked_for(request)
    form = GiveForm(
        request.POST or None, initial=first, user=request.user, classes=classes, looked_for=looked_for
    )
    if request.method == "POST" and form.is_valid():
        works = form.save()
        names = ", ".join(work.school_class.name for work in works)
        messages.success(
            request, _("Given to %(classes)s: %(title)s.") % {"classes": names, "title": works[0].page.title}
        )
        if len(works) == 1:
            return redirect("home:board", works[0].school_class.uid)
        return redirect("home:desk")
    if form.is_bound:
        refusals.note_strangers(request.user, SchoolClass, form.data.getlist("classes"), "uid")
    return render(
        request,
        "home/give.html",
        {"form": form, "classes": classes, "looked_for": looked_for, "kept": first["classes"]},
    )


@requires("see marks")
@never_cache
@require_safe
def board(request, uid):
    """One class: who has read, done, and with which mark."""
    school_class = get_object_or_404(
        SchoolClass.objects.visible_to(request.user, to="see marks").select_related("school"), uid=uid
    )
    given = (
        GivenWork.objects.open()
        .filter(school_class=school_class)
        .select_related("page")
        .order_by("-given_at")
    )
    page = Paginator(given, desks.WORKS_IN_TABLE).get_page(request.GET.get("page"))
    context = {
        "board": desks.board_of(school_class, page.object_list, request.user),
        "page": page,
        "may_give": can_in(request.user, "give work", school_class),
    }
    return render(request, "home/board.html", context)


@requires("write to parents")
@never_cache
@require_safe
def messages_for_parents(request, uid):
    """Texts without personal data, to be copied for the parents' group of a class."""
    classes = SchoolClass.objects.visible_to(request.user, to="write to parents")
    school_class = get_object_or_404(classes.select_related("school"), uid=uid)
    context = {"school_class": school_class, "texts": zalo.messages_for(school_class)}
    return render(request, "home/messages.html", context)


@requires("give work")
@require_POST
def withdraw(request, pk):
    """Take given work back; what pupils did stays."""
    classes = SchoolClass.objects.visible_to(request.user, to="give work")
    work = get_object_or_404(
        GivenWork.objects.filter(school_class__in=classes).select_related("school_class"), pk=pk
    )
    with transaction.atomic():
        changed = GivenWork.objects.open().filter(pk=work.pk).update(withdrawn_at=timezone.now())
        if changed:
            note_change(by=request.user, act="withdraw work", thing=work, school=work.school_class.school_id)
    messages.success(request, _("Taken back. What pupils have done is kept."))
    return redirect("home:board", work.school_class.uid)
