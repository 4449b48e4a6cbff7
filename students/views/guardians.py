"""Parents and guardians of a pupil: link, unlink, and the account they look in with."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms.history import note_change
from students import accounts, giving, throttle
from students.abilities import requires
from students.forms.guardians import GuardianForm
from students.models import Guardian, Student
from students.views.classes import renewed_too_often


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage people")
def link(request, pk):
    """A parent by hand; class lists bring most of them along."""
    mine = Student.objects.visible_to(request.user, to="manage people")
    student = get_object_or_404(mine, pk=pk)
    known = Guardian.objects.filter(students__in=mine).distinct()
    form = GuardianForm(request.POST or None, student=student, known=known)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save()
            note_change(
                by=request.user,
                act="link a parent",
                thing=made,
                after={"relation": made.relation},
                school=student.school_id,
            )
        words = _("%(name)s is linked to the pupil.")
        messages.success(request, words % {"name": made.guardian})
        return redirect("students:student", pk=student.pk)
    context = {"form": form, "student": student}
    return render(request, "students/guardian_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_POST
@requires("manage people")
def unlink(request, pk, guardian):
    """The parent sees nothing of the pupil any more, from the next request on."""
    student = get_object_or_404(Student.objects.visible_to(request.user, to="manage people"), pk=pk)
    with transaction.atomic():
        made = get_object_or_404(student.guardianships.select_related("guardian"), guardian=guardian)
        note_change(
            by=request.user,
            act="unlink a parent",
            thing=made,
            before={"relation": made.relation},
            school=student.school_id,
        )
        made.delete()
        # Who answers for nobody and cannot sign in is no business of the school's.
        Guardian.objects.filter(pk=guardian, user=None, guardianship=None).delete()
    words = _("%(name)s is no longer linked and sees nothing of the pupil any more.")
    messages.success(request, words % {"name": made.guardian})
    return redirect("students:student", pk=student.pk)


@never_cache
@require_POST
@requires("print sign-in cards")
def account(request, pk, guardian):
    """Username and password for a parent, told on this page and never again."""
    student = get_object_or_404(Student.objects.visible_to(request.user, to="print sign-in cards"), pk=pk)
    parent = get_object_or_404(student.guardians.select_related("user"), pk=guardian)
    if not giving.may_open_parent_account(request.user, parent):
        raise Http404
    if wait := throttle.wait_to_renew(request.user):
        return renewed_too_often(request, wait, "students:student", student.pk)
    password = accounts.renew_parent_account(parent, by=request.user, school=student.school)
    context = {"student": student, "parent": parent, "password": password, "site": settings.PUBLIC_URL}
    return render(request, "students/guardian_account.html", context)
