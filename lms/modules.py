"""Scripts of pages: ES modules, as they are written.

Apps above register in `AppConfig.ready` what every page of a signed-in pupil loads, so that the ground
floor names no app: `modules.register("devices/heartbeat.js")`.
"""

import posixpath
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

MODULES = []
# No bracket and no «=» comes before the name of a module: `export function f() { … (".x") }` names none.
IMPORT = re.compile(r"""^(?:import|export)\b[^"';(=]*["'](\.[^"']+)["']""", re.MULTILINE)


def register(path):
    """Load the ES module at this static path wherever a pupil is."""
    if path not in MODULES:
        MODULES.append(path)


@cache
def needs(path):
    """Static paths of all that the module imports, by itself or through others."""
    found = {}
    source = Path(finders.find(path)).read_text()
    for relative in IMPORT.findall(source):
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))
        found |= dict.fromkeys([imported, *needs(imported)])
    return list(found)
