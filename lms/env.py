"""Read the environment, refusing with a sentence that names what is missing.

Local use (`make run`, tests) needs no variable at all; production (`PRODUCTION=1`)
names every secret and address itself and does not start without them.
"""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = env.bool("PRODUCTION", default=False)


def required_in_production(name, default):
    """The text of a variable; `default` (a value or a callable) serves local use only."""
    if name in env.ENVIRON and env.ENVIRON[name].strip():
        return env.str(name)
    if PRODUCTION:
        raise ImproperlyConfigured(
            f"Production needs the environment variable {name}, and it is not set. "
            "See docs/operate.md, «Settings»."
        )
    return default() if callable(default) else default


def kept_secret_key(var):
    """A random key made once and kept under `var`, so that sessions outlive a restart."""
    path = Path(var) / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()


def database(url):
    """Django's DATABASES entry for `url`; SQLite gets what concurrent writers need."""
    config = environ.Env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config.setdefault("OPTIONS", {}).update(
            {
                # IMMEDIATE takes the write lock at BEGIN, so that a transaction never
                # reads first and then fails to upgrade (SQLITE_BUSY is not retried there).
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                    "PRAGMA foreign_keys=ON;PRAGMA cache_size=-16000;"
                    # INSERT OR REPLACE deletes what is in its way; only so do guards see it.
                    "PRAGMA recursive_triggers=ON;"
                    # What is erased shall not lie on in the free space of the file, and in its copies.
                    "PRAGMA secure_delete=ON;"
                ),
            }
        )
    else:
        config["CONN_HEALTH_CHECKS"] = True
    # Opening a connection costs more than most pages' queries (SQLite, with its PRAGMAs, 3 ms).
    config["CONN_MAX_AGE"] = 60
    return config
