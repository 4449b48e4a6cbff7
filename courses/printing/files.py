"""All that is printed of a quiz, by the name under which it is saved. Each is set in a part of a second."""

import io
import zipfile
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.pdf import render_pdf

from . import facts, keys, matrix, sheets, tables, word_papers, word_tables


@dataclass(frozen=True)
class File:
    """`name` in an address and on disk, `label` on the page; `make(papers, head)` gives its bytes."""

    name: str
    label: str
    make: object
    tells_key: bool = False

    @property
    def ending(self):
        return self.name.rpartition(".")[2]


def _papers_pdf(papers, head):
    # To be printed; who listens to a quiz sits it on screen, where each formula is read.
    return render_pdf("courses/paper.typ", facts.papers_facts(papers, head), tagged=False)


def _sheet_pdf(papers, head):
    return render_pdf("courses/answer_sheet.typ", sheets.sheet_facts(papers, head))


def _keys_pdf(papers, head):
    many = len(papers) > 8
    told = tables.facts_of(keys.sections(papers), head, _("KEY AND HOW TO MARK"), flipped=many)
    return render_pdf("courses/paper_tables.typ", told)


def _matrix_pdf(papers, head):
    told = tables.facts_of(matrix.sections(papers), head, _("MATRIX AND SPECIFICATION"), flipped=True)
    return render_pdf("courses/paper_tables.typ", told)


def _papers_docx(papers, head):
    return word_papers.papers(papers, head)


def _keys_docx(papers, head):
    return word_tables.write(keys.sections(papers), head, _("KEY AND HOW TO MARK"), flipped=len(papers) > 8)


def _matrix_docx(papers, head):
    return word_tables.write(matrix.sections(papers), head, _("MATRIX AND SPECIFICATION"), flipped=True)


PAPERS = gettext_lazy("Papers of all codes")
KEYS = gettext_lazy("Keys of all codes, and how to mark by hand")
MATRIX = gettext_lazy("Matrix and specification")
# Those of one label stand together on the page.
FILES = [
    File("de-thi.pdf", PAPERS, _papers_pdf),
    File("de-thi.docx", PAPERS, _papers_docx),
    File("phieu-tra-loi.pdf", gettext_lazy("Answer sheet"), _sheet_pdf),
    File("dap-an.pdf", KEYS, _keys_pdf, tells_key=True),
    File("dap-an.docx", KEYS, _keys_docx, tells_key=True),
    File("ma-tran.pdf", MATRIX, _matrix_pdf),
    File("ma-tran.docx", MATRIX, _matrix_docx),
]
ALL = "tat-ca.zip"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def by_label():
    """[(label, [its files])] in the order of the list."""
    return [(label, list(own)) for label, own in groupby(FILES, key=lambda file: file.label)]


def by_name(name):
    return next((file for file in FILES if file.name == name), None)


def all_in_one(papers, head):
    """A zip (bytes) of every file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for file in FILES:
            pack.writestr(file.name, file.make(papers, head))
    return made.getvalue()
