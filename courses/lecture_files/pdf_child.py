"""Reads one PDF and nothing else: a process of its own, run by path, with limits it cannot raise again.

    pdf_child.py FOLDER MOST_PAGES SECONDS SECONDS_OF_A_PAGE

FOLDER holds file.pdf; pictures of its pages are written beside it, what was found is said in lines of JSON,
one a page, so that whoever listens never has to hold a long one. A few kilobytes may say «this page a
thousand times»: letters, runs of them and time are counted, of a page and of the file; what is more
ends the reading.
It imports nothing of ours, so that whoever breaks out of pdfium finds nothing in memory.
"""

import json
import resource
import signal
import sys
from pathlib import Path

MB = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 1_500 * MB,
    resource.RLIMIT_FSIZE: 20 * MB,
    resource.RLIMIT_CORE: 0,
}
WIDTH = 960
# A page as long as a scroll is drawn less wide.
MOST_DOTS = 4_000_000
QUALITY = 72
# Letters, and runs of letters: of a page (a full one of a newspaper has half of it), and of the file.
MOST_SIGNS, MOST_RUNS = 20_000, 2_000
MOST_SIGNS_IN_ALL, MOST_RUNS_IN_ALL = 400_000, 60_000
# FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
LOCKED = ("password", "security")


class TooMuch(Exception):  # noqa: N818 – it is an answer, not an accident
    def __init__(self, code, **values):
        self.said = {"refused": code, "values": values}


def main():
    folder, (most, seconds, of_a_page) = Path(sys.argv[1]), map(int, sys.argv[2:5])
    for limit, value in LIMITS.items():
        resource.setrlimit(limit, (value, value))
    # A second later the kernel does not ask any more.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        said = read(folder, most, of_a_page)
    except MemoryError:
        said = {"refused": "pdf_too_heavy"}
    except TooMuch as why:
        said = why.said
    say(said)


def read(folder, most, seconds):
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
    left = {"signs": MOST_SIGNS_IN_ALL, "runs": MOST_RUNS_IN_ALL}
    for at in range(total):
        say({"done": at, "total": total})
        # C code hears nothing while it works: the signal ends the process, and the parent knows the page.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            page = document[at]
            draw(page, folder / f"{at + 1}.jpg")
            say({"page": at + 1, "lines": lines(page, at + 1, left)})
            page.close()
        except (pdfium.PdfiumError, ValueError):
            return {"refused": "pdf_damaged"}
    signal.setitimer(signal.ITIMER_PROF, 0)
    return {"pages": total, "title": title(document)}


def draw(page, path):
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise ValueError("size")
    scale = min(WIDTH / width, (MOST_DOTS / (width * height)) ** 0.5)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    picture.save(path, "JPEG", quality=QUALITY, optimize=True)


def lines(page, number, left):
    """[left, bottom, right, top, text] of each run of letters, as pdfium joins them; what they take of what
    the file may have is taken off `left`. Raises TooMuch."""
    text = page.get_textpage()
    # Before they are joined: joining takes as long as there are letters.
    signs = text.count_chars()
    if signs > MOST_SIGNS:
        raise TooMuch("pdf_page_signs", page=number, many=signs, limit=MOST_SIGNS)
    runs = text.count_rects()
    if runs > MOST_RUNS:
        raise TooMuch("pdf_page_runs", page=number, many=runs, limit=MOST_RUNS)
    left["runs"] -= runs
    found, on_page = [], MOST_SIGNS
    for at in range(runs):
        box = text.get_rect(at)
        words = text.get_text_bounded(*box)
        # Runs that lie over each other are each read with the letters of all.
        on_page -= len(words)
        left["signs"] -= len(words)
        if on_page < 0:
            raise TooMuch("pdf_page_over_each_other", page=number, limit=MOST_SIGNS)
        if words.strip():
            found.append([*(round(side, 1) for side in box), words])
    if left["signs"] < 0 or left["runs"] < 0:
        raise TooMuch("pdf_signs", limit=MOST_SIGNS_IN_ALL)
    return found


def title(document):
    return document.get_metadata_dict().get("Title", "").strip()[:250]


def say(told):
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
