"""Collecting: who told something and what they agreed to, and what pupils collected."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses import answer_files
from home.culture import agreements, gathering
from home.forms.agreements import AgreementForm, WithdrawForm, WordForm
from home.models import AgreementScan, CommunityApprover, TellerAgreement
from lms import scan_views, scans
from lms.ranges import serve_file
from lms.text import fold
from students.abilities import can, requires

A_PAGE = 20
MOST_DRAFTS = 20


@requires("collect culture")
@never_cache
@require_safe
def collecting(request):
    """Agreements of the own school, and the drafts that came out of what pupils handed in."""
    word = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:60]
    found = TellerAgreement.objects.visible_to(request.user).select_related("commune", "school")
    for part in fold(word).split():
        found = found.filter(name_fold__contains=part)
    drafts = []
    if can(request.user, "give work"):
        drafts = list(gathering.drafts_of(request.user)[:MOST_DRAFTS])
    context = {
        "page_obj": Paginator(found.order_by("-agreed_on", "-pk"), A_PAGE).get_page(request.GET.get("page")),
        "word": word,
        "drafts": drafts,
        "speaks": CommunityApprover.objects.of(request.user).exists(),
        "may_appoint": can(request.user, "keep registers"),
    }
    return render(request, "home/collecting/index.html", context)


@requires("collect culture")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agreement = agreements.record(form.save(commit=False), by=request.user)
        messages.success(
            request, _("Written down. Now keep the proof: the signed paper, or the recorded words.")
        )
        return redirect(agreement)
    return render(request, "home/collecting/new.html", {"form": form}, status=422 if form.is_bound else 200)


@requires("collect culture")
@never_cache
@require_safe
def agreement(request, uid):
    found = _find(request, uid)
    context = {
        "agreement": found,
        "scans": found.scans.standing().select_related("attached_by"),
        "parts": found.parts_taken_back.all(),
        "entries": [row.page for row in found.entries.select_related("page").order_by("page__title")],
    }
    return render(request, "home/collecting/agreement.html", context)


@csrf_exempt  # asked for in scan_views, behind a look at the size
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("collect culture")
def attach(request, uid):
    found = _find(request, uid)
    if found.withdrawn_at:
        return _nothing_is_added(request, found)
    return scan_views.attach(request, _signed(found))


@never_cache
@require_safe
@requires("collect culture")
def scan(request, pk):
    found = get_object_or_404(AgreementScan.objects.visible_to(request.user).standing(), pk=pk)
    return scans.as_response(found, "thoa-thuan-nguoi-ke")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("collect culture")
def strike(request, pk):
    scans_seen = AgreementScan.objects.visible_to(request.user).select_related("agreement")
    found = get_object_or_404(scans_seen, pk=pk)
    with transaction.atomic():
        answer = scan_views.strike(request, _signed(found.agreement), found)
        if request.method == "POST":
            # Without the last proof nothing of it is shown any more.
            _tell_what_went(request, agreements.settle(found.agreement, request.user))
    return answer


@requires("collect culture")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def word(request, uid):
    """The recorded words in which somebody agreed: sent here, and heard here."""
    found = _find(request, uid)
    if found.withdrawn_at:
        return _nothing_is_added(request, found)
    form = WordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            agreements.keep_word(found, form.cleaned_data["file"], by=request.user)
        except answer_files.NotKept as why:
            form.add_error("file", str(why))
        else:
            messages.success(request, _("The recorded words are kept with the agreement."))
            return redirect(found)
    return render(
        request,
        "home/collecting/word.html",
        {"agreement": found, "form": form},
        status=422 if form.is_bound else 200,
    )


@requires("collect culture")
@never_cache
@require_safe
def hear(request, uid):
    found = _find(request, uid)
    if not found.word:
        raise Http404
    ending = found.word.name.rpartition(".")[2]
    try:
        response = serve_file(
            request, found.word.path, answer_files.SOUNDS.get(ending, "audio/ogg"), f"{found.uid}-{ending}"
        )
    except OSError as why:
        raise Http404 from why
    return answer_files.shut(response)


@requires("collect culture")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, uid):
    """Somebody takes back what they agreed to; what shows it goes off at once."""
    found = _find(request, uid)
    form = WithdrawForm(request.POST or None, agreement=found)
    if request.method == "POST" and form.is_valid():
        gone = agreements.withdraw(found, request.user, form.cleaned_data["why"], form.taken)
        _tell_what_went(request, gone)
        if not gone:
            messages.success(request, _("Written down. No public page shows it."))
        return redirect(found)
    return render(
        request,
        "home/collecting/withdraw.html",
        {"agreement": found, "form": form},
        status=422 if form.is_bound else 200,
    )


def _find(request, uid):
    seen = TellerAgreement.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("commune", "people", "school", "recorded_by"), uid=uid)


def _tell_what_went(request, gone):
    if gone:
        titles = ", ".join(f"«{page.title}»" for page in gone)
        messages.success(
            request, _("Written down. Taken off the public pages at once: %(pages)s.") % {"pages": titles}
        )


def _nothing_is_added(request, found):
    messages.error(
        request,
        _("This agreement was taken back; nothing is added to it. Write a new one down if they agree again."),
    )
    return redirect(found)


def _signed(found):
    return scan_views.Signed(
        scans=found.scans,
        school_id=found.school_id,
        number=found.teller_name,
        title=_("The paper that %(name)s signed") % {"name": found.teller_name},
        back=found.get_absolute_url(),
        kept=_("The signed paper is kept with the agreement."),
    )
