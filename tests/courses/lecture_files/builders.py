"""Files for lectures that wait in a course, and PDF files written by hand."""

from functools import cache

from courses.lecture_files import formats, keeping
from tests.courses.lecture_files.slide_files import a_photo, box, picture, pptx, slide

IMAGE = ("i1", "image", "../media/image1.jpg")


@cache
def a_talk():
    """Two slides with a picture, and what is said to the first; always the same bytes."""
    return pptx(
        slide(box("Nước chảy xuống."), title="Mưa", notes="Chào các em."),
        slide(
            picture(descr="Ruộng bậc thang"),
            box("Ruộng ở Điện Biên.", at=(0, 500)),
            links=[IMAGE],
            title="Ruộng",
        ),
        parts={"media/image1.jpg": a_photo()},
    )


def make_file(course, content=None, name="mưa.pptx", by=None, pupils="nobody"):
    """A file that waits, read already."""
    content = content or a_talk()
    kept = keeping.keep(course, name, content, by=by)
    keeping.keep_pieces(kept, formats.read(content))
    kept.refresh_from_db()
    kept.pupils = pupils
    kept.save(update_fields=["pupils"])
    return kept


def pdf(*pages, size=(300, 400)):
    """A PDF; each page is a list of (x, y, words) of the Latin alphabet."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for page in pages:
        told = "".join(f"BT /F1 12 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(told)} >>\nstream\n{told}endstream")
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()
