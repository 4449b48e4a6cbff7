"""What a pupil's family agreed to, for which purpose, on which paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from students import consents
from students.abilities import requires
from students.consent_texts import CURRENT, texts
from students.forms.consents import ConsentForm
from students.models import Student


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("record consents")
def record(request, pk):
    student = _student_or_404(request, pk)
    form = ConsentForm(request.POST or None, student=student, initial={"purpose": request.GET.get("purpose")})
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("The consent is recorded."))
        return redirect("students:student", pk=student.pk)
    context = {"form": form, "student": student, "guardians": student.guardians.all(), "version": CURRENT}
    return render(request, "students/consent_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_POST
@requires("record consents")
def withdraw(request, pk, purpose):
    """The family takes its consent back; from now on nothing more is gathered for the purpose."""
    student = _student_or_404(request, pk)
    if consents.withdraw(student, purpose, by=request.user) is None:
        raise Http404
    messages.success(request, _("The consent is withdrawn."))
    return redirect("students:student", pk=student.pk)


@require_safe
def text(request, version):
    """What families are asked, word for word, in the version that they signed."""
    found = texts(version)
    if not found:
        raise Http404
    context = {"texts": found, "version": version, "is_current": version == CURRENT}
    return render(request, "students/consent_text.html", context)


def _student_or_404(request, pk):
    return get_object_or_404(Student.objects.visible_to(request.user, to="record consents"), pk=pk)
