"""Parents and guardians of a pupil: link, unlink, and the card they look in with."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms import downloads
from lms.history import note_change
from lms.text import make_slug
from students import accounts, giving, looked, parent_cards, throttle
from students.abilities import requires
from students.codes import in_groups
from students.forms.guardians import GuardianForm
from students.models import Guardian, SchoolClass, Student
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
    """The parent sees nothing of the pupil any more, from the next request on; after the last child the
    card opens nothing."""
    student = get_object_or_404(Student.objects.visible_to(request.user, to="manage people"), pk=pk)
    with transaction.atomic():
        made = get_object_or_404(student.guardianships.select_related("guardian__user"), guardian=guardian)
        note_change(
            by=request.user,
            act="unlink a parent",
            thing=made,
            before={"relation": made.relation},
            school=student.school_id,
        )
        made.delete()
        if not made.guardian.students.exists():
            accounts.close_parent_account(made.guardian, by=request.user, school=student.school)
        # Who answers for nobody and cannot sign in is no business of the school's.
        Guardian.objects.filter(pk=guardian, user=None, guardianship=None).delete()
    words = _("%(name)s is no longer linked and sees nothing of the pupil any more.")
    messages.success(request, words % {"name": made.guardian})
    return redirect("students:student", pk=student.pk)


@never_cache
@require_POST
@requires("print sign-in cards")
def pin(request, pk, guardian):
    """A new PIN for a parent, shown with the code on this page and never again: for where no printer is."""
    student, parent = _to_look_after(request, pk, guardian)
    if wait := throttle.wait_to_renew(request.user):
        return renewed_too_often(request, wait, "students:student", student.pk)
    told = accounts.renew_parent_pin(parent, by=request.user, school=student.school)
    context = {
        "student": student,
        "parent": parent,
        "code": in_groups(parent.code),
        "pin": in_groups(told),
        "site": settings.PUBLIC_URL,
    }
    return render(request, "students/guardian_pin.html", context)


@never_cache
@require_POST
@requires("print sign-in cards")
def card(request, pk, guardian):
    """A parent's new card as PDF; what was printed before stops working."""
    student, parent = _to_look_after(request, pk, guardian)
    if wait := throttle.wait_to_renew(request.user):
        return renewed_too_often(request, wait, "students:student", student.pk)
    made = parent_cards.make_cards([parent], by=request.user, school=student.school)
    looked.note(request.user, "parent's card", student)
    return downloads.pdf(parent_cards.render_cards(made), f"the-phu-huynh-{parent.code.lower()}.pdf")


@never_cache
@require_POST
@requires("print sign-in cards")
def stop_card(request, pk, guardian):
    """The card was lost: it opens nothing any more. Whoever prints a child's cards may do it at once, for
    nothing is shown by it."""
    student = get_object_or_404(Student.objects.visible_to(request.user, to="print sign-in cards"), pk=pk)
    parent = get_object_or_404(student.guardians.without_role(), pk=guardian)
    accounts.stop_parent_card(parent, by=request.user, school=student.school)
    messages.success(request, _("The card and the PIN of %(name)s no longer work.") % {"name": parent})
    return redirect("students:student", pk=student.pk)


@never_cache
@require_POST
@requires("print sign-in cards")
def class_cards(request, uid):
    """Cards of the parents of a class: of those without one, or (`all`) of everybody anew."""
    classes = SchoolClass.objects.visible_to(request.user, to="print sign-in cards")
    school_class = get_object_or_404(classes.select_related("school"), uid=uid)
    parents, _others = parent_cards.of_class(school_class, by=request.user)
    if not request.POST.get("all"):
        parents = [parent for parent in parents if not parent.card_hash]
    if not parents:
        messages.warning(
            request, _("There is no card to print: every parent has one, or none is linked yet.")
        )
        return redirect("students:class-cards", uid=uid)
    if wait := throttle.wait_to_renew(request.user):
        return renewed_too_often(request, wait, "students:class", uid)
    made = parent_cards.make_cards(parents, by=request.user, school=school_class.school)
    children = Student.objects.visible_to(request.user, to="print sign-in cards")
    looked.note(request.user, "parent's card", *children.filter(guardians__in=parents).distinct())
    name = f"the-phu-huynh-{make_slug(school_class.name)}.pdf"
    return downloads.pdf(parent_cards.render_cards(made), name)


def _to_look_after(request, pk, guardian):
    """The pupil and the parent whose card the reader prints."""
    student = get_object_or_404(Student.objects.visible_to(request.user, to="print sign-in cards"), pk=pk)
    parents = giving.parents_looked_after_by(request.user).filter(students=student)
    return student, get_object_or_404(parents.select_related("user"), pk=guardian)
