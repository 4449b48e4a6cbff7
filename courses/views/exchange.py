"""The room of the exchange: what waits for staff, a pupil's questions, the board of a class and its rules."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.answer_files import MOST_BYTES, NotKept
from courses.exchange import posting, refusing, showing, waiting
from courses.exchange.files import keep
from courses.forms.exchange import TalkForm
from courses.models import ClassTalk, Flag, Pairing, Post, Thread
from courses.models.class_talks import MODERATE
from courses.sync_answers import read_uuid
from lms.history import note_change
from lms.kept_pages import keep_for, keep_for_pupil
from lms.whole_acts import files_of_a_whole_act
from students.abilities import can, requires
from students.models import SchoolClass, SchoolYear

A_PAGE = 20
WAITING_SHOWN = 10
MOST_UPLOADS = 10
ABOUT = ("lecture", "item__paper", "by", "student", "school_class")


@requires("take part in the exchange")
@never_cache
@require_safe
def index(request):
    """A pupil's questions and boards; for staff what waits, answered where it stands, and their classes."""
    if request.user.student_or_none:
        return _index_of_pupil(request)
    posts = Post.objects.looked_after_by(request.user).select_related(
        "thread__lecture", "thread__item__paper", "by", "student", "school_class__school"
    )
    classes = Paginator(_classes_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    waits = waiting.by_class(request.user)
    rows = [(one, waits.get(one.pk, 0)) for one in classes.object_list]
    context = {
        "counts": waiting.counts_for(request.user),
        "threads": waiting.questions_for(request.user, WAITING_SHOWN),
        "to_decide": showing.told(posts.to_decide().order_by("at", "pk")[:WAITING_SHOWN], request.user),
        "flagged": _with_flags(
            showing.told(posts.flagged().order_by("at", "pk")[:WAITING_SHOWN], request.user)
        ),
        "page_obj": classes,
        "rows": rows,
        "may_pair": can(request.user, "pair classes"),
    }
    return render(request, "courses/exchange/staff.html", context)


def _index_of_pupil(request):
    student = request.user.student
    questions = Thread.objects.questions().filter(student=student).select_related(*ABOUT)
    page_obj = Paginator(questions.order_by("-last_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    page_obj.object_list = rows_of(page_obj.object_list, request.user)
    context = {
        "school_class": refusing.class_of(student),
        "pairings": Pairing.objects.visible_to(request.user).select_related(
            "school_class__school", "other_class__school"
        ),
        "page_obj": page_obj,
        "mute": refusing.mute_of(student),
    }
    return keep_for(request.user, render(request, "courses/exchange/pupil.html", context))


def _classes_of(user):
    classes = SchoolClass.objects.visible_to(user, to=MODERATE)
    year = SchoolYear.objects.on(timezone.localdate())
    return (
        classes.filter(year=year).select_related("school").order_by("school__name_sort", "grade", "name_sort")
    )


def _with_flags(posts):
    found = {post.pk: post for post in posts}
    for post in posts:
        post.open_flags = []
    for flag in Flag.objects.filter(post__in=found, settled_at=None).select_related("by").order_by("at"):
        found[flag.post_id].open_flags.append(flag)
    return posts


@requires("take part in the exchange")
@never_cache
@require_safe
def board(request, uid):
    """The threads of one class."""
    school_class = _class_for(request.user, uid)
    threads = Thread.objects.visible_to(request.user).filter(school_class=school_class, pairing=None)
    state = request.GET.get("show")
    if request.user.student_or_none:
        threads = threads.exclude(kind=Thread.Kind.QUESTION, shared_at=None)
    elif state == "questions":
        threads = threads.questions()
    else:
        threads, state = threads.exclude(kind=Thread.Kind.QUESTION, shared_at=None), ""
    page_obj = Paginator(threads.select_related(*ABOUT).order_by("-last_at", "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "school_class": school_class,
        "page_obj": page_obj,
        "threads": rows_of(page_obj.object_list, request.user),
        "why_not": refusing.why_not_begin(request.user, school_class),
        "is_staff": not request.user.student_or_none,
        "show": state or "",
    }
    return keep_for_pupil(request.user, render(request, "courses/exchange/board.html", context))


def rows_of(threads, user):
    threads = list(threads)
    firsts = Post.objects.filter(pk__in=[one.pk for one in threads]).select_related(
        "thread", "by", "student", "school_class__school"
    )
    by_thread = {post.thread_id: post for post in showing.told(firsts, user)}
    for thread in threads:
        thread.shown_title, thread.first = showing.title_of(thread, user), by_thread.get(thread.pk)
    return threads


def _class_for(user, uid):
    if user.student_or_none:
        classes = SchoolClass.objects.visible_to(user)
    else:
        classes = SchoolClass.objects.visible_to(user, to=MODERATE)
    return get_object_or_404(classes.select_related("school"), uid=uid)


@requires("take part in the exchange")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, uid):
    """Begin a thread on the board of a class."""
    school_class = _class_for(request.user, uid)
    page = begin(request, school_class, back=("courses:class_board", school_class.uid))
    return keep_for_pupil(request.user, page)


def begin(request, school_class, back, pairing=None):
    refusal = refusing.why_not_begin(request.user, school_class, pairing)
    is_shut = bool(refusal)
    if request.method == "POST" and not is_shut:
        post, refusal = send(
            request, posting.begin, school_class, request.POST.get("title", ""), pairing=pairing
        )
        if post:
            return redirect("courses:thread", post.thread_id)
    context = {
        "school_class": school_class,
        "pairing": pairing,
        "back": back,
        "refusal": refusal,
        "is_shut": is_shut,
        "title": request.POST.get("title", "")[: posting.MOST_TITLE],
        **form_context(request),
    }
    status = 422 if request.method == "POST" and refusal else 200
    return render(request, "courses/exchange/new.html", context, status=status)


def form_context(request):
    """What the form of a post starts with; its id makes a second press of the button the same post."""
    return {
        "key": read_uuid(request.POST.get("post")) or uuid.uuid4(),
        "words": request.POST.get("words", "")[: posting.MOST_WORDS],
        "most_words": posting.MOST_WORDS,
        "most_files": posting.MOST_FILES,
    }


def send(request, take, *where, **about):
    """(the post, "") of what a form says, or (None, the refusal): everything or nothing."""
    key = read_uuid(request.POST.get("post")) or uuid.uuid4()
    named = [read_uuid(text) for text in request.POST.getlist("page")[: posting.MOST_FILES + 1]]
    uploads = [upload for upload in request.FILES.getlist("page-file") if upload.size][:MOST_UPLOADS]
    try:
        with files_of_a_whole_act() as written, transaction.atomic():
            ids = [str(one) for one in named if one]
            if len(ids) + len(uploads) > posting.MOST_FILES:
                words = _("At most %(most)d photos and recordings. Take one away, then send it.")
                raise posting.NotTaken(words % {"most": posting.MOST_FILES})
            if any(upload.size > MOST_BYTES for upload in uploads):
                raise NotKept(_("This file is larger than 10 MB."))
            rows = [keep(request.user, key, upload.read(), written=written) for upload in uploads]
            ids += [str(row.pk) for row in rows]
            told = (request.POST.get("words", ""), list(dict.fromkeys(ids)))
            post, _is_new = take(request.user, *_placed(take, where, key), *told, **about)
    except (posting.NotTaken, NotKept) as why:
        return None, str(why)
    messages.info(request, showing.said_of(post))
    return post, ""


def _placed(take, where, key):
    """`reply` is told the thread first, the others what they begin after their key."""
    return (*where, key) if take is posting.reply else (key, *where)


@requires("moderate the exchange")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request, uid):
    """How a class writes on its board."""
    school_class = _class_for(request.user, uid)
    talk = ClassTalk.of(school_class)
    before = {name: getattr(talk, name) for name in TalkForm.Meta.fields}
    form = TalkForm(request.POST or None, instance=talk)
    if request.method == "POST" and form.is_valid():
        after = {name: form.cleaned_data[name] for name in TalkForm.Meta.fields}
        with transaction.atomic():
            ClassTalk.objects.update_or_create(school_class=school_class, defaults=after)
            if after != before:
                note_change(
                    request.user,
                    "change the rules of talk",
                    school_class,
                    before,
                    after,
                    school_class.school_id,
                )
        messages.success(request, _("Saved. It holds from the next post on."))
        return redirect("courses:class_board", school_class.uid)
    return render(request, "courses/exchange/rules.html", {"school_class": school_class, "form": form})
