"""Papers to print: a typst template and its facts become a PDF.

Setting a paper leaves 30 MB of fonts and caches in the process that did it, and 120 MB
after one of 200 pages, while a web worker is meant to stay under 150 MB in all. So each
paper is set by a short-lived process that gives everything back; it costs 0.05 s more.
"""

import io
import json
import logging
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "templates"
log = logging.getLogger(__name__)
LONGEST = 120  # seconds; a school of 1,000 cards takes about five


class PaperFailed(RuntimeError):
    """The template did not compile; the text says where. A fault of ours, not of the reader."""


def render_pdf(template_name, data, tagged=True):
    """The PDF (bytes) of `templates/<template_name>` with `data`, a JSON-ready dict.

    `tagged`: with what programs need to read it aloud. Of hundreds of formulas that is six times the paper.

    The template reads its facts from `data` of "/typst/sheet.typ". They travel as JSON and
    are shown as text, so that no name or note can become a command of the typesetter.
    """
    told = {"template": template_name, "data": json.dumps(data, ensure_ascii=False), "tagged": tagged}
    request = json.dumps(told)
    done = subprocess.run(
        [sys.executable, "-I", __file__],
        input=request.encode(),
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        raise PaperFailed(f"{template_name}: {done.stderr.decode(errors='replace')[-2000:]}")
    if done.stderr:
        log.warning("%s: %s", template_name, done.stderr.decode(errors="replace")[:2000])
    return done.stdout


def qr_svg(text, fills=False):
    """A QR code for a paper: `image(bytes(data.qr), format: "svg")`; on a page it `fills` its room."""
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, omitsize=fills)
    return drawn.getvalue().decode()


def compile_here(template_name, data, tagged=True):
    """Set the paper in this process. `data` is the JSON text."""
    import typst

    path = (ROOT / template_name).resolve()
    if not path.is_relative_to(ROOT):
        raise ValueError(f"{template_name} is not among the templates")
    return typst.compile(
        path,
        root=ROOT,
        # The fonts inside the package alone: the same paper on every server.
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"data": data},
        pdf_tags=tagged,
    )


def main():
    import typst

    wanted = json.loads(sys.stdin.buffer.read())
    try:
        try:
            made = compile_here(wanted["template"], wanted["data"], wanted["tagged"])
        except typst.TypstError:
            data, refused = without_refused_formulas(json.loads(wanted["data"]))
            if not refused:
                raise
            made = compile_here(wanted["template"], json.dumps(data), wanted["tagged"])
            sys.stderr.write(f"set as typed, for they cannot be drawn: {sorted(refused)}")
    except typst.TypstError as fault:
        sys.exit(f"{fault.message}\n{fault.diagnostic}")
    sys.stdout.buffer.write(made)


def without_refused_formulas(data):
    """(`data` with each formula that the typesetter refuses as it was typed, their LaTeX).

    One formula of one question must not keep a school from its papers.
    """
    import typst

    tried, refused = {}, set()

    def is_set(tree):
        told = json.dumps({"tree": tree})
        if told not in tried:
            try:
                compile_here("typst/formula.typ", told, tagged=False)
                tried[told] = True
            except typst.TypstError:
                tried[told] = False
        return tried[told]

    def walked(one):
        if isinstance(one, dict):
            return {name: walked(value) for name, value in one.items()}
        if not isinstance(one, list):
            return one
        if len(one) == 3 and one[0] == "maths" and isinstance(one[2], str):
            if is_set(one[1]):
                return one
            refused.add(one[2])
            return ["text", f"\\({one[2]}\\)"]
        return [walked(value) for value in one]

    return walked(data), refused


if __name__ == "__main__":
    main()
