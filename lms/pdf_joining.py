"""Several PDFs become one, page after page, in a process of its own that gives its memory back."""

import subprocess
import sys

LONGEST = 300  # seconds


def join(parts, target, longest=LONGEST):
    """Write the pages of the files `parts` into the file `target`: the pages alone, nothing that is said of
    the document. Raises subprocess.SubprocessError."""
    subprocess.run(
        [sys.executable, "-I", __file__, str(target), *map(str, parts)],
        capture_output=True,
        timeout=longest,
        check=True,
    )


def main(target, *parts):
    import pypdfium2 as pdfium

    whole = pdfium.PdfDocument.new()
    for part in parts:
        read = pdfium.PdfDocument(part)
        whole.import_pages(read)
        read.close()
    whole.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
