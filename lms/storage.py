"""Static files as the browser gets them: no comments, hashed names, compressed copies, kept for a year."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Style sheets that import others: one request instead of five.
JOINED = ["lms/css/site.css", "courses/lecture.css", "courses/quiz.css"]
IMPORT = re.compile(r'@import "\./([\w-]+\.css)";\n')
OURS = re.compile(r"(lms|students|courses|devices|home)/.*\.(js|css)")
# What a reader of the source needs and a pupil's data plan does not: comments of their own lines, and
# indentation. No string or template of ours goes over several lines.
SPARE = {
    "js": re.compile(r"^\s*(//.*)?\n|^[ \t]+", re.MULTILINE),
    "css": re.compile(r"/\*.*?\*/\n?|^\s*\n|^[ \t]+", re.MULTILINE | re.DOTALL),
}


class HashedModules(CompressedManifestStaticFilesStorage):
    """Rewrites the relative imports of ES modules to hashed names, so that they need no bundler."""

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._addresses = {}

    def url(self, name, force=False):
        """The address of a file, worked out once: a page asks for thirty of them each time."""
        if settings.DEBUG or force:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    def post_process(self, paths, dry_run=False, **options):
        self._addresses.clear()
        if not dry_run:
            for name in filter(OURS.fullmatch, paths):
                source = joined(name) if name in JOINED else Path(finders.find(name)).read_text()
                # Comments go first: Django takes «Import it once» in one for an import, and leaves the
                # real one after it unhashed.
                Path(self.path(name)).write_text(light(name, source))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


def joined(name):
    """The style sheet `name` with the sheets that it imports put in their place."""
    source = Path(finders.find(name))
    return IMPORT.sub(lambda found: (source.parent / found[1]).read_text(), source.read_text())


def light(name, source):
    """What the browser needs of a script or style sheet of ours."""
    return SPARE[name.rpartition(".")[2]].sub("", source)
