"""Works on a task of a lecture: handed in without a script, seen by the pupil, answered by the teacher."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses import answer_files, next_steps, task_works
from courses.models import LecturePage, TaskPage, TaskWork
from lms.doors import posted_from_here, without_nul
from lms.ranges import serve_file
from lms.views import stale_form
from students import looked
from students.abilities import requires
from students.models import SchoolClass, Student

MOST_FILES = 10


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request, key, block):
    """The pupil's own work and what was said to it; the lecture's form, which holds no token, posts here."""
    if request.method == "POST" and not posted_from_here(request):
        return stale_form(request)
    without_nul(request)
    lecture = LecturePage.objects.visible_to(request.user).filter(translation_key=key).first()
    task = task_works.tasks_of(lecture).get(block) if lecture else None
    if task is None:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(lecture.url)
    student = request.user.student_or_none
    if student is None:
        if request.method != "POST":
            raise Http404
        messages.info(request, _("Only pupils hand work in; nothing was kept."))
        return redirect(lecture.url)
    refusal = ""
    if request.method == "POST":
        try:
            _take(request, student, lecture, block)
        except answer_files.NotKept as why:
            refusal = str(why)
        else:
            messages.success(request, _("Handed in. Your teacher sees it now."))
            return redirect("courses:task", key, block)
    work = TaskWork.objects.filter(student=student, lecture=lecture, block=block).first()
    context = {
        "lecture": lecture,
        "task": task,
        "block": block,
        "work": work,
        "refusal": refusal,
        "words": request.POST.get("words", work.words if work else ""),
        "most_pages": task_works.MOST_PAGES,
        "most_words": task_works.MOST_WORDS,
    }
    return render(request, "courses/tasks/mine.html", context, status=422 if refusal else 200)


@transaction.atomic
def _take(request, student, lecture, block):
    """Everything or nothing. Raises NotKept."""
    work = task_works.held(student, lecture, block)
    kept = work.page_ids if request.POST.get("keep") else []
    named = [text for text in request.POST.getlist("page") if _is_id(text)]
    uploads = [upload for upload in request.FILES.getlist("page-file") if upload.size][:MOST_FILES]
    pages = list(dict.fromkeys([*kept, *named]))
    if len(pages) + len(uploads) > task_works.MOST_FILES:
        words = _("At most %(most)d photos and one recording. Take one away, then hand in again.")
        raise answer_files.NotKept(words % {"most": task_works.MOST_PAGES})
    for upload in uploads:
        if upload.size > answer_files.MOST_BYTES:
            raise answer_files.NotKept(_("This file is larger than 10 MB."))
        pages.append(str(task_works.keep_page(work, upload.read()).pk))
    words = request.POST.get("words", "")
    if not pages and not words.strip():
        raise answer_files.NotKept(_("Take a photo or write a few words, then hand in."))
    pages = list(dict.fromkeys(pages))
    task_works.hand_in(student, lecture, block, words, pages, turn=work.turn + 1)


def _is_id(text):
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


@never_cache
@require_safe
def page(request, pk):
    """A photo that was handed in: for its pupil, and for the teachers of the class."""
    return _photo(request, pk, "file")


@never_cache
@require_safe
def small_page(request, pk):
    return _photo(request, pk, "small")


def _photo(request, pk, name):
    pages = TaskPage.objects.visible_to(request.user).select_related("work__student")
    found = get_object_or_404(pages, pk=pk)
    if not request.user.student_or_none:
        looked.note(request.user, "answers", found.work.student, once_a_day=True)
    kept = getattr(found, name)
    kind = answer_files.SOUNDS.get(kept.name.rpartition(".")[2], "image/jpeg")
    if not kept:
        raise Http404
    try:
        response = serve_file(request, kept.path, kind, f"{found.pk}-{name}")
    except OSError as why:
        raise Http404 from why
    return answer_files.shut(response)


class RemarkForm(forms.Form):
    work = forms.IntegerField(widget=forms.HiddenInput)
    turn = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label=gettext_lazy("Your word to the pupil"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    again = forms.BooleanField(label=gettext_lazy("Please look at it again"), required=False)


@requires("give work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wall(request, class_uid, key, block):
    """What a class handed in to one task, side by side; a word back to each."""
    classes = SchoolClass.objects.visible_to(request.user, to="give work").select_related("school", "year")
    school_class = get_object_or_404(classes, uid=class_uid)
    lecture = get_object_or_404(LecturePage.objects.visible_to(request.user), translation_key=key)
    task = task_works.tasks_of(lecture).get(block)
    if task is None:
        raise Http404
    students = list(Student.objects.visible_to(request.user, to="give work").sitting_in(school_class))
    works = TaskWork.objects.handed_in().filter(student__in=students, lecture=lecture, block=block)
    wrong = None
    if request.method == "POST":
        wrong, answer = _said(request, works)
        if answer:
            return answer
    by_student = {work.student_id: work for work in works.prefetch_related("pages")}
    shown = [student for student in students if student.pk in by_student]
    if shown:
        looked.note(request.user, "answers", *shown, once_a_day=True)
    cards = []
    for student in shown:
        work = by_student[student.pk]
        cards.append(
            (student, work, wrong if wrong and wrong["work"].value() == str(work.pk) else _form(work))
        )
    context = {
        "school_class": school_class,
        "lecture": lecture,
        "task": task,
        "cards": cards,
        "missing": [student for student in students if student.pk not in by_student],
        "all": len(students),
        "steps": next_steps.steps_of_works(request.user, school_class, lecture, block) if cards else [],
    }
    return render(request, "courses/tasks/wall.html", context, status=422 if wrong else 200)


def _form(work):
    initial = {"work": work.pk, "turn": work.turn, "remark": work.remark, "again": work.waits_for_pupil}
    return RemarkForm(initial=initial, auto_id=f"bai-{work.pk}-%s")


def _said(request, works):
    """(the form that is wrong or None, the answer or None)."""
    form = RemarkForm(request.POST, auto_id=f"bai-{request.POST.get('work', '')[:20]}-%s")
    if not form.is_valid():
        return form, None
    told = form.cleaned_data
    work = works.filter(pk=told["work"]).first() if abs(told["work"]) < 2**62 else None
    if work is None:
        raise Http404
    try:
        task_works.say(work, told["remark"], told["again"], told["turn"], by=request.user)
    except task_works.HandedInMeanwhile:
        messages.error(request, _("The pupil has just handed in anew. Look at it, then write your word."))
    else:
        messages.success(request, _("Saved. The pupil reads it in the lecture."))
    return None, redirect(f"{request.path}#bai-{work.pk}")
