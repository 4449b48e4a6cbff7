"""What an author pastes out of Word, LibreOffice or Google Docs, as blocks of a lecture.

formulas   the formulas that Word hides in comments → LaTeX
reading    HTML of a clipboard → lines with the few marks of a lecture; no database
arranging  lines → blocks, or all of it as one rich text
"""

from .arranging import blocks_of, one_text
from .reading import read

__all__ = ["blocks_of", "one_text", "read"]
