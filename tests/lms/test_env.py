"""Production names every secret and address itself, or does not start; SQLite forgets what is deleted."""

import os
import sqlite3
import subprocess
import sys

import pytest

from lms.env import database

COMPLETE = {
    "PRODUCTION": "1",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijkl",
    "ALLOWED_HOSTS": "school.example",
    "PUBLIC_URL": "https://school.example",
    "PACKAGES_HOST": "packages.school.example",
}


def start(tmp_path, **environment):
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import lms.settings"],
        env={**kept, "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


def test_production_starts_when_all_is_named(tmp_path):
    assert start(tmp_path, **COMPLETE).returncode == 0


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL", "PACKAGES_HOST"])
def test_production_refuses_to_start_and_names_what_is_missing(tmp_path, missing):
    refused = start(tmp_path, **{**COMPLETE, missing: ""})
    assert refused.returncode != 0
    assert f"Production needs the environment variable {missing}" in refused.stderr


def test_a_laptop_needs_no_settings_and_keeps_its_key(tmp_path):
    assert start(tmp_path).returncode == 0
    key = (tmp_path / "secret_key").read_text()
    assert len(key) >= 50
    start(tmp_path)
    assert (tmp_path / "secret_key").read_text() == key


def test_what_is_deleted_does_not_lie_on_in_the_file(tmp_path):
    path = tmp_path / "db.sqlite3"
    opened = sqlite3.connect(path)
    # As it is everywhere but on Debian.
    opened.execute("PRAGMA secure_delete=OFF")
    opened.executescript(database(f"sqlite:///{path}")["OPTIONS"]["init_command"])
    opened.execute("CREATE TABLE pupil (name TEXT)")
    opened.executemany("INSERT INTO pupil VALUES (?)", [(f"Giang A Tua {n}",) for n in range(500)])
    opened.commit()
    opened.execute("UPDATE pupil SET name = '-' WHERE rowid < 100")
    opened.execute("DELETE FROM pupil WHERE rowid >= 100")
    opened.commit()
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.close()
    assert b"Giang A Tua" not in path.read_bytes()
