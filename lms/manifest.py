"""`/manifest.webmanifest`: what a telephone shows of the product once it stands on the home screen."""

import json

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lms.packed import packed

# As in lms/css/base.css and templates/base.html: a manifest knows no variables.
PAGE, ACT = "#fbf7f1", "#2d3a86"
# Drawn from brand.svg; the third with room around, for telephones that cut icons round.
ICONS = [("icon-192", 192, "any"), ("icon-512", 512, "any"), ("maskable-512", 512, "maskable")]


@login_not_required
@cache_control(public=True, max_age=86_400)
@require_safe
def manifest(request):
    told = {
        "id": "/",
        "name": "Sóng và máy tính cho em",
        "short_name": "Sóng cho em",
        "description": _("Lectures, practice and quizzes for the pupils of Điện Biên, on a weak signal too."),
        "lang": "vi",
        "start_url": "/start/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAGE,
        "theme_color": ACT,
        "categories": ["education"],
        "icons": [
            {
                "src": static(f"lms/icons/{name}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for name, size, purpose in ICONS
        ],
    }
    return packed(request, json.dumps(told, ensure_ascii=False), "application/manifest+json")


@login_not_required
@cache_control(public=True, max_age=86_400)
@require_safe
def favicon(request):
    """For what has no head to name its icon: a picture or a paper that is opened alone."""
    return redirect(static("lms/brand.svg"))
