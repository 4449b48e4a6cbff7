"""Ôn luyện: questions come back to a pupil when they are about to be forgotten (docs/decisions/recall.md)."""
