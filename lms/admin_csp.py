"""The back office has a Content-Security-Policy of its own: Wagtail styles elements inline."""

import json
import re

from django.conf import settings
from django.utils.csp import CSP
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.csp import csp_override

ADMIN = "/admin/"
CALL = re.compile(r"(new )?([\w.]+)\((.*)\);", re.DOTALL)
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


def take_scripts_out_of_choosers():
    """Let Wagtail's choosers in plain forms say in data what their inline script would do.

    Wagtail 8.0 writes that script in Python (BaseChooser.render), where no template can be put in
    its place; lms/js/admin-widgets.js reads the data.
    """
    from wagtail.admin.widgets.chooser import BaseChooser

    def render(self, name, value, attrs=None, renderer=None):
        value_data = self.get_value_data(value)
        widget = self.render_html(name, value_data, attrs)
        script = self.render_js_init(attrs["id"], name, value_data)
        new, function, arguments = CALL.fullmatch(script).groups()
        call = json.dumps({"new": bool(new), "name": function, "args": json.loads(f"[{arguments}]")})
        return format_html('{}<span hidden data-inline-call="{}"></span>', mark_safe(widget), call)

    BaseChooser.render = render
