"""The marking desk: answers that only a person can mark, one after the other.

`waiting` lists them, `queue` puts those of a class in turn, by question or by pupil; `rubric` turns chosen
steps into points (pure); `drafts` keeps what is being written; `giving` gives the points; `phrases` remembers
what was written before. Screens: views/desk.py.
"""
