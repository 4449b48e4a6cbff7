"""Scripts and fonts of other people: handed out when set-up fetched them, done without when it could not."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from lms import libraries

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def fetched(tmp_path, monkeypatch):
    """Where npm would have put them; empty at first."""
    monkeypatch.setattr(libraries, "FOLDER", tmp_path)
    libraries.kilobytes.cache_clear()
    yield tmp_path
    libraries.kilobytes.cache_clear()


def scan_field():
    return render_to_string("devices/_scan_code.html", {"name": "device", "label": "Mã máy"})


def test_a_missing_library_has_no_address_and_typing_remains(fetched):
    assert libraries.address(libraries.QR_READER) == ""
    assert list(libraries.Finder().list([])) == []
    page = scan_field()
    assert 'data-library=""' in page
    assert '<input class="input-code" id="scan-device" name="device"' in page


def test_only_the_files_that_are_named_are_handed_out(fetched):
    for name in (libraries.QR_READER, "jsqr/package.json", "other/index.js"):
        (fetched / name).parent.mkdir(parents=True, exist_ok=True)
        (fetched / name).write_text("1")
    finder = libraries.Finder()
    assert [name for name, _storage in finder.list([])] == [libraries.QR_READER]
    assert finder.find(f"libraries/{libraries.QR_READER}")
    assert not finder.find("libraries/jsqr/package.json")
    assert not finder.find("libraries/../manage.py")


def test_every_library_is_pinned_by_its_hash_and_by_no_address():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    lock = (ROOT / "package-lock.json").read_text()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    packages = json.loads(lock)["packages"]
    assert all(packages[f"node_modules/{name}"]["integrity"].startswith("sha512-") for name in wanted)
    assert "://" not in lock
    assert all(name.startswith(tuple(f"{package}/" for package in wanted)) for name in libraries.FILES)
