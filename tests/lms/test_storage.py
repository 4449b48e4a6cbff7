"""Static files as the browser gets them: light, and each under one name only."""

import re
import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from lms import modules
from lms.storage import OURS, HashedModules, joined, light

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?["'](\.[^"']+)["']""")


@pytest.fixture
def collected(tmp_path):
    """Where our static files lie when made ready."""
    storage = HashedModules(location=tmp_path, base_url="/static/")
    paths = {}
    for finder in finders.get_finders():
        for name, found in finder.list([]):
            if name.partition("/")[0] in ("lms", "students", "courses", "devices", "home"):
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(found.path(name), tmp_path / name)
                paths[name] = (found, name)
    for _name, _hashed, processed in storage.post_process(paths):
        assert not isinstance(processed, Exception), processed
    return tmp_path


def test_modules_import_each_other_by_hashed_names_only(collected):
    """One module under two names would be loaded twice, and would send the outbox twice."""
    scripts = [path for path in collected.rglob("*.js") if HASHED.search(path.name)]
    imports = [found for path in scripts for found in IMPORTED.findall(path.read_text())]
    assert len(imports) > 10
    assert [found for found in imports if not HASHED.search(found)] == []


def test_comments_and_indentation_stay_at_home(collected):
    for path in filter(
        lambda path: OURS.fullmatch(path.relative_to(collected).as_posix()), collected.rglob("*")
    ):
        assert not re.search(r"^\s*//|^[ \t]|/\*[^#]", Path(path).read_text(), re.MULTILINE), path


def test_what_is_no_comment_stays():
    script = '// why\nlet a = "//x" // told\n\n  /* no */ go()\n'
    assert light("lms/a.js", script) == 'let a = "//x" // told\n/* no */ go()\n'
    assert light("lms/a.css", "/* one\n two */\n.a {\n  color: red;\n}\n") == ".a {\ncolor: red;\n}\n"


def test_a_page_asks_at_once_for_all_that_its_modules_import():
    needed = modules.needs("courses/js/attempt-form.js")
    assert {"courses/js/sheet.js", "lms/js/outbox.js", "lms/js/send.js", "lms/js/store.js"} <= set(needed)
    assert len(needed) == len(set(needed))
    assert modules.needs("lms/js/store.js") == []


def test_formulas_are_drawn_where_mathml_is_not_known_on_every_page():
    assert "@supports not (math-style: normal)" in joined("lms/css/site.css")


def test_a_selector_in_a_function_is_no_module(tmp_path, monkeypatch):
    source = tmp_path / "page.js"
    source.write_text(
        'import { run } from "./lms/run.js"\nexport { put } from "./lms/put.js"\n'
        'export function mark() { document.querySelector(".mark") }\n'
        'export const mine = ".mine"\nexport default class extends Base { at() { return ".at" } }\n'
    )
    for name in ("run.js", "put.js"):
        (tmp_path / name).write_text("")
    monkeypatch.setattr(modules.finders, "find", lambda path: tmp_path / path.rpartition("/")[2])
    assert modules.needs("page.js") == ["lms/run.js", "lms/put.js"]
    modules.needs.cache_clear()
