"""The questions of a bank as files that other programs read.

A writer is a module with LABEL, ENDING, TYPE and `write(versions)` → `Written`: the bytes, and what of which
question is not in them. Moodle XML tells beside what Moodle reads what only the bank knows, so that our own
reader gets back all of it (courses/importing/exact.py).
"""

from . import gift, moodle_xml

FORMATS = {"moodle_xml": moodle_xml, "gift": gift}
