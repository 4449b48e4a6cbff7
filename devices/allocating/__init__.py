"""Who is to receive a machine next, and why: from the order of priority to a list that is approved.

`criteria` (the closed vocabulary) and `ranking` are pure; `families` reads a school's families with what
their papers say; `proposing` writes the list; `editing` is what school and province do with it;
`fulfilling` marks a line handed when its machine goes over; `duplicates` and `front` look on.
"""
