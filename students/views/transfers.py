"""Pupils who come from another school: found by what the paper says, asked for, answered, taken in."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.text import tidy
from students import accounts, looked, throttle
from students.abilities import requires
from students.forms.movements import FindPupil, TakeIn
from students.forms.students import NewcomerForm
from students.models import School, SchoolClass, Student, Transfer
from students.movement import arrivals, transfers
from students.movement.rules import CannotMove
from students.views.movements import ACT, READ, chosen_school


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def find(request):
    """Which pupil came? Without the exact id and birth date nobody of another school is shown."""
    school = chosen_school(request)
    form = FindPupil(request.POST if request.method == "POST" else None)
    wait = throttle.wait_to_find(request.user)
    if form.is_bound and wait:
        words = _("Too many tries that found nobody. Go on in %(minutes)d minutes.")
        form.add_error(None, words % {"minutes": wait})
    elif form.is_valid():
        if student := form.found():
            looked.note(request.user, "found for a transfer", student)
            token = arrivals.found_token(student, request.user)
            answer = redirect("students:take-in", found=token)
            answer["Location"] += f"?school={school.code}" if school else ""
            return answer
        throttle.wait_to_find(request.user, missed=True)
        form.add_error(
            None,
            _(
                "Nobody has this id together with this birth date. Look at the transfer paper once more; "
                "a pupil from another province is added below."
            ),
        )
    context = {"form": form, "school": school}
    return render(request, "students/find_pupil.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def take_in(request, found):
    """Into which class, from when; or ask the old school while it still has a say."""
    student = arrivals.student_found(found, request.user)
    if student is None:
        raise Http404
    school = chosen_school(request)
    if school is None:
        return _choose_school(request, student)
    if student.school_id == school.pk:
        messages.info(request, _("%(name)s has a record at this school already.") % {"name": student})
        return redirect("students:student", pk=student.pk)
    form = TakeIn(request.POST if request.method == "POST" else None, student=student, school=school)
    if request.method == "POST" and form.is_valid():
        try:
            done = form.move(by=request.user)
        except CannotMove as refusal:
            form.refuse(refusal)
        else:
            return _after(request, student, done)
    context = {
        "student": student,
        "school": school,
        "form": form,
        "must_ask": arrivals.must_ask(student),
        "waiting": student.transfers.unsettled().select_related("to_school").first(),
    }
    return render(request, "students/take_in.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def newcomer(request):
    """A pupil from outside the province: a new record, with the paper that came along."""
    classes = SchoolClass.objects.visible_to(request.user, to=ACT)
    if school := chosen_school(request):
        classes = classes.filter(school=school)
    form = NewcomerForm(request.POST if request.method == "POST" else None, classes=classes)
    if form.is_valid():
        with transaction.atomic():
            student = form.save()
            accounts.open_pupil_accounts([student])
            arrivals.note_newcomer(student, form.cleaned_data, by=request.user)
        messages.success(request, _("%(name)s is in the list. Print the card now.") % {"name": student})
        return redirect("students:student", pk=student.pk)
    context = {"form": form, "school": school}
    return render(request, "students/newcomer.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_safe
@requires(READ)
def detail(request, pk):
    """One transfer: what the paper says, how it stands, and who has to do what."""
    transfer = _transfer_or_404(request, pk, to=READ)
    mine = School.objects.visible_to(request.user, to=ACT)
    student = Student.objects.visible_to(request.user, to=READ).filter(pk=transfer.student_id).first()
    to_take_in = transfers.may_take_in(request.user, transfer)
    context = {
        "transfer": transfer,
        "student": student,
        "found": arrivals.found_token(transfer.student, request.user) if to_take_in else "",
        "may_settle": transfers.may_settle(request.user, transfer),
        "may_refuse": transfer.state == Transfer.State.ASKED
        and mine.filter(pk=transfer.from_school_id).exists(),
        "may_call_off": transfer.state == Transfer.State.ASKED
        and mine.filter(pk=transfer.to_school_id).exists(),
    }
    return render(request, "students/transfer.html", context)


@never_cache
@require_POST
@requires(ACT)
def answer(request, pk):
    """Agree, refuse or call off; whoever may not do what was chosen finds it is not there."""
    transfer = _transfer_or_404(request, pk)
    chosen = request.POST.get("answer", "")
    whose = {"refuse": transfer.from_school_id, "call-off": transfer.to_school_id}.get(chosen)
    if whose and not School.objects.visible_to(request.user, to=ACT).filter(pk=whose).exists():
        raise Http404
    try:
        if chosen == "refuse":
            transfers.refuse(transfer, request.user, tidy(request.POST.get("refusal", ""))[:200])
            words = _("The answer is written down; %(school)s reads it.")
        elif chosen == "call-off":
            transfers.call_off(transfer, request.user)
            words = _("%(school)s no longer asks for %(name)s.")
        elif chosen == "agree":
            transfers.settle(transfer, by=request.user)
            words = _("%(name)s now belongs to %(school)s.")
        else:
            raise CannotMove(_("Choose an answer: let the pupil go, or say why not."))
    except CannotMove as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words % {"name": transfer.student, "school": transfer.to_school})
    return redirect("students:transfer", pk=transfer.pk)


def _after(request, student, done):
    if isinstance(done, Transfer):
        words = _("%(school)s is asked for %(name)s. The answer will stand here.")
        messages.success(request, words % {"school": done.from_school, "name": student})
        return redirect("students:transfer", pk=done.pk)
    words = _("%(name)s sits in the class now. The old card no longer works: print a new one.")
    messages.success(request, words % {"name": student})
    return redirect("students:student", pk=student.pk)


def _choose_school(request, student):
    """Who looks after several schools says which of them takes the pupil in."""
    schools = School.objects.visible_to(request.user, to=ACT).exclude(pk=student.school_id)
    context = {"student": student, "schools": schools.select_related("commune")}
    return render(request, "students/take_in_where.html", context)


def _transfer_or_404(request, pk, to=ACT):
    kept = Transfer.objects.visible_to(request.user, to=to)
    return get_object_or_404(
        kept.select_related("student", "from_school", "to_school", "to_class__year", "made_by"), pk=pk
    )
