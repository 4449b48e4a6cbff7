"""What stands in a Word file beside plain text: its own numbers, fonts, formulas, pictures, changes."""

import io
import time
from contextlib import suppress

import pytest
from PIL import Image

from courses import importing
from courses.importing import xml_tree
from courses.importing.formats import FORMATS
from tests.courses.importing.builders import a_png
from tests.courses.importing.word_files import (
    DECLARED,
    NAMES,
    docx,
    formula,
    mr,
    num,
    numbered,
    p,
    picture,
    r,
    sym,
    table,
    zipped,
)


def one(*blocks, **more):
    (found,) = importing.read(docx(*blocks, **more)).questions
    return found


def text_of(*runs, **more):
    return one(p("Câu 1. ", *runs), **more).text


def codes(found):
    return [issue.code for issue in found.issues]


def test_numbers_that_word_writes_by_itself_are_read():
    lists = numbered(("decimal", "Câu %1."), ("upperLetter", "%2."))
    first, second = importing.read(
        docx(
            p("Hỏi một", list_=(1, 0)),
            p("a", list_=(1, 1)),
            p("b", list_=(1, 1), mark='<w:u w:val="single"/>'),
            p("Hỏi hai", list_=(1, 0)),
            p(r("c", "u"), list_=(1, 1)),
            p("d", list_=(1, 1)),
            numbering=lists + num("1", "1"),
        )
    ).questions
    assert [(one.ref, one.text, one.key) for one in (first, second)] == [
        ("1", "Hỏi một", {"right": "b"}),
        ("2", "Hỏi hai", {"right": "a"}),
    ]


def test_a_list_of_each_question_begins_anew():
    lists = numbered(("upperLetter", "%1."), id_="7") + num("1", "7") + num("2", "7", restart=True)
    found = importing.read(
        docx(
            "Câu 1. Một", p("a", list_=(1, 0)), p(r("b", "u"), list_=(1, 0)),
            "Câu 2. Hai", p("c", list_=(2, 0)), p(r("d", "u"), list_=(2, 0)),
            numbering=lists,
        )
    ).questions  # fmt: skip
    assert [[option["text"] for option in one.content["options"]] for one in found] == [
        ["a", "b"],
        ["c", "d"],
    ]


def test_a_style_may_say_what_a_run_looks_like():
    styles = (
        '<w:style w:type="character" w:styleId="Key"><w:basedOn w:val="Red"/></w:style>'
        '<w:style w:type="character" w:styleId="Red"><w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>'
    )
    found = one("Câu 1. Hỏi", "A. a", p(r("B. b", style="Key")), "C. c", styles=styles)
    assert found.key == {"right": "b"}


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (["3", sym("Symbol", "F0B4"), "4"], "3×4"),
        (["x ", sym("Symbol", "F0A3"), " 2 ", sym("Symbol", "F0B3"), " y"], "x ≤ 2 ≥ y"),
        ([r("a", font="Symbol"), " và ", r("p", font="Symbol")], "α và π"),
        (["2", sym("Symbol", "F0D6"), "3 ", sym("Wingdings", "F0E0"), " 5"], "2√3 → 5"),
        (["1, 2, ", sym("MT Extra", "F04B")], "1, 2, …"),
        (["x", r("2", raised="superscript"), " + H", r("2", raised="subscript"), "O"], "x² + H₂O"),
        (["30", r("o", raised="superscript"), "C"], "30°C"),
        (["2", r("ab", raised="superscript")], r"\(2^{\text{ab}}\)"),
        (["phương trình 2", r("x", raised="superscript"), " = 8"], r"phương trình \(2^{x}\) = 8"),
        (["u", r("k", raised="subscript"), r("m", raised="superscript")], r"\({u_{k}}^{m}\)"),
        (["Fe", r("x", raised="subscript"), "O"], r"\(\text{Fe}_{x}\)O"),
        ([r("Tæng cña hai sè", font=".VnTime")], "Tổng của hai số"),
        ([r("ViÖt Nam", font=".VnTimeH")], "VIỆT NAM"),
        ([r("Hoïc sinh gioûi", font="VNI-Times")], "Học sinh giỏi"),
        ([r("Học sinh", font=".VnTime")], "Học sinh"),
    ],
)  # fmt: skip
def test_signs_of_fonts_and_raised_signs_become_letters(runs, text):
    assert text_of(*runs) == text


