"""What is asked of people who are signed in."""

from django.shortcuts import redirect
from django.urls import reverse


class LedToNewPassword:
    """Staff whose password was given to them choose their own before anything else.

    Open pages are left alone: they are the same for everybody and know of no session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        change = reverse("students:password")
        if request.user.is_authenticated and request.user.must_change_password and request.path != change:
            return redirect(change)
        return None
