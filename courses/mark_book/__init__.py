"""The mark book of a class: what may stand in it and what follows from it (pure: `rules`, `cells`), one sheet
of a subject and term (`sheet`), writing (`writing`), closing a term (`closing`), what families read
(`showing`, `words`), what lacks (`missing`), years and levels (`years`), files (`sheet_file`, `plan`)."""
