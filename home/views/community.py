"""The word of a community: what waits for it, reading a draft, saying yes or no; who speaks for whom."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses import authoring
from home.culture import community, gate, taking_out, telling
from home.forms.community import ApproverForm, WordOfCommunityForm
from home.models import CommunityApprover, CommunityWord, CultureEntryPage
from lms.history import note_change
from lms.text import whole_number
from students.abilities import requires

A_PAGE = 30


@requires("speak for a community")
@never_cache
@require_safe
def waiting(request):
    """What waits for one's word, and what one said."""
    words = CommunityWord.objects.visible_to(request.user)
    said = words.exclude(state=CommunityWord.State.ASKED).order_by("-said_at", "-pk")
    context = {
        "rows": CommunityApprover.objects.of(request.user).select_related("people", "commune"),
        "waiting": community.waiting_for(request.user)[:100],
        "page_obj": Paginator(said, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "home/collecting/community.html", context)


@requires("speak for a community")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request, key, people):
    """An entry as it was worded when it was asked about, and one's word to it."""
    words = CommunityWord.objects.visible_to(request.user).filter(page__translation_key=key, people=people)
    # What waits comes before what was said.
    waits = Q(state=CommunityWord.State.ASKED)
    word = words.order_by(Case(When(waits, then=0), default=1), "-asked_at", "-pk").first()
    if word is None:
        raise Http404
    word, draft = community.read_for(word, public="public" in request.GET)
    form = WordOfCommunityForm(request.POST or None, initial={"word_of": word.word_of, "remark": word.remark})
    if request.method == "POST" and form.is_valid():
        if draft is None or request.POST.get("digest") != word.digest:
            messages.error(
                request, _("The entry was changed since you opened it. Read it once more, then say.")
            )
            return redirect(request.get_full_path())
        told = form.cleaned_data
        community.say(word, request.user, told["state"], told["remark"], told["word_of"])
        messages.success(request, _("Thank you. Whoever edits the archive sees what you said."))
        return redirect("home:community")
    context = {"word": word, "form": form, "page": draft, "shows_another": community.shows_another(word)}
    if draft is not None:
        context |= telling.context(draft)
    return render(
        request, "home/collecting/say.html", context, status=422 if form.is_bound and form.errors else 200
    )


@requires("author lectures")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, key):
    """What the community said to the draft as it stands, and asking it; from the editor."""
    page = _entry(request, key)
    draft = page.get_latest_revision_as_object()
    if request.method == "POST":
        words = community.ask(draft, request.user)
        if words:
            names = ", ".join(word.people.name for word in words)
            messages.success(
                request, _("Asked: %(peoples)s. Their answer is told here.") % {"peoples": names}
            )
            return redirect("home:community_ask", key)
        messages.error(
            request, _("Say whose culture it is first: tick at least one ethnic group, then save the draft.")
        )
    context = {
        "page": page,
        "sentences": list(community.faults(draft)),
        "may_ask": not community.is_asked(draft),
        "words": page.words.exclude(state=CommunityWord.State.ASKED)
        .select_related("people", "said_by")
        .order_by("-said_at", "-pk")[:A_PAGE],
        "nobody": community.peoples_without_approver(draft),
        "left": list(gate.of_what_is_left(page)),
    }
    return render(request, "home/collecting/ask.html", context)


@requires("author lectures")
@require_POST
def left(request, key):
    """The editor read the draft: nothing is left in it of a work that was taken out."""
    page = _entry(request, key)
    version = whole_number(request.POST.get("version"), 18)
    if taking_out.nothing_is_left(page, version, request.user):
        messages.success(request, _("Thank you. Earlier versions of the entry say nothing of it either now."))
    elif list(gate.of_what_is_left(page)):
        messages.error(request, _("The entry was changed since you opened it. Read it once more, then say."))
    else:
        messages.success(request, _("That was said already; nothing is awaited any more."))
    return redirect("home:community_ask", key)


@requires("keep registers")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approvers(request):
    """Who reads for which people, and naming one more."""
    form = ApproverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _appoint(form, request.user)
        messages.success(request, _("Named. They find «Community's word» under «Collecting»."))
        return redirect("home:approvers")
    rows = CommunityApprover.objects.select_related("user", "people", "commune").order_by("ends_on", "people")
    context = {
        "form": form,
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    return render(request, "home/collecting/approvers.html", context, status=422 if form.errors else 200)


@requires("keep registers")
@require_POST
def end_approver(request, pk):
    row = get_object_or_404(CommunityApprover.objects.on(timezone.localdate()), pk=pk)
    with transaction.atomic():
        row.ends_on = max(timezone.localdate(), row.starts_on)
        row.save(update_fields=["ends_on"])
        note_change(request.user, "end speaking for a community", row)
    messages.success(request, _("Written down: today is the last day."))
    return redirect("home:approvers")


def _entry(request, key):
    authoring.follow_roles(request.user)
    mine = PagePermissionPolicy().explorable_instances(request.user).filter(translation_key=key)
    return get_object_or_404(CultureEntryPage, pk__in=mine.values("pk"))


@transaction.atomic
def _appoint(form, by):
    row = form.save(commit=False)
    row.given_by = by
    row.save()
    note_change(by, "let somebody speak for a community", row)
