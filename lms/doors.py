"""Every page is closed until a view says on purpose that it is open."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class ClosedUnlessOpened(LoginRequiredMiddleware):
    """Asks for sign-in everywhere but on views marked `@login_not_required`.

    Wagtail's admin and document views guard themselves, with a sign-in page of their own.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.path.startswith(("/admin/", "/documents/")):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
