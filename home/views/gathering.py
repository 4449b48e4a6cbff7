"""Works that a class handed in to one task, gathered into the draft of an entry."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import task_works
from courses.models import LecturePage, TaskWork
from home.culture import gathering, taking_out
from home.forms.gathering import ASKED, GatherForm
from home.models import GatheredWork
from lms.text import whole_number
from students import looked
from students.abilities import requires
from students.models import SchoolClass, Student


@requires("give work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gather(request, class_uid, key, block):
    classes = SchoolClass.objects.visible_to(request.user, to="give work").select_related("school", "year")
    school_class = get_object_or_404(classes, uid=class_uid)
    lecture = get_object_or_404(LecturePage.objects.visible_to(request.user), translation_key=key)
    task = task_works.tasks_of(lecture).get(block)
    if task is None:
        raise Http404
    students = Student.objects.visible_to(request.user, to="give work").sitting_in(school_class)
    handed = TaskWork.objects.handed_in().filter(student__in=students, lecture=lecture, block=block)
    works = list(handed.select_related("student").prefetch_related("pages").order_by("student__name_sort"))
    taken = gathering.taken_already(works)
    form = GatherForm(
        request.POST or None,
        works=[work for work in works if work.pk not in taken],
        user=request.user,
        commune=school_class.school.commune_id,
        initial={"title": task.value["title"][:120]},
    )
    if request.method == "POST" and gathering.archive() is None:
        messages.error(
            request, _("There is no archive yet. The department opens it first; nothing was lost.")
        )
    elif request.method == "POST" and form.is_valid():
        return _gather(
            request, form, [w for w in works if str(w.pk) in form.cleaned_data["works"]], school_class
        )
    if works:
        looked.note(request.user, "answers", *(work.student for work in works), once_a_day=True)
    chosen, agreed = request.POST.getlist("works"), request.POST.getlist("agreed")
    context = {
        "school_class": school_class,
        "lecture": lecture,
        "task": task,
        "block": block,
        "form": form,
        "asked": ASKED,
        "works": [(work, work.pk in taken, str(work.pk) in chosen, str(work.pk) in agreed) for work in works],
    }
    return render(request, "home/collecting/gather.html", context, status=422 if form.errors else 200)


@requires("give work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathered(request, key):
    """Whose works went into an entry, and what pupil and family said; taking one out again."""
    rows = GatheredWork.objects.visible_to(request.user).filter(page__translation_key=key)
    rows = list(rows.select_related("student", "page", "gathered_by").order_by("student__name_sort", "pk"))
    is_post = request.method == "POST"
    if not rows and not is_post:
        raise Http404
    if is_post:
        number = whole_number(request.POST.get("work"), 18)
        chosen = [row for row in rows if row.pk == number]
        # Who taps twice names a work that is no more; one of another entry is none of this.
        is_twice = number and not GatheredWork.objects.filter(pk=number).exists()
        if not chosen and not (is_twice and taking_out.has_taken_out(request.user, key)):
            raise Http404
        out = taking_out.take_out(chosen[0], request.user) if chosen else None
        if out is None:
            messages.success(request, _("This work is out of the entry already."))
        else:
            _tell(request, out)
        return redirect("home:collecting")
    looked.note(request.user, "gathered work", *{row.student for row in rows}, once_a_day=True)
    return render(request, "home/collecting/gathered.html", {"rows": rows, "page": rows[0].page})


def _tell(request, out):
    if out.was_public:
        messages.success(request, _("The entry was public and went off until it was read anew."))
    if out.leaves_words:
        messages.warning(
            request,
            _(
                "Photos and recordings are out. The words were rewritten or moved: open the draft and take "
                "out what this pupil told, or ask the editors to."
            ),
        )
    if out.leaves_name:
        messages.warning(
            request,
            _(
                "The pupil's name still stands in the draft, in its text: open the draft and take it out, or "
                "ask the editors to."
            ),
        )
    if not out.leaves_words and not out.leaves_name:
        messages.success(request, _("Taken out. Nothing of it is in the draft any more."))


def _gather(request, form, works, school_class):
    told = form.cleaned_data
    page = gathering.gather(
        works,
        request.user,
        school_class,
        title=told["title"],
        kind=told["kind"],
        peoples=[told["people"]],
        communes=[told["commune"]],
        agreement=told["agreement"],
        agreed=gathering.Agreed(told["agreed_on"], str(ASKED)),
    )
    if page is None:
        messages.info(request, _("These works were gathered already; nothing was done twice."))
    else:
        messages.success(
            request,
            _("«%(title)s» is a draft now. It waits for the editors of the archive and for the community.")
            % {"title": page.title},
        )
    return redirect("home:collecting")
