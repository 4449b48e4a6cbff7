"""What is asked of people who are signed in."""

from django.shortcuts import redirect
from django.urls import reverse

from students import second_factor


class LedToOwnSecrets:
    """Staff whose password was given to them choose their own before anything else; then whoever
    must have a second factor sets it up.

    Open pages are left alone: they are the same for everybody and know of no session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return None
        goes_to = None
        if request.user.must_change_password:
            goes_to = reverse("students:password")
        elif second_factor.must_have(request.user):
            goes_to = reverse("students:second-factor-set-up")
        return redirect(goes_to) if goes_to and request.path != goes_to else None
