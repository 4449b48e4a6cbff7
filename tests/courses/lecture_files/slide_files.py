"""PowerPoint files for tests, written by hand: the fewest parts that PowerPoint itself opens."""

import io
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from tests.courses.importing.word_files import PACKAGE, RELATION, zipped

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
}
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def pptx(*slides, parts=None):
    """A file of slides (`slide(…)`); `parts`: {name below ppt/: bytes}."""
    told = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relations([("r1", "officeDocument", "ppt/presentation.xml")]),
    }
    ids = "".join(f'<p:sldId id="{256 + at}" r:id="s{at}"/>' for at in range(len(slides)))
    told["ppt/presentation.xml"] = f"<p:presentation {SPACES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    told["ppt/_rels/presentation.xml.rels"] = _relations(
        [(f"s{at}", "slide", f"slides/slide{at + 1}.xml") for at in range(len(slides))]
    )
    for number, one in enumerate(slides, start=1):
        xml, links, notes = one
        told[f"ppt/slides/slide{number}.xml"] = xml
        rows = list(links)
        if notes:
            rows.append(("n1", "notesSlide", f"../notesSlides/notesSlide{number}.xml"))
            told[f"ppt/notesSlides/notesSlide{number}.xml"] = notes
        told[f"ppt/slides/_rels/slide{number}.xml.rels"] = _relations(rows)
    told |= {f"ppt/{name}": content for name, content in (parts or {}).items()}
    return zipped(told)


def slide(*shapes, title="", notes="", links=(), hidden=False):
    """`links`: (id, kind, target) of its relations; an address outside begins with http."""
    tree = (holder("title", title) if title else "") + "".join(shapes)
    show = ' show="0"' if hidden else ""
    xml = f"<p:sld {SPACES}{show}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>"
    told = f"<p:notes {SPACES}><p:cSld><p:spTree>{holder('body', notes)}</p:spTree></p:cSld></p:notes>"
    return xml, links, told if notes else ""


def holder(kind, *paragraphs):
    return _shape(f'<p:nvPr><p:ph type="{kind}" idx="1"/></p:nvPr>', "", paragraphs)


def box(*paragraphs, at=(0, 0), size=(1000, 100)):
    return _shape("<p:nvPr/>", _place(at, size), paragraphs)


def para(*runs, level=0, bullet=""):
    """`bullet`: "", "char" or "number"."""
    sign = {"": "", "char": '<a:buChar char="•"/>', "number": '<a:buAutoNum type="arabicPeriod"/>'}[bullet]
    return f'<a:p><a:pPr lvl="{level}">{sign}</a:pPr>{"".join(_run(one) for one in runs)}</a:p>'


def run(text, *marks, link="", baseline=""):
    told = "".join(f' {mark}="1"' for mark in marks) + (f' baseline="{baseline}"' if baseline else "")
    click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    return f"<a:r><a:rPr{told}>{click}</a:rPr><a:t>{escape(text)}</a:t></a:r>"


def formula(inside):
    return (
        '<mc:AlternateContent><mc:Choice Requires="a14"><a14:m><m:oMathPara><m:oMath>'
        f"{inside}</m:oMath></m:oMathPara></a14:m></mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )


def picture(id_="i1", descr="", at=(0, 0), size=(100, 100), media=""):
    """`media`: the id of a film that the picture stands for."""
    told = (
        f'<p:nvPr><a:videoFile r:link="{media}"/><p:extLst><p:ext uri="x">'
        f'<p14:media r:embed="{media}"/></p:ext>'
        "</p:extLst></p:nvPr>"
        if media
        else "<p:nvPr/>"
    )
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="2" name="phim.mp4" descr={quoteattr(descr)}/>{told}</p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{id_}"/></p:blipFill><p:spPr>{_place(at, size)}</p:spPr></p:pic>'
    )


def table(*rows):
    told = "".join(
        "<a:tr>" + "".join(f"<a:tc><a:txBody>{_para(cell)}</a:txBody></a:tc>" for cell in row) + "</a:tr>"
        for row in rows
    )
    return frame(f"<a:tbl>{told}</a:tbl>")


def frame(inside, at=(0, 5000)):
    place = f'<p:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="10" cy="10"/></p:xfrm>'
    told = f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic>"
    return f"<p:graphicFrame>{place}{told}</p:graphicFrame>"


def group(*shapes, at=(0, 0), size=(1000, 1000)):
    return f"<p:grpSp><p:grpSpPr>{_place(at, size)}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"


def a_photo(width=200, height=120, form="JPEG"):
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, form)
    return out.getvalue()


def _shape(told, place, paragraphs):
    lines = "".join(_para(one) for one in paragraphs)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/>{told}</p:nvSpPr><p:spPr>{place}</p:spPr>'
        f"<p:txBody>{lines}</p:txBody></p:sp>"
    )


def _place(at, size):
    return f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'


def _run(one):
    return one if one.startswith(("<a:", "<mc:")) else run(one)


def _relations(rows):
    told = "".join(
        f'<Relationship Id="{id_}" Type="{RELATION}/{kind}" Target={quoteattr(target)}'
        f"{' TargetMode="External"' if target.startswith('http') else ''}/>"
        for id_, kind, target in rows
    )
    return f'<Relationships xmlns="{PACKAGE}">{told}</Relationships>'


def _para(words):
    return words if words.startswith("<a:p>") else para(words)
