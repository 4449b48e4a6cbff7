"""The questions of a bank as files that other programs read.

A writer is a module with LABEL, ENDING, TYPE and `write(versions)` → `Written`: the bytes, and what of which
question is not in them. With `tell(versions)` it says the latter alone, without reading a picture. Word,
Excel, Moodle XML and QTI tell beside what others read what only the bank knows, so that our own readers get
back all of it (courses/importing/exact.py).
"""

from . import excel, gift, moodle_xml, qti3, word

FORMATS = {"word": word, "excel": excel, "moodle_xml": moodle_xml, "qti": qti3, "gift": gift}
