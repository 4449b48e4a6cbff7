"""What is asked of every request before a view sees it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.shortcuts import render
from django.utils.cache import has_vary_header
from django.utils.functional import LazyObject, SimpleLazyObject, empty
from django.utils.http import url_has_allowed_host_and_scheme

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


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


class NoNulInForms:
    """Leaves a NUL out of what a form says, which a typist never means: PostgreSQL keeps no text with one.

    Behind the look at the token, which has read the form by then. A view that is `csrf_exempt` may want the
    body as it came, and calls `without_nul` itself. What is sent to /admin/ is refused (lms/admin_input.py).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "csrf_exempt", False) and not request.path_info.startswith("/admin/"):
            without_nul(request)


def without_nul(request):
    """Take every NUL out of the names and values of the form that was posted."""
    posted = request.POST
    if not any("\0" in text for name, values in posted.lists() for text in (name, *values)):
        return
    clean = QueryDict(mutable=True, encoding=posted.encoding)
    for name, values in posted.lists():
        for value in values:
            clean.appendlist(name.replace("\0", ""), value.replace("\0", ""))
    clean._mutable = False
    request.POST = clean


class SaysWhyNotOpened:
    """Who opens the address of a button is told so, instead of an empty page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_bare = response.status_code == 405 and not response.streaming and not response.content
        if request.method != "GET" or not is_bare or not request.accepts("text/html"):
            return response
        told = render(request, "405.html", status=405)
        told["Allow"] = response.get("Allow", "")
        return told


class PrivateUnlessSaid:
    """What depends on who asks is kept by no cache, unless its view says how it may be kept.

    Stands outside the sessions, which mark with `Vary: Cookie` every answer that looked at one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and (
            has_vary_header(response, "Cookie") or response.cookies
        ):
            response["Cache-Control"] = "private, no-store"
        return response


# What the cookie `learner` says once somebody signed out without signal.
NOBODY = "-"
# The cookie of who came in without signal (offline-door.js): they are here, though no session is theirs yet.
CAME_WITHOUT_SIGNAL = "came-without-signal"


class OfWhoIsHere:
    """Ends a session that is not of whoever is at this machine now, as the cookie `learner` tells.

    Without signal a child signs out, or another one in, and the school hears nothing of it: the session in
    this browser is still the first one's. A browser without the cookie says nothing. Looks only once a view
    wants to know who reads, and asks the database nothing more.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(lambda: self._checked(request))
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """A form of the one who left is refused as a whole, and nothing of it done."""
        if request.method in SAFE_METHODS or not getattr(view_func, "login_required", True):
            return None
        if request.user.is_authenticated or not getattr(request, "ended_for_another", False):
            return None
        source = _split(request.headers.get("Referer"))
        page = local_path(source.path) if source.netloc == request.get_host() else ""
        return render(request, "somebody_else_here.html", {"page": page}, status=403)

    def _checked(self, request):
        user = get_user(request)
        here = request.COOKIES.get("learner")
        if not here or not user.is_authenticated or user.learner_key == here:
            return user
        request.session.flush()
        request.ended_for_another = True
        return AnonymousUser()


class LearnerCookie:
    """Tells the scripts of a page who is signed in, by the cookie `learner`.

    Pages are the same HTML for everyone and open without signal: the cookie is what the
    outbox and the local store go by. It opens nothing; the server believes the session alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = request.__dict__.get("user")
        # A page that never asked who reads it is the same for all, and stays cacheable.
        asked = user is not None and not (isinstance(user, LazyObject) and user._wrapped is empty)
        if not asked or "public" in response.get("Cache-Control", ""):
            return response
        told = request.COOKIES.get("learner", "")
        without_signal = came_without_signal(request)
        if not user.is_authenticated:
            # What a page in use sends by itself puts nobody out of it: the next page does. And who came
            # in without signal stays, until the own PIN makes a session of it.
            if told == NOBODY or (told and _is_page(request) and not without_signal):
                response.delete_cookie("learner", samesite="Lax")
            return response
        if CAME_WITHOUT_SIGNAL in request.COOKIES:
            response.delete_cookie(CAME_WITHOUT_SIGNAL, samesite="Lax")
        if told != user.learner_key:
            response.set_cookie(
                "learner",
                user.learner_key,
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response


def came_without_signal(request):
    """The key of the learner who came in here without signal and is no session's yet; else an empty text."""
    told = request.COOKIES.get("learner", "")
    return told if told != NOBODY and CAME_WITHOUT_SIGNAL in request.COOKIES else ""


def _is_page(request):
    return "text/html" in request.headers.get("Accept", "text/html")


def posted_from_here(request):
    """Whether a form came from a page of ours: for pages that, being the same for all, hold no token."""
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return _split(source).netloc == request.get_host()


def _split(address):
    """The parts of what a browser says of an address; anybody can say what is none."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return urlsplit("")


def local_path(url):
    """`url` when it is a path on this site, else an empty text."""
    path = str(url or "")
    plain = path.startswith("/") and "\\" not in path and path.isprintable()
    return path if plain and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""
