"""Static files as the browser gets them: hashed names, compressed copies, kept for a year."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Style sheets that only import others: one request instead of five.
JOINED = ["lms/css/site.css"]
IMPORT = re.compile(r'@import "\./([\w-]+\.css)";\n')


class HashedModules(CompressedManifestStaticFilesStorage):
    """Rewrites the relative imports of ES modules to hashed names, so that they need no bundler."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            for name in set(JOINED) & set(paths):
                Path(self.path(name)).write_text(joined(name))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


def joined(name):
    """The style sheet `name` with the sheets that it imports put in their place."""
    source = Path(finders.find(name))
    return IMPORT.sub(lambda found: (source.parent / found[1]).read_text(), source.read_text())
