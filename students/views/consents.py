"""What a pupil's family agreed to, for which purpose, on which paper."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms.history import note_change
from students.abilities import requires
from students.forms.consents import ConsentForm
from students.models import Consent, Student


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("record consents")
def record(request, pk):
    student = get_object_or_404(Student.objects.visible_to(request.user, to="record consents"), pk=pk)
    form = ConsentForm(request.POST or None, student=student, initial={"purpose": request.GET.get("purpose")})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            consent = form.save(by=request.user)
            note_change(
                by=request.user,
                act="record a consent",
                thing=consent,
                after={"purpose": consent.purpose, "given_by": consent.given_by, "how": consent.given_how},
                school=student.school_id,
            )
        messages.success(request, _("The consent is recorded."))
        return redirect("students:student", pk=student.pk)
    context = {"form": form, "student": student}
    return render(request, "students/consent_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_POST
@requires("record consents")
def withdraw(request, pk, purpose):
    """The family takes its consent back; from now on nothing more is gathered for the purpose."""
    student = get_object_or_404(Student.objects.visible_to(request.user, to="record consents"), pk=pk)
    with transaction.atomic():
        consent = get_object_or_404(
            Consent.objects.in_force().select_for_update(), student=student, purpose=purpose
        )
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
        note_change(
            by=request.user,
            act="withdraw a consent",
            thing=consent,
            after={"purpose": purpose},
            school=student.school_id,
        )
    messages.success(request, _("The consent is withdrawn."))
    return redirect("students:student", pk=student.pk)
