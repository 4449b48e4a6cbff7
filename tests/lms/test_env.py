"""Production names every secret and address itself, and does not start without them."""

import os
import subprocess
import sys

import pytest

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
