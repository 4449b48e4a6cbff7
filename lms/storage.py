"""Static files as the browser gets them: hashed names, compressed copies, kept for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModules(CompressedManifestStaticFilesStorage):
    """Rewrites the relative imports of ES modules to hashed names, so that they need no bundler."""

    support_js_module_import_aggregation = True
