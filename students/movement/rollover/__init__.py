"""A whole school goes into the new year: who goes up, repeats or leaves, and which classes there will be.

`names` proposes, `plan` works out without writing, `changes` writes it in one stroke, `jobs` does that
in the background for a large school. What people chose is kept in a `RollOver`.
"""
