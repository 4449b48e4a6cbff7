"""Papers come out as PDF, with Vietnamese letters, and take their facts as text alone."""

import json

import pytest

from lms import pdf


@pytest.fixture
def template(tmp_path, monkeypatch):
    """`template(text)`: the name of a template that says `text`."""
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst/sheet.typ").write_text((pdf.ROOT / "typst/sheet.typ").read_text())

    def write(text):
        (tmp_path / "paper.typ").write_text('#import "/typst/sheet.typ": *\n#show: paper\n' + text)
        monkeypatch.setattr(pdf, "ROOT", tmp_path)
        return "paper.typ"

    return write


def test_a_paper_is_made_in_a_process_of_its_own():
    made = pdf.render_pdf("typst/specimen.typ", {"name": "Giàng A Sùng – Điện Biên"})
    assert made.startswith(b"%PDF-")


def test_facts_are_text_and_never_commands(template):
    name = template("#data.name")
    trap = {"name": '#panic("run") $x$ `\\` *đậm* "'}
    assert pdf.compile_here(name, json.dumps(trap)).startswith(b"%PDF-")


def test_a_broken_template_says_which_one_and_where():
    with pytest.raises(pdf.PaperFailed, match=r"specimen\.typ: .*\"name\""):
        pdf.render_pdf("typst/specimen.typ", {})


def test_only_our_own_templates_are_set():
    with pytest.raises(ValueError, match="not among the templates"):
        pdf.compile_here("../pyproject.toml", "{}")
