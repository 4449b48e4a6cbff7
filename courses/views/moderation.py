"""What teachers decide about posts, what pupils report, who only reads for some days, the list of words."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.exchange import moderating, showing
from courses.forms.exchange import FlagForm, HeldWordForm, MuteForm
from courses.models import HeldWord, Mute, Post, PostFile
from courses.models.class_talks import MODERATE
from lms.history import note_change
from students.abilities import requires
from students.models import Student

A_PAGE = 50
POST_OF = ("thread__pairing", "by", "student", "school_class__school", "decided_by")


@requires("moderate the exchange")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request, pk):
    """Let a post be seen, hide it with a reason, or say that a report was answered."""
    posts = Post.objects.visible_to(request.user).select_related(*POST_OF)
    post = get_object_or_404(posts, pk=pk)
    is_own = Post.objects.looked_after_by(request.user).filter(pk=pk).exists()
    # Of what colleagues wrote the school's admin decides alone.
    if not is_own and not post.student_id:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            _judged(request, post, is_own)
        except moderating.NotDone as why:
            refusal = str(why)
        else:
            if request.POST.get("back") == "room":
                return redirect("courses:exchange")
            return redirect("courses:thread", post.thread_id)
    (post,) = showing.told([post], request.user)
    context = {
        "post": post,
        "is_own": is_own,
        "refusal": refusal,
        "reason": request.POST.get("reason", "")[:300],
    }
    context["flags"] = post.flags.select_related("by").order_by("at") if is_own else []
    return render(request, "courses/exchange/judge.html", context, status=422 if refusal else 200)


def _judged(request, post, is_own):
    act = request.POST.get("act")
    if act == "show" and _has_more(post, request.POST.get("seen", "")):
        words = _("A photo or recording has arrived meanwhile. Look at it, then decide.")
        raise moderating.NotDone(words)
    if act == "hide":
        moderating.decide(post, Post.State.HIDDEN, request.user, request.POST.get("reason", ""))
        messages.success(request, _("Hidden. Its author reads your reason."))
    elif act == "show" and is_own:
        moderating.decide(post, Post.State.SHOWN, request.user)
        messages.success(request, _("The class sees it now."))
    elif act == "fine" and is_own:
        moderating.settle_flags(post, request.user)
        messages.success(request, _("It stays as it is."))
    else:
        raise moderating.NotDone(_("Choose what to do with this post."))


def _has_more(post, seen):
    """Whether files are there that the page did not show whose button was pressed."""
    there = PostFile.objects.filter(post_key=post.pk, by=post.by_id, pk__in=post.file_ids)
    return {str(pk) for pk in there.values_list("pk", flat=True)} - set(seen.split())


@requires("take part in the exchange")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request, pk):
    """A reader says quietly that a post is not right."""
    posts = Post.objects.visible_to(request.user).exclude(by=request.user).select_related(*POST_OF)
    post = get_object_or_404(posts.filter(state=Post.State.SHOWN), pk=pk)
    form = FlagForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            moderating.flag(post, request.user, **form.cleaned_data)
        except moderating.NotDone as why:
            refusal = str(why)
        else:
            messages.success(
                request, _("Thank you. Your teachers look at it. Nobody else learns that you told them.")
            )
            return redirect("courses:thread", post.thread_id)
    (post,) = showing.told([post], request.user)
    context = {"post": post, "form": form, "refusal": refusal}
    status = 422 if refusal or form.errors else 200
    return render(request, "courses/exchange/flag.html", context, status=status)


@requires("moderate the exchange")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request, pk):
    """For some days a pupil only reads on the boards, and is told why."""
    student = get_object_or_404(Student.objects.visible_to(request.user, to=MODERATE), pk=pk)
    form = MuteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            moderating.mute(student, **form.cleaned_data, by=request.user)
        except moderating.NotDone as why:
            form.add_error("until", str(why))
        else:
            messages.success(request, _("Saved. The pupil reads your reason, and can still ask questions."))
            return redirect("courses:mute", student.pk)
    mutes = student.mutes.select_related("by", "lifted_by").order_by("-at")
    context = {
        "student": student,
        "form": form,
        "running": mutes.running(),
        "page_obj": Paginator(mutes, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "courses/exchange/mute.html", context, status=422 if form.errors else 200)


@requires("moderate the exchange")
@require_POST
def lift(request, pk):
    found = get_object_or_404(Mute.objects.visible_to(request.user).select_related("student"), pk=pk)
    moderating.lift(found, request.user)
    messages.success(request, _("The pupil may write on the boards again."))
    return redirect("courses:mute", found.student_id)


@requires("keep held words")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words(request):
    """The words that hold a post back, in every school."""
    form = HeldWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            added = form.save()
            note_change(request.user, "add a held word", added)
        messages.success(request, _("Added. It holds from the next post on."))
        return redirect("courses:held_words")
    page_obj = Paginator(HeldWord.objects.all(), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page_obj}
    return render(request, "courses/exchange/words.html", context, status=422 if form.errors else 200)


@requires("keep held words")
@require_POST
def remove_word(request, pk):
    found = get_object_or_404(HeldWord, pk=pk)
    with transaction.atomic():
        note_change(request.user, "remove a held word", found)
        found.delete()
    messages.success(request, _("Removed."))
    return redirect("courses:held_words")
