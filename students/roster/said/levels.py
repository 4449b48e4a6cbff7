"""An error keeps its row (or the whole file) out; a warning lets it in."""

ERROR, WARNING = "error", "warning"
