"""The library: how the right lecture is found among twenty thousand, on a weak line.

`words` (pure: what words a text has, slips of typing) → `shelving` (the catalogue follows the pages) →
`finding` (a search) and `filters` (narrowing, with counts), told to the pages of `home`.
"""
