"""Scripts of every page a signed-in pupil opens. Apps above register theirs in `AppConfig.ready`, so that the
ground floor's templates name no app: `modules.register("devices/heartbeat.js")`."""

MODULES = []


def register(path):
    """Load the ES module at this static path wherever a pupil is."""
    if path not in MODULES:
        MODULES.append(path)
