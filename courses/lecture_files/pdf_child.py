"""Reads one PDF and nothing else: a process of its own, run by path, with limits it cannot raise again.

    pdf_child.py FOLDER MOST_PAGES

FOLDER holds file.pdf; pictures of its pages are written beside it, what was found is said in lines of JSON.
It imports nothing of ours, so that whoever breaks out of pdfium finds nothing in memory.
"""

import json
import resource
import sys
from pathlib import Path

MB = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 1_500 * MB,
    resource.RLIMIT_CPU: 180,
    resource.RLIMIT_FSIZE: 20 * MB,
    resource.RLIMIT_CORE: 0,
}
WIDTH = 960
# A page as long as a scroll is drawn less wide.
MOST_DOTS = 4_000_000
QUALITY = 72
MOST_SIGNS, MOST_LINES = 20_000, 2_000
# FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
LOCKED = ("password", "security")


def main():
    folder, most = Path(sys.argv[1]), int(sys.argv[2])
    for limit, value in LIMITS.items():
        resource.setrlimit(limit, (value, value))
    try:
        said = read(folder, most)
    except MemoryError:
        said = {"refused": "pdf_too_heavy"}
    say(said)


def read(folder, most):
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(folder / "file.pdf")
    except pdfium.PdfiumError as why:
        is_locked = any(word in str(why).lower() for word in LOCKED)
        return {"refused": "pdf_password" if is_locked else "pdf_damaged"}
    total = len(document)
    if not total:
        return {"refused": "pdf_damaged"}
    if total > most:
        return {"refused": "too_many_pages", "values": {"many": total, "limit": most}}
    pages = []
    for at in range(total):
        say({"done": at, "total": total})
        try:
            page = document[at]
            draw(page, folder / f"{at + 1}.jpg")
            pages.append({"page": at + 1, "lines": lines(page)})
            page.close()
        except (pdfium.PdfiumError, ValueError):
            return {"refused": "pdf_damaged"}
    return {"pages": pages, "title": title(document)}


def draw(page, path):
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise ValueError("size")
    scale = min(WIDTH / width, (MOST_DOTS / (width * height)) ** 0.5)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    picture.save(path, "JPEG", quality=QUALITY, optimize=True)


def lines(page):
    """[left, bottom, right, top, text] of each run of letters, as pdfium joins them."""
    text = page.get_textpage()
    found = []
    for at in range(min(text.count_rects(), MOST_LINES)):
        box = text.get_rect(at)
        words = text.get_text_bounded(*box)
        if words.strip():
            found.append([*(round(side, 1) for side in box), words[:MOST_SIGNS]])
    return found


def title(document):
    return document.get_metadata_dict().get("Title", "").strip()[:250]


def say(told):
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