def test_old_letters_are_told_and_unknown_signs_too():
    found = one(p("Câu 1. ", r("Tæng cña hai sè", font=".VnTime"), sym("Wingdings", "F001")))
    assert {"old_letters", "unknown_signs"} <= set(codes(found))


@pytest.mark.parametrize(
    ("inside", "latex"),
    [
        (f"<m:f><m:num>{mr('1')}</m:num><m:den>{mr('2')}</m:den></m:f>", r"\frac{1}{2}"),
        (
            f"<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e>{mr('x')}</m:e></m:rad>",
            r"\sqrt{x}",
        ),
        (f"<m:rad><m:deg>{mr('3')}</m:deg><m:e>{mr('x')}</m:e></m:rad>", r"\sqrt[3]{x}"),
        (f"<m:sSup><m:e>{mr('x')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup>{mr('+1=0')}", "x^{2}+1=0"),
        (f"<m:sSub><m:e>{mr('u')}</m:e><m:sub>{mr('n')}</m:sub></m:sSub>", "u_{n}"),
        (
            f"<m:sSubSup><m:e>{mr('x')}</m:e><m:sub>{mr('1')}</m:sub><m:sup>{mr('2')}</m:sup></m:sSubSup>",
            "x_{1}^{2}",
        ),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{mr('i=1')}</m:sub>"
            f"<m:sup>{mr('n')}</m:sup><m:e>{mr('i')}</m:e></m:nary>",
            r"\sum_{i=1}^{n} i",
        ),
        (
            f"<m:nary><m:sub>{mr('0')}</m:sub><m:sup>{mr('1')}</m:sup><m:e>{mr('xdx')}</m:e></m:nary>",
            r"\int_{0}^{1} xdx",
        ),
        (
            "<m:d><m:dPr><m:begChr m:val='{'/><m:endChr m:val=''/></m:dPr><m:e><m:eqArr>"
            f"<m:e>{mr('&x+y=1')}</m:e><m:e>{mr('&x-y=0')}</m:e></m:eqArr></m:e></m:d>",
            r"\begin{cases} x+y=1 \\ x-y=0 \end{cases}",
        ),
        (f"<m:d><m:e>{mr('x')}</m:e></m:d>", r"\left( x \right)"),
        (
            f"<m:d><m:dPr><m:begChr m:val='|'/><m:endChr m:val='|'/></m:dPr><m:e>{mr('x')}</m:e></m:d>",
            r"\left| x \right|",
        ),
        (
            f"<m:d><m:e><m:m><m:mr><m:e>{mr('a')}</m:e><m:e>{mr('b')}</m:e></m:mr></m:m></m:e></m:d>",
            r"\begin{pmatrix} a & b \end{pmatrix}",
        ),
        (f"<m:func><m:fName>{mr('sin')}</m:fName><m:e>{mr('x')}</m:e></m:func>", r"\sin x"),
        (
            f"<m:func><m:fName><m:limLow><m:e>{mr('lim')}</m:e><m:lim>{mr('x→0')}</m:lim></m:limLow></m:fName>"
            f"<m:e>{mr('x')}</m:e></m:func>",
            r"\lim_{x\to0} x",
        ),
        (f"<m:acc><m:accPr><m:chr m:val='⃗'/></m:accPr><m:e>{mr('AB')}</m:e></m:acc>", r"\overrightarrow{AB}"),
        (f"<m:acc><m:e>{mr('A')}</m:e></m:acc>", r"\hat{A}"),
        (f"<m:bar><m:barPr><m:pos m:val='top'/></m:barPr><m:e>{mr('abc')}</m:e></m:bar>", r"\overline{abc}"),
        (
            "<m:groupChr><m:groupChrPr><m:chr m:val='⏞'/><m:pos m:val='top'/></m:groupChrPr>"
            f"<m:e>{mr('ab')}</m:e></m:groupChr>",
            r"\overbrace{ab}",
        ),
        (
            f"<m:sPre><m:sub>{mr('2')}</m:sub><m:sup>{mr('4')}</m:sup><m:e>{mr('He')}</m:e></m:sPre>",
            "{}_{2}^{4} He",
        ),
        (mr("v = quãng đường", words=True), r"\text{v = quãng đường}"),
        (mr("sin2x+cosx"), r"\sin2x+\cos x"),
        (mr("3×4≤𝑥"), r"3\times4\le x"),
    ],
)
def test_formulas_of_word_become_latex_that_can_be_drawn(inside, latex):
    found = one(p("Câu 1. Tính ", formula(inside)))
    assert found.text == rf"Tính \( {latex} \)"
    assert codes(found) == []


