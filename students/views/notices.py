"""Notices: what stands for somebody, one of them, writing, correcting and withdrawing."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.kept_pages import keep_for
from lms.text import clean, tidy
from students import looked
from students.abilities import can, requires
from students.forms.notices import NoticeForm, WordingForm, first_wording, wording
from students.models import Notice
from students.notices import counting, reading, sending

A_PAGE = 20
WHO = ("school_class__school", "school", "place", "by")


@requires("read notices")
@never_cache
@require_safe
def index(request):
    """What stands now, newest first; `?sent=1`: what one has sent; `?all=1`: also what is over."""
    sends = can(request.user, "send notices")
    is_sent = sends and "sent" in request.GET
    if is_sent:
        notices = Notice.objects.sent_by_office_of(request.user)
    else:
        notices = Notice.objects.addressed_to(request.user)
        if "all" not in request.GET:
            notices = notices.current(timezone.localdate())
    notices = notices.select_related(*WHO, "corrected_by").order_by("-sent_at", "pk")
    page_obj = Paginator(notices, A_PAGE).get_page(request.GET.get("page"))
    rows = list(page_obj.object_list)
    read = set(request.user.notices_read.filter(notice__in=rows).values_list("notice", flat=True))
    for row in rows:
        row.is_read = row.pk in read
    context = {"page_obj": page_obj, "notices": rows, "sends": sends, "is_sent": is_sent}
    return _kept(request, render(request, "students/notices.html", context))


@requires("read notices")
@never_cache
@require_safe
def detail(request, pk):
    notice = _found(request, pk)
    answers = Notice.objects.answered_for_by(request.user).filter(pk=pk).exists()
    context = {
        "notice": notice,
        "is_addressed": Notice.objects.addressed_to(request.user).filter(pk=pk).exists(),
        "is_read": notice.reads.filter(user=request.user).exists(),
        "answers": answers and can(request.user, "send notices"),
    }
    if context["answers"]:
        context["counts"] = counting.counts_of(notice)
        context["not_yet"] = counting.not_yet(notice, request.user) if notice.stands else []
        if context["not_yet"]:
            looked.note(request.user, "notice not read", *context["not_yet"], once_a_day=True)
        context["for_zalo"] = for_zalo(notice)
    return _kept(request, render(request, "students/notice.html", context))


def _kept(request, page):
    """What a pupil is told stays readable without signal. Staff see who has not read it yet: not kept."""
    return keep_for(request.user, page) if request.user.student_or_none else page


@requires("read notices")
@require_POST
def read(request, pk):
    notice = _found(request, pk)
    reading.read(notice, request.user)
    messages.success(request, _("Noted: you have read it. Thank you!"))
    return redirect("students:notices")


@requires("send notices")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    first = {
        "targets": request.GET.getlist("to")[:20],
        "readers": ["pupils", "families"],
        "link": request.GET.get("link", "")[:300],
    }
    form = NoticeForm(request.POST or None, initial=first, user=request.user, own_addresses=own_addresses())
    if request.method == "POST" and form.is_valid():
        try:
            sent = sending.send(request.user, form.chosen(), **form.told())
        except sending.Refused as why:
            form.add_error(None, str(why))
        else:
            words = ngettext("The notice is sent.", "%(n)d notices are sent.", len(sent))
            messages.success(request, words % {"n": len(sent)})
            return redirect(sent[0]) if len(sent) == 1 else _to_sent()
    status = 400 if form.is_bound else 200
    return render(request, "students/notice_form.html", {"form": form}, status=status)


@requires("send notices")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """Another wording; who has read the first reads it anew."""
    notice = _answered_for(request, pk)
    form = WordingForm(request.POST or None, initial=first_wording(notice), own_addresses=own_addresses())
    if request.method == "POST" and form.is_valid():
        readers = {name: getattr(notice, name) for name in ("for_pupils", "for_families", "for_staff")}
        try:
            corrected = sending.correct(notice, request.user, **wording(form.cleaned_data), **readers)
        except sending.Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Corrected. Its readers are asked to read it again."))
            return redirect(corrected)
    status = 400 if form.is_bound else 200
    context = {"form": form, "notice": notice}
    return render(request, "students/notice_form.html", context, status=status)


@requires("send notices")
@require_POST
def withdraw(request, pk):
    notice = _answered_for(request, pk)
    why = tidy(clean(request.POST.get("why", "")))[:300]
    if not why:
        messages.error(request, _("Say why it is withdrawn: its readers are told. Nothing was changed."))
        return redirect(notice)
    try:
        sending.withdraw(notice, request.user, why)
    except sending.Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Withdrawn. Whoever opens it reads why."))
    return redirect(notice)


def for_zalo(notice):
    """What a teacher may paste into the parents' group: the notice and where it stands, nothing of pupils."""
    lines = [f"{notice.to_words}: {notice.title}", notice.words]
    if notice.due_on:
        lines.append(_("Day: %(day)s") % {"day": f"{notice.due_on:%d/%m/%Y}"})
    return "\n".join([*lines, f"{settings.PUBLIC_URL}{notice.get_absolute_url()}"])


def own_addresses():
    return (settings.PUBLIC_URL,)


def _found(request, pk):
    found = Notice.objects.visible_to(request.user).select_related(*WHO, "corrected_by", "instead_of")
    return get_object_or_404(found, pk=pk)


def _answered_for(request, pk):
    found = Notice.objects.answered_for_by(request.user).select_related(*WHO, "corrected_by")
    return get_object_or_404(found, pk=pk)


def _to_sent():
    return HttpResponseRedirect(f"{reverse('students:notices')}?sent=1")
