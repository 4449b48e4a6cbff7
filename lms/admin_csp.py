"""The back office has a Content-Security-Policy of its own: Wagtail styles elements inline."""

from django.conf import settings
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

ADMIN = "/admin/"
ADMIN_CSP = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "font-src": [CSP.SELF, "data:"],
    "frame-src": [CSP.SELF],
}


class AdminCsp:
    """Middleware: pages under /admin/ get ADMIN_CSP, everything else the strict one."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.get_admin_response = csp_override(ADMIN_CSP)(get_response)

    def __call__(self, request):
        if request.path_info.startswith(ADMIN):
            return self.get_admin_response(request)
        return self.get_response(request)
