"""PowerPoint as teachers make it: what becomes of it, and what is said to be lost."""

from courses.lecture_files import blocks, formats
from courses.models import LecturePiece
from tests.courses.importing.word_files import mr
from tests.courses.lecture_files.slide_files import (
    a_photo,
    box,
    formula,
    frame,
    group,
    holder,
    para,
    picture,
    pptx,
    run,
    slide,
    table,
)

IMAGE = ("i1", "image", "../media/image1.jpg")
PHOTO = {"media/image1.jpg": a_photo()}
HALF = f"<m:f><m:num>{mr('1')}</m:num><m:den>{mr('2')}</m:den></m:f>"


def read(*slides, parts=None):
    return formats.read(pptx(*slides, parts=parts))


def told(result):
    return [(one.kind, one.content.get("text") or one.content.get("html")) for one in result.pieces]


def codes(result):
    return {issue.code for _place, issue in result.issues} | {
        i.code for one in result.pieces for i in one.issues
    }


def test_each_slide_is_a_heading_with_what_stands_below_it():
    result = read(
        slide(holder("body", para("Điện Biên"), para("Ruộng bậc thang", level=1)), title="Quê em"),
        slide(box("Một câu."), title="Bài tập"),
    )
    assert told(result) == [
        ("heading", "Quê em"),
        ("text", "<ul><li>Điện Biên<ul><li>Ruộng bậc thang</li></ul></li></ul>"),
        ("heading", "Bài tập"),
        ("text", "<p>Một câu.</p>"),
    ]
    assert [one.place for one in result.pieces] == [1, 1, 2, 2]
    assert (result.title, result.places) == ("Quê em", 2)


def test_a_slide_is_read_from_top_to_bottom_and_from_left_to_right():
    result = read(
        slide(
            box("dưới", at=(0, 900)),
            group(box("phải", at=(600, 10), size=(300, 200)), box("trái", at=(0, 0), size=(300, 200))),
            title="Đọc",
        )
    )
    assert [text for _kind, text in told(result)][1:] == ["<p>trái</p>", "<p>phải</p>", "<p>dưới</p>"]


def test_marks_links_and_raised_signs_stay():
    result = read(
        slide(
            box(para(run("đậm", "b"), " và ", run("trang", link="l1"), ", x", run("2", baseline="30000"))),
            links=[("l1", "hyperlink", "https://moet.gov.vn/")],
        )
    )
    assert result.pieces[0].content["html"] == (
        '<p><b>đậm</b> và <a href="https://moet.gov.vn/">trang</a>, x²</p>'
    )


def test_formulas_of_powerpoint_become_latex():
    result = read(slide(box(para(formula(HALF)), para("là ", formula(HALF)))))
    assert (result.pieces[0].kind, result.pieces[0].content["latex"]) == ("formula", r"\frac{1}{2}")
    assert r"là \( \frac{1}{2} \)" in result.pieces[1].content["html"]


def test_pictures_come_light_with_their_words_and_tables_with_their_rows():
    result = read(
        slide(
            picture(descr="Ruộng bậc thang"),
            table(("Tháng", "Mưa"), ("1", "20 mm")),
            links=[IMAGE],
            title="Mưa",
        ),
        parts=PHOTO,
    )
    _heading, shown, rows = result.pieces
    assert (shown.kind, shown.content["alt"]) == ("picture", "Ruộng bậc thang")
    assert shown.picture.content.startswith(b"\xff\xd8")
    assert 0 < shown.picture.weight < 40_000
    assert rows.content == {"caption": "Bảng 1", "rows": [["Tháng", "Mưa"], ["1", "20 mm"]]}


def test_notes_are_what_the_teacher_says_and_a_hidden_slide_is_left_out():
    result = read(slide(title="Mở đầu", notes="Chào các em."), slide(title="Nháp", hidden=True))
    assert told(result)[1] == ("spoken", "<p>Chào các em.</p>")
    assert [one.is_left_out for one in result.pieces] == [False, False, True]
    assert "hidden_slide" in codes(result)


def test_a_chart_becomes_its_figures_and_smart_art_its_words():
    points = '<c:pt idx="0"><c:v>{}</c:v></c:pt><c:pt idx="1"><c:v>{}</c:v></c:pt>'
    chart = (
        f"<c:ser><c:tx><c:v>Mưa</c:v></c:tx><c:cat>{points.format('T1', 'T2')}</c:cat>"
        f"<c:val>{points.format('20.5', '30')}</c:val></c:ser>"
    )
    spaces = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    art = (
        '<dgm:ptLst><dgm:pt modelId="0" type="doc"/><dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>Nước'
        "</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
        '<dgm:cxnLst><dgm:cxn srcId="0" destId="1" srcOrd="0"/></dgm:cxnLst>'
    )
    more = (
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    result = read(
        slide(
            frame('<c:chart r:id="c1"/>'),
            frame('<dgm:relIds r:dm="d1"/>', at=(0, 9000)),
            links=[("c1", "chart", "../charts/chart1.xml"), ("d1", "diagramData", "../diagrams/data1.xml")],
        ),
        parts={
            "charts/chart1.xml": f"<c:chartSpace {spaces}>{chart}</c:chartSpace>",
            "diagrams/data1.xml": f"<dgm:dataModel {more}>{art}</dgm:dataModel>",
        },
    )
    assert result.pieces[0].content["rows"] == [["", "Mưa"], ["T1", "20,5"], ["T2", "30"]]
    assert told(result)[1] == ("text", "<ul><li>Nước</li></ul>")
    assert {"chart_as_table", "smart_art"} <= codes(result)


def test_a_film_comes_along_and_what_cannot_is_named_with_its_slide():
    film = b"\0\0\0\x18ftypmp42" + b"0" * 100
    result = read(
        slide(picture(media="v1"), links=[IMAGE, ("v1", "video", "../media/phim.mp4")]),
        slide(picture(media="v1"), links=[("v1", "video", "../media/phim.wmv")]),
        slide(picture(media="v1"), links=[("v1", "video", "https://youtu.be/x")]),
        slide(picture(), links=[("i1", "image", "../media/image2.emf")]),
        parts=PHOTO
        | {
            "media/phim.mp4": film,
            "media/phim.wmv": film,
            "media/image2.emf": b"\1\0\0\0" + b"\0" * 36 + b" EMF",
        },
    )
    (piece,) = result.pieces
    assert (piece.kind, piece.content["member"]) == ("media", "ppt/media/phim.mp4")
    assert [(place, issue.code) for place, issue in result.issues] == [
        (2, "media_kind"),
        (3, "media_outside"),
        (4, "picture_vector"),
    ]


def test_a_logo_on_every_slide_is_left_out():
    result = read(*[slide(box(f"Ý {n}"), picture(), links=[IMAGE]) for n in range(5)], parts=PHOTO)
    assert all(one.is_left_out for one in result.pieces if one.kind == "picture")
    assert "repeated_picture" in codes(result)


def test_a_formula_in_a_cell_is_drawn_like_any_other():
    (piece,) = read(
        slide(table(("Phân số", "Giá trị"), (para(run("Một nửa: "), formula(HALF)), "0,5"))),
    ).pieces
    assert piece.content["rows"][1][0] == r"Một nửa: \( \frac{1}{2} \)"
    drawn = blocks.rendered(LecturePiece(kind=piece.kind, content=piece.content))
    assert "<td>Một nửa: <math" in drawn
    assert "frac{" not in drawn
