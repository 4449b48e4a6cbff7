"""What a parent may ask, see, allow and take back about the own child's data."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms import spoken
from students import consents, looked
from students.abilities import requires
from students.consent_texts import CURRENT, text_of
from students.models import Consent, Student
from students.views.parent_pin import asks_pin

LAST_LOOKS = 5


@never_cache
@require_safe
@requires("follow own children")
@asks_pin
def page(request, pk):
    student = _child_or_404(request, pk)
    today = timezone.localdate()
    # The last one said of each purpose.
    said = {one.purpose: one for one in student.consents.order_by("pk")}
    in_force = {purpose: one for purpose, one in said.items() if one.withdrawn_at is None}
    purposes = [
        {
            "purpose": purpose,
            "text": text_of(purpose.value),
            "consent": in_force.get(purpose.value),
            "withdrawn": said.get(purpose.value),
            "asks_child": purpose in Consent.PUBLIC and consents.has_own_voice(student, today),
        }
        for purpose in Consent.Purpose
    ]
    for one in purposes:
        one["said"] = _said(one["text"], one["consent"])
    looks = looked.visible_to(request.user).filter(object_id=str(student.pk)).select_related("actor")
    context = {
        "student": student,
        "purposes": purposes,
        "version": CURRENT,
        "looks": looked.with_words(looks.order_by("-day", "-number")[:LAST_LOOKS]),
        "requests": student.data_requests.by_urgency(),
    }
    return render(request, "students/rights.html", context)


@never_cache
@require_POST
@requires("follow own children")
@asks_pin
def agree(request, pk, purpose):
    """A parent's yes by the own account, for one purpose; the child's own where it is needed."""
    student = _child_or_404(request, pk)
    purpose = _purpose_or_404(purpose)
    today, child = timezone.localdate(), bool(request.POST.get("child_agreed"))
    if consents.lacks_childs_word(student, purpose, today, child):
        messages.error(
            request,
            _("Ask your child first. From seven years on nothing is made public without its own yes."),
        )
    else:
        consents.give(
            student,
            purpose,
            by=request.user,
            given_by=request.user.guardian.full_name,
            how=Consent.Given.DIGITAL,
            on=today,
            child_agreed=child,
        )
        messages.success(request, _("You agreed. You can take it back here at any time."))
    return redirect("students:rights", student.pk)


@never_cache
@require_POST
@requires("follow own children")
@asks_pin
def withdraw(request, pk, purpose):
    """A parent takes a consent back; it ends in this moment."""
    student = _child_or_404(request, pk)
    consents.withdraw(student, _purpose_or_404(purpose), by=request.user)
    messages.success(request, _("You took your consent back. It holds from now on."))
    return redirect("students:rights", student.pk)


def _said(text, consent):
    """What is asked, whole, for the voice that reads it aloud; then how it stands."""
    if consent:
        state = _("You agreed on %(day)s.") % {"day": spoken.day(consent.given_on)}
    else:
        state = _("You have not agreed to it.")
    return spoken.told(text.title, *(f"{about}: {said}" for about, said in text.lines), state)


def _child_or_404(request, pk):
    mine = Student.objects.visible_to(request.user, to="follow own children")
    return get_object_or_404(mine.select_related("school"), pk=pk)


def _purpose_or_404(purpose):
    if purpose not in Consent.Purpose.values:
        raise Http404
    return Consent.Purpose(purpose)
