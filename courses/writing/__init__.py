"""Short lectures written outside the back office: piece by piece, from a telephone, on a weak signal.

`marks` (rich text as a plain text with few marks, pure), `pieces` (the body as it is stored, pure), `drafts`
(the latest revision, changed and kept), `media` (photos and voices), `practising` (questions asked in the
lecture), `rows` (what the screen shows), `sending` (what is missing, who publishes, taking it back). The
lecture and its blocks are those of the back office.
"""
