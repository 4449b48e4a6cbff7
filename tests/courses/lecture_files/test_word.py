"""Word documents as teachers type them."""

from courses.lecture_files import formats
from tests.courses.importing.word_files import SPACES, docx, formula, mr, num, numbered, p, picture, r, table
from tests.courses.lecture_files.slide_files import a_photo

STYLES = (
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr>'
    '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
HALF = formula(f"<m:f><m:num>{mr('1')}</m:num><m:den>{mr('2')}</m:den></m:f>")


def read(*blocks, **more):
    return formats.read(docx(*blocks, **more))


def told(result):
    return [(one.kind, one.content.get("text") or one.content.get("html") or "") for one in result.pieces]


def test_headings_by_their_styles():
    result = read(
        p("Phân số", style="T"), p("Khởi động", style="H1"), "Một câu.", p("Ví dụ", style="H2"), styles=STYLES
    )
    assert result.title == "Phân số"
    assert [(one.kind, one.content.get("size")) for one in result.pieces] == [
        ("heading", "2"),
        ("heading", "2"),
        ("text", None),
        ("heading", "3"),
    ]


def test_short_bold_lines_are_headings_where_no_style_names_any():
    result = read(
        p(r("I. Khởi động", "b")), p("Câu ", r("đậm", "b"), " trong bài."), p(r("Hoạt động 1", "b")), "Hai."
    )
    assert told(result) == [
        ("heading", "I. Khởi động"),
        ("text", "<p>Câu <b>đậm</b> trong bài.</p>"),
        ("heading", "Hoạt động 1"),
        ("text", "<p>Hai.</p>"),
    ]


def test_lists_stay_lists():
    numbering = (
        numbered(("decimal", "%1."), ("bullet", "o"))
        + numbered(("lowerLetter", "%1)"), id_="2")
        + num("1", "1")
        + num("2", "2")
    )
    result = read(
        p("một", list_=(1, 0)),
        p("con", list_=(1, 1)),
        p("hai", list_=(1, 0)),
        "- gõ tay",
        p("ý", list_=(2, 0)),
        numbering=numbering,
    )
    assert told(result) == [
        ("text", "<ol><li>một<ul><li>con</li></ul></li><li>hai</li></ol><ul><li>gõ tay</li></ul><p>a) ý</p>")
    ]


def test_a_formula_alone_is_a_piece_and_one_in_a_line_stays_there():
    result = read(p(HALF), p("là ", HALF))
    assert [one.kind for one in result.pieces] == ["formula", "text"]
    assert result.pieces[1].content["html"] == r"<p>là \( \frac{1}{2} \)</p>"


def test_tables_pictures_and_a_framed_text():
    result = read(
        "Bảng 1. Lượng mưa",
        table(("Tháng", "Mưa"), ("1", "20")),
        p("Hình:", picture(descr="Núi")),
        table(("Ghi nhớ: nước chảy xuống.",)),
        parts={"media/image1.jpg": a_photo()},
    )
    assert [one.kind for one in result.pieces] == ["table", "text", "picture", "note"]
    assert result.pieces[0].content["caption"] == "Bảng 1. Lượng mưa"
    assert result.pieces[2].content["alt"] == "Núi"


def test_footnotes_stand_at_the_end_by_number():
    notes = (
        f'<w:footnotes {SPACES}><w:footnote w:id="2">{p("Theo sách Địa lí 6.")}</w:footnote></w:footnotes>'
    )
    result = read(
        p("Sông Đà", '<w:r><w:footnoteReference w:id="2"/></w:r>', " dài."),
        parts={"footnotes.xml": notes.encode()},
    )
    assert told(result) == [
        ("text", "<p>Sông Đà [1] dài.</p>"),
        ("heading", "Chú thích"),
        ("text", "<p>[1] Theo sách Địa lí 6.</p>"),
    ]


def test_a_drawing_for_windows_is_said_to_be_lost():
    result = read(p("Câu.", picture()), parts={"media/image1.wmf": b"\xd7\xcd\xc6\x9a" + b"\0" * 40})
    assert [issue.code for _place, issue in result.issues] == ["picture_vector"]
    assert "PNG" in str(result.issues[0][1].sentence)
