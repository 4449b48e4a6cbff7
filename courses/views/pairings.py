"""Pairings of two classes: invitations, the colleague's yes, the own yes, the common board, an end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.exchange import pairing as pairings
from courses.exchange import refusing
from courses.exchange.moderating import NotDone
from courses.forms.exchange import AcceptForm, InviteForm
from courses.models import Pairing, Thread
from courses.models.class_talks import MODERATE, classes_led_by
from courses.views.exchange import A_PAGE, ABOUT, begin, rows_of
from students.abilities import can, requires
from students.models import SchoolClass, SchoolYear

BOTH = ("school_class__school", "other_class__school", "invited_by", "accepted_by", "ended_by")


@requires("moderate the exchange")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request):
    """Pairings of the own classes; a colleague's code is typed in here."""
    classes = _own_classes(request.user)
    may_pair = can(request.user, "pair classes")
    form = AcceptForm(request.POST or None, classes=classes) if may_pair else None
    found = None
    if request.method == "POST" and form and form.is_valid():
        told = form.cleaned_data
        found = pairings.invitation(told["code"])
        if found is None or "yes" in request.POST:
            try:
                made = pairings.accept(told["code"], told["school_class"], request.user)
            except NotDone as why:
                form.add_error("code", str(why))
            else:
                messages.success(request, _("Accepted. Your colleague says yes as well, then it begins."))
                return redirect("courses:pairing", made.pk)
    all_of_them = Pairing.objects.visible_to(request.user).select_related(*BOTH)
    context = {
        "page_obj": Paginator(all_of_them, A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "invitation": found if form and not form.errors else None,
        "classes": classes if may_pair else [],
    }
    return render(
        request, "courses/exchange/pairings.html", context, status=422 if form and form.errors else 200
    )


def _own_classes(user):
    year = SchoolYear.objects.on(timezone.localdate())
    classes = SchoolClass.objects.visible_to(user, to="pair classes").filter(year=year)
    return classes.select_related("school").order_by("grade", "name_sort")


@requires("pair classes")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, uid):
    """Invite a class of another school."""
    classes = SchoolClass.objects.visible_to(request.user, to="pair classes").select_related("school")
    school_class = get_object_or_404(classes, uid=uid)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = pairings.invite(school_class, told["title"], told["ends_on"], request.user)
        except NotDone as why:
            form.add_error("ends_on", str(why))
        else:
            return redirect("courses:pairing", made.pk)
    context = {"school_class": school_class, "form": form}
    return render(request, "courses/exchange/pairing_new.html", context, status=422 if form.errors else 200)


@requires("take part in the exchange")
@never_cache
@require_safe
def detail(request, pk):
    """One pairing: how it stands, and its threads."""
    return _shown(request, _found(request.user, pk))


def _shown(request, pairing, refusal=""):
    threads = Thread.objects.visible_to(request.user).filter(pairing=pairing).select_related(*ABOUT)
    page_obj = Paginator(threads.order_by("-last_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    own = _own_class(request.user, pairing)
    is_staff = not request.user.student_or_none
    is_inviting = is_staff and classes_led_by(request.user).filter(pk=pairing.school_class_id).exists()
    context = {
        "pairing": pairing,
        "threads": rows_of(page_obj.object_list, request.user),
        "page_obj": page_obj,
        "is_staff": is_staff,
        "is_inviting": is_inviting,
        "may_agree": is_inviting and can(request.user, "pair classes"),
        "why_not": refusing.why_not_begin(request.user, own, pairing) if own else "",
        "refusal": refusal,
        "reason": request.POST.get("reason", "")[:300],
    }
    return render(request, "courses/exchange/pairing.html", context, status=422 if refusal else 200)


def _found(user, pk):
    return get_object_or_404(Pairing.objects.visible_to(user).select_related(*BOTH), pk=pk)


def _own_class(user, pairing):
    if student := user.student_or_none:
        return refusing.class_of(student)
    both = [pairing.school_class_id, pairing.other_class_id]
    return (
        SchoolClass.objects.visible_to(user, to=MODERATE).filter(pk__in=both).select_related("school").first()
    )


@requires("take part in the exchange")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_thread(request, pk):
    pairing = _found(request.user, pk)
    school_class = _own_class(request.user, pairing)
    if school_class is None or not pairing.agreed_at:
        raise Http404
    return begin(request, school_class, back=("courses:pairing", pairing.pk), pairing=pairing)


@requires("moderate the exchange")
@require_POST
def act(request, pk):
    """The yes of who invited, or an end by either teacher or either school."""
    pairing = _found(request.user, pk)
    inviting = SchoolClass.objects.visible_to(request.user, to="pair classes").filter(
        pk=pairing.school_class_id
    )
    try:
        if request.POST.get("act") == "end":
            if "sure" not in request.POST:
                raise NotDone(_("Tick that you know what it means for the pupils, then end it."))
            pairings.end(pairing, request.POST.get("reason", ""), request.user)
            messages.success(request, _("Ended. The pupils of both classes do not read it any more."))
        elif request.POST.get("act") == "agree" and can(request.user, "pair classes") and inviting.exists():
            pairings.agree(pairing, request.user)
            messages.success(request, _("The two classes are paired now."))
        else:
            messages.error(request, _("The teacher who invited says yes to it."))
    except NotDone as why:
        return _shown(request, pairing, str(why))
    return redirect("courses:pairing", pairing.pk)
