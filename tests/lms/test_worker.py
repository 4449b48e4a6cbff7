"""The service worker and the shell: from the root alone, the same for all, light, and taken back at will."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from lms import modules, shell, storage, worker


@pytest.fixture(autouse=True)
def _made_anew():
    """What is worked out once holds the addresses of static files as they are outside of tests."""
    for made in (worker.script, shell.html):
        made.cache_clear()
    yield
    for made in (worker.script, shell.html):
        made.cache_clear()


def told_by(script):
    return json.loads(re.match(r"self\.TOLD = (.*)\n", script)[1])


def test_it_comes_from_the_root_and_is_asked_for_anew(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert client.get("/sw.js", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_no_other_address_gives_a_service_worker(client, db):
    for path in ("/media/sw.js", "/handovers/sw.js", "/static/sw.js", "/sw.js/", "/files/0/sw.js"):
        answer = client.get(path)
        assert answer.status_code in (301, 302, 404), path
        assert "javascript" not in answer.get("Content-Type", ""), path
        assert "Service-Worker-Allowed" not in answer, path
    assert "Service-Worker-Allowed" not in client.get("/sw.js")


def test_comments_and_imports_stay_at_home(client):
    script = client.get("/sw.js").content.decode()
    assert re.findall(r"^\s*(?://|import\b|export\b)", script, re.MULTILINE) == []
    assert len(brotli.compress(script.encode())) < 14_000


def test_its_version_follows_what_it_holds(monkeypatch):
    first = told_by(worker.script())["version"]
    worker.script.cache_clear()
    assert told_by(worker.script())["version"] == first
    worker.script.cache_clear()
    monkeypatch.setitem(shell.PAGES, "/offline/", "404.html")
    shell.html.cache_clear()
    assert told_by(worker.script())["version"] != first


def test_what_cannot_be_joined_is_refused(tmp_path, monkeypatch):
    written = {
        "a.js": 'import { b } from "./b.js"\n',
        "b.js": 'import { a } from "./a.js"\nexport const b = 1\n',
        "c.js": "export default 1\n",
    }
    for name, source in written.items():
        (tmp_path / name).write_text(source)
    monkeypatch.setattr(finders, "find", lambda name: tmp_path / name)
    monkeypatch.setattr(worker, "light", lambda name, source: source)
    with pytest.raises(ValueError, match="circle"):
        worker.joined("a.js")
    with pytest.raises(ValueError, match="plain imports"):
        worker.joined("c.js")


@pytest.mark.parametrize("path", list(shell.PAGES))
def test_a_page_of_the_shell_is_the_same_for_everybody(path, client, signed_in, giang, ms_lan):
    answer = client.get(path)
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies
    for user in (giang, ms_lan):
        assert signed_in(user).get(path).content == answer.content
    assert b"csrf" not in answer.content


def test_the_shell_weighs_sixty_kilobytes_at_most(client):
    """As it goes over the line; scripts with all that they import. The worker has a measure of its own."""
    told = told_by(worker.script())
    names = {address.removeprefix(settings.STATIC_URL) for address in told["files"]}
    for name in [name for name in names if name.endswith(".js")]:
        names |= set(modules.needs(name))
    assert names == {address.removeprefix(settings.STATIC_URL) for address in told["files"]}
    texts = [*map(shell.html, shell.PAGES)]
    for name in names:
        if name in storage.JOINED:
            texts.append(storage.light(name, storage.joined(name)))
        elif storage.OURS.fullmatch(name):
            texts.append(storage.light(name, Path(finders.find(name)).read_text()))
        else:
            texts.append(Path(finders.find(name)).read_text())
    assert sum(len(brotli.compress(text.encode())) for text in texts) <= 60_000


def test_switched_off_it_gives_everything_back(client, settings):
    settings.SERVICE_WORKER = False
    script = client.get("/sw.js").content.decode()
    assert "unregister" in script
    assert "caches.delete" in script
    assert "indexedDB" not in script
    assert '"fetch"' not in script
