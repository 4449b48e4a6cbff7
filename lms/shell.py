"""The shell: pages that open for anybody without signal, and what a telephone needs to install the product.

The service worker fetches them with all their files beforehand (60 KB at most), so they are the same HTML
for everybody: what they show of a person, a script takes from this browser's own store. A page more: a line
in PAGES, and `path(…, shell.page)` among the routes.
"""

import re
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lms import modules
from lms.packed import packed

PAGES = {"/offline/": "lms/offline.html", "/waiting/": "lms/waiting.html"}
# Answers that are no pages and are wanted without signal too.
MORE = ["/sync/keys.json"]
# Modules that no page of the shell names by itself: what a script loads later.
LATER = []


@login_not_required
@cache_control(no_cache=True)
@require_safe
def page(request):
    return packed(request, html(request.path), "text/html; charset=utf-8")


@cache
def html(path):
    """No request: what asks for a person, a cookie or a token finds none."""
    return render_to_string(PAGES[path])


def addresses():
    return [*PAGES, *MORE]


def files():
    """Addresses of all static files that the pages name, and of LATER with what these import."""
    address = re.compile(re.escape(settings.STATIC_URL) + r"[\w./-]+\.\w+")
    found = [one for path in PAGES for one in address.findall(html(path))]
    later = [name for path in LATER for name in (path, *modules.needs(path))]
    return list(dict.fromkeys([*found, *map(static, later)]))
