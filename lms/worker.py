"""The service worker, `/sw.js`: modules of `lms/js/worker/` joined to one script, for Chrome below 91 and
Firefox take no modules there. What it keeps, and for whom: docs/decisions/kept-pages.md.

`SERVICE_WORKER=off` in the environment answers a worker that takes everything back (docs/operate.md).
"""

import hashlib
import json
import posixpath
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lms import shell
from lms.packed import packed
from lms.storage import light

ENTRY = "lms/js/worker/start.js"
OFF = "lms/js/worker/off.js"
IMPORT = re.compile(r'^import (?:(\* as \w+|\{[^}]*\}) from )?"(\.[^"]+)"\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=((?:async )?function|const|class) (\w+))", re.MULTILINE)


@login_not_required
@cache_control(no_cache=True)
@require_safe
def service_worker(request):
    """At the root, so that it stands before every page; asked for anew each time (no-cache)."""
    return packed(request, script(), "text/javascript; charset=utf-8")


@cache
def script():
    """The whole worker. Its version changes with its source, and with whatever the shell holds."""
    if not settings.SERVICE_WORKER:
        return joined(OFF)
    source = joined(ENTRY)
    told = {"pages": shell.addresses(), "files": shell.files(), "words": words()}
    digest = hashlib.sha256(source.encode())
    digest.update(json.dumps(told, sort_keys=True).encode())
    for path in shell.PAGES:
        digest.update(shell.html(path).encode())
    told["version"] = digest.hexdigest()[:12]
    return f"self.TOLD = {json.dumps(told, ensure_ascii=False)}\n{source}"


def words():
    """What the worker itself says on pages."""
    return {
        "asOf": _("No signal. This page is as it was on {when}."),
        "slow": _("The line is slow. This page is as it was on {when}."),
        "busy": _("The school's computer is busy. This page is as it was on {when}."),
        "back": _("The signal is back."),
        "anew": _("See this page as it is now"),
        "unsent": _(
            "There is no signal, so this was not sent. All that you wrote and chose is still here: "
            "press again when there is signal."
        ),
        "news": _("There is a new version. Open the page again whenever it suits you."),
    }


def joined(entry):
    """The module `entry` and all that it imports as one script; each keeps its own names to itself."""
    modules = {}
    _join(entry, modules, [])
    return "".join(modules.values())


def _join(path, modules, above):
    """Put `path` behind what it imports. Each becomes a function, called once, that gives what it exports."""
    if path in above:
        raise ValueError(f"{' → '.join([*above, path])}: modules of the worker cannot import in a circle.")
    if path in modules:
        return
    source = Path(finders.find(path)).read_text()
    beside = posixpath.dirname(path)
    for _names, relative in IMPORT.findall(source):
        _join(posixpath.normpath(posixpath.join(beside, relative)), modules, [*above, path])

    def taken(found):
        names, relative = found.groups()
        if not names:
            return ""
        what = names.removeprefix("* as ").replace(" as ", ": ")
        return f"const {what} = {_variable(posixpath.normpath(posixpath.join(beside, relative)))}\n"

    exported = ", ".join(name for _kind, name in EXPORT.findall(source))
    inside = light(path, EXPORT.sub("", IMPORT.sub(taken, source)))
    if re.search(r"^(import|export)\b", inside, re.MULTILINE):
        raise ValueError(f"{path}: write plain imports, and export only functions and constants.")
    modules[path] = f"const {_variable(path)} = (() => {{\n{inside}return {{ {exported} }}\n}})()\n"


def _variable(path):
    return re.sub(r"\W", "_", path.removesuffix(".js"))
