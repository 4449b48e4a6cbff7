"""Who is enrolled in a training class: a list taken over, codes, somebody forgotten. For trainers alone."""

import uuid
from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home.forms.participants import ListForm, ParticipantForm
from home.models import Participant, TrainingCourse, TrainingEnrolment, TrainingList
from home.models.training import LEAD
from home.training import Refused, certificates, enrolling, forgetting, lists, papers, sign_in
from home.views.training import led
from lms import downloads
from lms.text import make_slug
from students.abilities import requires


@requires(LEAD)
@never_cache
@require_safe
def people(request, pk):
    course = led(request.user, pk)
    enrolments = list(course.enrolments.standing().in_order())
    phones = Counter(one.participant.phone for one in enrolments if one.participant.phone)
    earned = set(certificates.who_earned(course).values_list("pk", flat=True))
    for one in enrolments:
        one.has_earned = one.pk in earned
        one.shares_phone = phones[one.participant.phone] > 1
    context = {
        "course": course,
        "enrolments": enrolments,
        "organises": TrainingCourse.objects.organised_by(request.user).filter(pk=pk).exists(),
        "by_wall": enrolling.by_wall_since(course),
        "lists": course.lists.filter(undone_at=None).select_related("by"),
    }
    return render(request, "home/training/people.html", context)


@requires(LEAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_list(request, pk):
    """Paste a list or choose a file; see what it says; take it over."""
    course = led(request.user, pk)
    form = ListForm(request.POST or None, request.FILES or None)
    context = {"course": course, "form": form}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        rows = lists.read(lists.of_text(text), course)
        taken = [row.facts for row in rows if row.is_taken]
        if "take" in request.POST:
            return _take(request, course, taken)
        context |= {"rows": rows, "taken": len(taken), "text": text, "list_id": uuid.uuid4()}
        return render(request, "home/training/list_seen.html", context)
    return render(request, "home/training/list.html", context, status=422 if form.errors else 200)


def _take(request, course, taken):
    try:
        list_id = uuid.UUID(request.POST.get("list_id", ""))
    except ValueError:
        messages.error(request, _("This page was out of date. Look at the list once more."))
        return redirect("home:training_list", course.pk)
    known = TrainingList.objects.filter(pk=list_id).exists()
    try:
        if taken and not known:
            enrolling.from_list(course, taken, request.user, list_id)
            words = ngettext("%(n)d person is enrolled.", "%(n)d people are enrolled.", len(taken))
            messages.success(request, words % {"n": len(taken)})
    except Refused as why:
        messages.error(request, str(why))
    return redirect("home:training_people", course.pk)


@requires(LEAD)
@never_cache
@require_POST
def undo_list(request, pk):
    lists = TrainingList.objects.visible_to(request.user)
    kept = get_object_or_404(lists.select_related("course"), pk=pk)
    n = enrolling.undo_list(kept, by=request.user)
    words = ngettext(
        "%(n)d person of this list was taken out.", "%(n)d people of this list were taken out.", n
    )
    messages.success(request, words % {"n": n})
    return redirect("home:training_people", kept.course_id)


@requires(LEAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    """One person, typed in by the trainer."""
    course = led(request.user, pk)
    form = ParticipantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        enrolling.walk_in(course, form.facts, by=request.user)
        messages.success(request, _("%(name)s is enrolled.") % {"name": form.cleaned_data["name"]})
        return redirect("home:training_people", pk)
    context = {"course": course, "form": form}
    return render(request, "home/training/person_new.html", context, status=422 if form.errors else 200)


@requires(LEAD)
@never_cache
@require_POST
def out(request, pk):
    """Take somebody out of the class; or forget the person everywhere, as they wished."""
    enrolment = _enrolment(request, pk)
    answers = TrainingCourse.objects.organised_by(request.user).filter(pk=enrolment.course_id)
    if "forget" in request.POST and enrolment.participant.user_id is None and answers.exists():
        forgetting.forget(enrolment.participant, by=request.user)
        messages.success(request, _("Name, number and code are forgotten. The counts stay."))
    else:
        enrolling.withdraw(enrolment, by=request.user)
        messages.success(request, _("Taken out of the class."))
    return redirect("home:training_people", enrolment.course_id)


@requires(LEAD)
@never_cache
@require_POST
def strangers(request, pk):
    """Take out all who came by the code on the wall since an hour of the list."""
    course = led(request.user, pk)
    try:
        since = parse_datetime(request.POST.get("since", ""))
    except ValueError:
        since = None
    if since is None or timezone.is_naive(since):
        messages.error(request, _("Nobody was taken out. Choose since when."))
    else:
        is_new = "new_code" in request.POST
        n = enrolling.take_out_by_wall(course, since, by=request.user, new_code=is_new)
        words = ngettext(
            "%(n)d person was taken out of the class.", "%(n)d people were taken out of the class.", n
        )
        messages.success(request, words % {"n": n})
        if is_new:
            messages.info(request, _("The poster has a new code. Print it once more and hang it up."))
    return redirect("home:training_people", pk)


@requires(LEAD)
@never_cache
@require_POST
def codes(request, pk):
    """Slips with new codes: of one person, or of all who have none yet."""
    course = led(request.user, pk)
    found = Participant.objects.filter(
        user=None, erased_at=None, enrolments__course=course, enrolments__withdrawn_at=None
    ).exclude(phone="")
    if chosen := request.POST.get("enrolment"):
        # Compared as text: whatever is sent as an id is one of these or nobody's.
        people = {str(pk): who for pk, who in course.enrolments.standing().values_list("pk", "participant")}
        if chosen not in people:
            raise Http404
        found = found.filter(pk=people[chosen])
    else:
        found = found.filter(secret=None)
    people = list(found.order_by("name_sort", "pk").distinct())
    if not people:
        messages.info(
            request, _("Everybody has a code already. For a lost one press «new code» beside the name.")
        )
        return redirect("home:training_people", pk)
    made = sign_in.renew(people, by=request.user, course=course)
    return downloads.pdf(papers.slips(course, made), f"ma-lop-{make_slug(course.title)}.pdf")


@requires(LEAD)
@never_cache
@require_safe
def poster(request, pk):
    course = led(request.user, pk)
    return downloads.pdf(papers.poster(course), f"ap-phich-{make_slug(course.title)}.pdf")


def _enrolment(request, pk):
    found = TrainingEnrolment.objects.visible_to(request.user).standing()
    return get_object_or_404(found.select_related("course", "participant"), pk=pk)