def test_letters_of_a_formula_are_no_options():
    found = one(
        p("Câu 1. Hỏi ", formula(mr("A. B. C."))),
        p("A. ", formula(mr("x"))),
        p(r("B", "u"), ". ", formula(mr("y"))),
    )
    assert [option["text"] for option in found.content["options"]] == [r"\( x \)", r"\( y \)"]
    assert found.key == {"right": "b"}


def test_a_formula_that_cannot_be_told_is_named():
    found = one(p("Câu 1. Tính ", formula(f"<m:strange><m:e>{mr('x')}</m:e></m:strange>")))
    assert (codes(found), found.is_lossy) == (["mathml"], True)


def test_formulas_in_fields_of_old_word():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> EQ \\f(1;2) </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text_of("Tính ", field) == r"Tính \( \frac{1}{2} \)"
    found = one(p("Câu 1. Tính ", field.replace("\\f(1;2)", "\\x(1)")))
    assert codes(found) == ["formula_field"]


def test_a_picture_stands_under_its_question():
    found = one(
        p("Câu 1. Hình nào? ", picture(descr="Hai cái cân")), "A. a\t*B. b", parts={"image1.png": a_png()}
    )
    assert [(one.name, one.alt) for one in found.pictures] == [("image1.png", "Hai cái cân")]
    assert not found.is_lossy


def test_a_picture_that_the_document_cuts_is_shown_as_it_is_cut():
    cut = picture().replace("</pic:blipFill>", '<a:srcRect l="50000" b="50000"/></pic:blipFill>')
    found = one(p("Câu 1. Hình ", cut), "A. a\t*B. b", parts={"image1.png": a_png()})
    with Image.open(io.BytesIO(found.pictures[0].content)) as drawn:
        assert drawn.size == (4, 3)


def test_a_picture_that_no_browser_shows_is_drawn_anew():
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "GIF")
    found = one(p("Câu 1. Hình ", picture()), "A. a\t*B. b", parts={"image1.png": out.getvalue()})
    assert found.pictures[0].content.startswith(b"\x89PNG")


def test_of_several_pictures_one_stays_and_the_others_are_named():
    parts = {"image1.png": a_png(), "image2.png": a_png("red")}
    found = one(p("Câu 1. Hình ", picture()), p(picture("image2")), "A. a\t*B. b", parts=parts)
    assert len(found.pictures) == 1
    assert "picture_more" in codes(found)


def test_pictures_may_be_what_is_chosen_from():
    parts = {"image1.png": a_png(), "image2.png": a_png("red")}
    options = [p("A. ", picture(descr="hình vuông")), p(r("B", "u"), ". ", picture("image2"))]
    found = one("Câu 1. Hình nào đỏ?", *options, parts=parts)
    assert [(one.option, one.name) for one in found.pictures] == [("a", "image1.png"), ("b", "image2.png")]
    assert (found.key, found.is_refused) == ({"right": "b"}, False)


def test_pictures_elsewhere_are_not_fetched():
    found = one(p("Câu 1. Hình ", picture()), outside={"image1": "https://o.example/x.png"})
    assert "picture_outside" in codes(found)
    assert "picture_missing" in codes(one(p("Câu 1. Hình ", picture("image9"))))


def test_a_formula_as_an_object_that_nobody_can_read_is_named():
    ole = (
        '<w:r><w:object><v:shape><v:imagedata r:id="image1"/></v:shape>'
        '<o:OLEObject ProgID="Equation.DSMT4" r:id="oleObject1"/></w:object></w:r>'
    )
    found = one(p("Câu 1. Tính ", ole), parts={"image1.wmf": b"\xd7\xcd\xc6\x9a"})
    assert codes(found) == ["equation_object"]


def test_what_was_struck_out_while_changes_were_tracked_is_gone():
    assert (
        text_of(
            "Hỏi ",
            "<w:ins>" + r("gì") + "</w:ins>",
            "<w:del><w:r><w:delText>ai</w:delText></w:r></w:del>",
            "?",
        )
        == "Hỏi gì?"
    )


def test_links_boxes_and_two_ways_to_say_the_same_are_read_once():
    box = f"<w:txbxContent>{p('Trong khung')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    link = f"<w:hyperlink>{r('ở đây')}</w:hyperlink>"
    assert text_of("Xem ", link, both) == "Xem ở đây\nTrong khung"


