"""Ladders of digital skills: what proves a step, a teacher's tick, the passport of a pupil, counts."""
