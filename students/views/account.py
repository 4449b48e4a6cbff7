"""The own account of staff and parents: password, second factor, where one is signed in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.history import note_change
from students import second_factor, sign_in
from students.views.parent_pin import asks_pin


@never_cache
@require_safe
def account(request):
    _staff_alone(request)
    context = {
        "sessions": request.user.signed_in.open(),
        "here": request.session.session_key,
        "second_factor": second_factor.is_on(request.user),
        # A parent may have a card and nothing else.
        "has_password": request.user.guardian_or_none is None or request.user.has_usable_password(),
    }
    return render(request, "students/account.html", context)


@require_POST
@asks_pin
def end_others(request):
    """Sign out everywhere but here."""
    _staff_alone(request)
    sign_in.end_sessions(request.user, but=request.session.session_key)
    note_change(by=request.user, act="sign out elsewhere", thing=request.user)
    messages.success(request, _("All other machines are signed out."))
    return redirect("students:account")


def _staff_alone(request):
    if request.user.student_or_none:
        raise PermissionDenied("a pupil's account is looked after by the teacher")
