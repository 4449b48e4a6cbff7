"""Word files for tests, written by hand: the fewest parts that Word itself opens."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(*blocks, styles="", numbering="", parts=None, outside=None, head=DECLARED):
    """A file with these blocks. `parts`: {name below word/: bytes}; their relation is named like the file
    (`image1.png` is `image1`). `outside`: {id: address}."""
    body = "".join(p(block) if not block.startswith("<") else block for block in blocks)
    told = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relations([("rId1", "officeDocument", "word/document.xml", "")]),
        "word/document.xml": f"{head}<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    if styles:
        told["word/styles.xml"] = f"<w:styles {SPACES}>{styles}</w:styles>"
    if numbering:
        told["word/numbering.xml"] = f"<w:numbering {SPACES}>{numbering}</w:numbering>"
    rows = [(name.rpartition("/")[2].partition(".")[0], "image", name, "") for name in parts or {}]
    rows += [(id_, "image", address, ' TargetMode="External"') for id_, address in (outside or {}).items()]
    told["word/_rels/document.xml.rels"] = _relations(rows)
    told |= {f"word/{name}": content for name, content in (parts or {}).items()}
    return zipped(told)


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _relations(rows):
    told = "".join(
        f'<Relationship Id="{id_}" Type="{RELATION}/{kind}" Target={quoteattr(target)}{more}/>'
        for id_, kind, target, more in rows
    )
    return f'<Relationships xmlns="{PACKAGE}">{told}</Relationships>'


def p(*runs, style="", list_=None, mark=""):
    """A paragraph; texts become runs. `list_`: (number, level) of an automatic list."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_:
        told += f'<w:numPr><w:ilvl w:val="{list_[1]}"/><w:numId w:val="{list_[0]}"/></w:numPr>'
    told += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{told}</w:pPr>{inside}</w:p>"


MARKS = {"b": "<w:b/>", "i": "<w:i/>", "u": '<w:u w:val="single"/>'}


def r(text, *marks, font="", colour="", highlight="", raised="", style=""):
    """A run; `marks`: b, i, u. A tab or the end of a line becomes what Word writes for it."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    look += "".join(MARKS[mark] for mark in marks)
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    look += f'<w:highlight w:val="{highlight}"/>' if highlight else ""
    look += f'<w:vertAlign w:val="{raised}"/>' if raised else ""
    inside = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    inside = inside.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    inside = inside.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    return f"<w:r><w:rPr>{look}</w:rPr>{inside}</w:r>"


def sym(font, code):
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def table(*rows):
    """Cells are texts or paragraphs."""
    told = ""
    for row in rows:
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        told += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{told}</w:tbl>"


def picture(name="image1", descr=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr={quoteattr(descr)}/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{name}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def formula(inside):
    return f"<m:oMath>{inside}</m:oMath>"


def mr(text, words=False):
    """A run of a formula."""
    return f"<m:r>{'<m:rPr><m:nor/></m:rPr>' if words else ''}<m:t>{escape(text)}</m:t></m:r>"


def numbered(*levels, id_="1"):
    """An automatic list; `levels`: (format, text) of each."""
    told = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{id_}">{told}</w:abstractNum>'


def num(id_, of, restart=False):
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{of}"/>{over}</w:num>'