def test_footnotes_and_drawings_are_named():
    note = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    drawn = "<w:r><w:drawing><wps:wsp/></w:drawing></w:r>"
    assert codes(one(p("Câu 1. Hỏi", note, drawn))) == ["footnote", "drawing"]


BIG = 1_000
LAUGHS = DECLARED + '<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def _word(document):
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


HOSTILE = {
    "entities": (docx("x", head=LAUGHS), "entities"),
    "deep": (docx("<w:p>" * 3000 + "</w:p>" * 3000), "too_deep"),
    "deep tables": (docx("<w:tbl><w:tr><w:tc>" * 40 + p("x") + "</w:tc></w:tr></w:tbl>" * 40), "too_deep"),
    "bomb": (_word(b" " * 60_000_000), "package_unpacks_too_large"),
    "broken off": (docx("Câu 1. x")[:-200], "package_damaged"),
    "no xml": (_word("Câu 1."), "package_damaged"),
    "no document": (zipped({"[Content_Types].xml": "<Types/>", "word/x.xml": "<x/>"}), "not_word"),
    "old": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 600,
        "old_word",
    ),
    "locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "package_password",
    ),
    "letter": (docx("Kính gửi quý thầy cô"), "no_questions"),
    "empty": (docx(), "no_questions"),
    "other package": (zipped({"x.txt": "x"}), "package"),
    "out of itself": (
        zipped({"[Content_Types].xml": "x", "../word/document.xml": "<x/>"}),
        "package_unsafe_names",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence_within_a_second(name):
    content, code = HOSTILE[name]
    began = time.process_time()
    with pytest.raises(importing.Refused) as refused:
        importing.read(content)
    assert time.process_time() - began < 1
    assert refused.value.issue.code == code
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "blocks",
    [
        ["Câu 1. " + "A. " * 20_000],
        ["Câu 1. x", *["A. x\tB. y"] * 3_000],
        ["Câu 1. " + "(" * 50_000],
        ["Câu 1. x", "Đáp án: " + "1." * 20_000],
        ["Câu 1. x", "ĐÁP ÁN", "1.A " * 20_000],
        ["Câu 1. " + "\\(" * 30_000],
        ["Câu 1. x", p(formula("<m:e>" * 80 + mr("x") + "</m:e>" * 80))],
        ["Câu 1. x", table(*[["x"] * 50] * 100)],
        ["Câu 1. x", p(*[r("x", raised="superscript")] * 5_000)],
        ["Câu 999999999. x", "Câu 0. y", "Câu IIII. z"],
        ["Câu 1. x", " " * 100_000 + "."],
        ["Câu 1. x" + "\u200b\ufffc\U000f0000\U00100000" * 100],
    ],
)  # fmt: skip
def test_whatever_stands_in_it_is_read_or_refused_within_a_second(blocks):
    content = docx(*blocks)
    began = time.process_time()
    with suppress(importing.Refused):
        importing.read(content)
    assert time.process_time() - began < 1


def test_one_bad_question_does_not_sink_the_others():
    found = importing.read(
        docx(
            "Câu 1. Một",
            "A. a\t*B. b",
            "Câu 2.",
            "Câu 3. Ba",
            "A. a\tB. a",
            "Đáp án: C",
            "Câu 4. Bốn",
            "A. a\t*B. b",
        )
    ).questions
    assert [one.is_refused for one in found] == [False, True, True, False]


def test_a_thousand_questions_are_read_in_a_few_seconds():
    blocks = []
    for at in range(BIG):
        blocks += [
            p(r(f"Câu {at + 1}.", "b"), f" Hỏi {at} ", formula(mr(f"x={at}"))),
            p(r("A", "u"), ". một"),
            "B. hai",
            "C. ba\tD. bốn",
        ]
    content = docx(*blocks)
    began = time.process_time()
    assert importing.read(content).counts["importable"] == BIG
    assert time.process_time() - began < 5


def test_more_tags_than_any_exam_has_are_not_read():
    began = time.process_time()
    with pytest.raises(importing.Refused) as refused:
        xml_tree.parse(b"<a><b>" + b"<c/>" * 3_000_000, take=print)
    assert refused.value.issue.code == "too_many"
    assert time.process_time() - began < 1


def test_word_is_told_by_what_it_holds_and_may_be_named():
    assert importing.read(docx("Câu 1. Hỏi")).format == "word"
    with pytest.raises(importing.Refused) as refused:
        importing.read(b"::a::b{=c ~d}", "word")
    assert refused.value.issue.code == "not_word"
    assert FORMATS["word"].LABEL == "Word"
    assert NAMES["w"]
