"""One thread: read, answered, closed, shown to the class; its photos and recordings; asking a question."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import answer_files
from courses.exchange import asking, moderating, posting, reading, refusing, showing, withdrawing
from courses.mistakes import place_of, places
from courses.models import LecturePage, Post, PostFile, Thread
from courses.models.class_talks import classes_led_by
from courses.sync_answers import read_uuid
from courses.views.exchange import form_context, send
from lms.doors import posted_from_here, without_nul
from lms.ranges import serve_file
from lms.views import stale_form
from students import looked
from students.abilities import can, requires


@requires("take part in the exchange")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, pk):
    """What was asked and answered, and the form to answer."""
    threads = Thread.objects.visible_to(request.user).select_related(
        "lecture", "item__paper__page", "item__version", "by", "student", "school_class__school",
        "pairing__school_class__school", "pairing__other_class__school",
    )  # fmt: skip
    found = get_object_or_404(threads, pk=pk)
    refusal, status = "", 200
    if request.method == "POST":
        post, refusal = send(request, posting.reply, found)
        if post:
            if answer := read_uuid(request.POST.get("answer")):
                reading.read(request.user, answer)
            if request.POST.get("back") == "room":
                return redirect("courses:exchange")
            return redirect(f"{request.path}?page=last#cuoi")
        status = 422
    posts = showing.posts_of(found, request.user).select_related(
        "thread__pairing", "by", "student", "school_class__school", "decided_by"
    )
    page = request.GET.get("page") or ("last" if found.is_question else 1)
    pages = Paginator(posts.order_by("at", "pk"), showing.A_PAGE)
    is_own = bool(found.student_id) and found.student_id == getattr(request.user.student_or_none, "pk", None)
    answer = _newest_answer(posts) if is_own and found.has_news else None
    if page == "last":
        # Classmates may have filled pages since the answer that is still to be read.
        page = _page_of(posts, answer) if answer else pages.num_pages
    page_obj = pages.get_page(page)
    shown = showing.told(page_obj.object_list, request.user)
    context = {
        "thread": found,
        "title": showing.title_of(found, request.user),
        "about": showing.about_of(found) if found.lecture_id or found.item_id else "",
        "asked": showing.asked_of(found, request.user),
        "place": place_of(found.lecture, found.block) if found.lecture_id else "",
        "part": asking.way_back(found, request.user.student_or_none),
        "posts": shown,
        "page_obj": page_obj,
        "refusal": refusal,
        "why_not": refusing.why_not_reply(request.user, found),
        "is_pupil": bool(request.user.student_or_none),
        "is_own": is_own,
        "answer": answer if answer in shown else None,
        "looks_after": classes_led_by(request.user).filter(pk=found.school_class_id).exists(),
        **form_context(request),
    }
    return render(request, "courses/exchange/thread.html", context, status=status)


def _newest_answer(posts):
    """What can be read: the line of an answer that was hidden or taken back is none."""
    answers = posts.filter(student=None, by__isnull=False, state=Post.State.SHOWN)
    return answers.order_by("at", "pk").last()


def _page_of(posts, post):
    before = posts.filter(Q(at__lt=post.at) | Q(at=post.at, pk__lt=post.pk))
    return before.count() // showing.A_PAGE + 1


@requires("study")
@require_POST
def read(request, pk):
    """The pupil says so by a button, where the page could not by itself."""
    if not reading.read(request.user, pk):
        raise Http404
    post = Post.objects.get(pk=pk)
    return redirect(f"{reverse('courses:thread', args=[post.thread_id])}?page=last#cuoi")


@requires("take part in the exchange")
@require_POST
def withdraw(request, pk):
    """Whoever wrote a post takes it back."""
    post = get_object_or_404(Post.objects.written_by(request.user), pk=pk)
    try:
        withdrawing.withdraw(post, request.user)
    except posting.NotTaken as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Taken back. A line says so in its place."))
    if Thread.objects.visible_to(request.user).filter(pk=post.thread_id).exists():
        return redirect("courses:thread", post.thread_id)
    return redirect("courses:exchange")


@requires("study")
@require_POST
def name(request, pk):
    """Whoever asked lets the class read the own name, or takes that back."""
    questions = Thread.objects.visible_to(request.user).questions()
    found = get_object_or_404(questions, pk=pk, student=request.user.student_or_none)
    is_named = request.POST.get("name") == "yes"
    moderating.name_asker(found, is_named)
    messages.success(
        request,
        _("When your teacher shows your question to the class, your name stands there.")
        if is_named
        else _("The class does not read who asked."),
    )
    return redirect("courses:thread", found.pk)


@requires("moderate the exchange")
@require_POST
def act(request, pk):
    """Close a thread or open it again, show a question to the class or take it off the board."""
    found = get_object_or_404(Thread.objects.looked_after_by(request.user), pk=pk)
    what = request.POST.get("act")
    done = _("Done. Whoever reads this thread sees it.")
    try:
        if what in ("close", "open"):
            moderating.close(found, request.user, is_closed=what == "close")
        elif what in ("share", "share-named"):
            moderating.share(found, request.user, is_named=what == "share-named")
            done = _("The whole class reads this question now.")
        elif what == "unshare":
            moderating.share(found, request.user, is_shared=False)
        else:
            raise moderating.NotDone(_("Choose what to do with this thread."))
    except moderating.NotDone as why:
        messages.error(request, str(why))
    else:
        messages.success(request, done)
    return redirect("courses:thread", found.pk)


@requires("take part in the exchange")
@never_cache
@require_safe
def file(request, pk):
    """A photo or recording, for whoever reads its post."""
    found = get_object_or_404(PostFile.objects.visible_to(request.user), pk=pk)
    post = Post.objects.visible_to(request.user).filter(pk=found.post_key, by=found.by_id).first()
    if post is None or str(found.pk) not in post.file_ids:
        raise Http404
    if found.student_id and not request.user.student_or_none:
        looked.note(request.user, "posts", found.student, once_a_day=True)
    try:
        response = serve_file(request, found.file.path, found.content_type, str(found.pk))
    except OSError as why:
        raise Http404 from why
    return answer_files.shut(response)


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, key):
    """A question about a lecture; the lecture's form, which holds no token, posts here."""
    if request.method == "POST" and not posted_from_here(request):
        return stale_form(request)
    without_nul(request)
    lecture = LecturePage.objects.visible_to(request.user).filter(translation_key=key).first()
    if lecture is None:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(lecture.url)
    if not can(request.user, "study"):
        if request.method != "POST":
            raise Http404
        messages.info(request, _("Only pupils ask here; nothing was kept."))
        return redirect(lecture.url)
    block = asking.block_in(lecture, request.POST.get("block") or request.GET.get("block"))
    about = {"lecture": lecture, "block": block}
    shown = {"lecture": lecture, "chosen": block, "places": list(places(lecture))}
    return _ask(request, about, shown | {"part": asking.part_of(lecture, block)})


@requires("study")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_about_item(request, paper, place):
    """A question about a question on a paper: to the teachers alone, for as long as the quiz can be sat."""
    item = asking.item_for(request.user, paper, place)
    if item is None:
        raise Http404
    part = asking.way_back(Thread(item=item), request.user.student)
    return _ask(request, {"item": item}, {"item": item, "part": part})


def _ask(request, about, shown):
    refusal = ""
    # The short form of a lecture comes here with its words for a photo or a recording to go along.
    attaching = "attach" in request.POST
    if request.method == "POST" and not attaching:
        post, refusal = send(request, posting.ask, **about)
        if post:
            return redirect("courses:thread", post.thread_id)
    context = {**shown, "refusal": refusal, "attaching": attaching, **form_context(request)}
    return render(request, "courses/exchange/ask.html", context, status=422 if refusal else 200)
