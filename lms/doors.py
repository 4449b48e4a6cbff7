"""What is asked of every request before a view sees it."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import render


class ClosedUnlessOpened(LoginRequiredMiddleware):
    """Asks for sign-in everywhere but on views marked `@login_not_required`.

    Wagtail's admin and document views guard themselves, with a sign-in page of their own.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.path.startswith(("/admin/", "/documents/")):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class NoNulBytes:
    """Turns away addresses with a NUL in them: no database text can hold one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "400.html", status=400)
        return self.get_response(request)
