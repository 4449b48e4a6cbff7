"""Counting machines (kiểm kê), from beginning to the paper that is signed.

`expected` says which machines a scope should have, `begin` writes that list down, `scanning` takes what
was seen – from the form, or as an event of a phone that had no signal –, `outcome` works out what was
found, what is missing and what stands elsewhere, `closing` ends the count and follows up what is missing,
`frozen` keeps its result as it was then, `papers` prints it. What the database refuses stands in
devices/guards/stocktakes.py.
"""
