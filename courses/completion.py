"""When a lecture counts as done: pure, from facts that may arrive late and in any order."""

from dataclasses import dataclass

READ, SHARE, PRACTICE, TASK, TEACHER = "read", "share", "practice", "task", "teacher"


@dataclass(frozen=True)
class Rule:
    """`share` is per cent: of the parts read (SHARE), or of the practice that is right (PRACTICE)."""

    kind: str = READ
    share: int = 80

    @property
    def text(self):
        """What is kept of the rule by which a lecture was judged."""
        return f"{self.kind}:{self.share}" if self.kind in (SHARE, PRACTICE) else self.kind


@dataclass(frozen=True)
class Facts:
    """What is known of one pupil and one lecture."""

    seen: int = 0
    blocks: int = 0
    # The pupil said «I have read it all».
    said: bool = False
    # Per cent right in the practice inside, by the best tries; None: no practice stands in it.
    practice: int | None = None
    handed_in: int = 0
    tasks: int = 0
    # Whether any of it was tried.
    tried: bool = False
    # A teacher said «done».
    confirmed: bool = False

    @property
    def share_read(self):
        """Per cent of the parts that were read. A browser without scripts measures none: the word counts."""
        if self.said and not self.seen:
            return 100
        return self.seen * 100 // self.blocks if self.blocks else 0


def is_done(rule, facts):
    """Whether the lecture is done. What the lecture does not hold (any more) is asked of nobody."""
    if facts.confirmed:
        return True
    if rule.kind == TEACHER:
        return False
    if rule.kind == SHARE:
        return facts.share_read >= rule.share
    if rule.kind == PRACTICE and facts.practice is not None:
        return facts.practice >= rule.share
    if rule.kind == TASK and facts.tasks:
        return facts.handed_in >= facts.tasks
    return facts.said or (facts.blocks > 0 and facts.seen >= facts.blocks)
