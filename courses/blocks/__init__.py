"""The pieces a lecture is made of; `lecture_blocks()` lists them."""

from .body import lecture_blocks

__all__ = ["lecture_blocks"]
