"""What is said of lists of machines beyond what is said of class lists, as code: (level, sentence).

An error keeps its row out, a warning lets it in; codes are stable (docs/device-lists.md).
"""

from students.roster import issues
from students.roster.issues import ERROR

from .handovers import HANDOVERS
from .numbers import NUMBERS
from .stock import STOCK

SAID = NUMBERS | HANDOVERS | STOCK | {"refused": (ERROR, "%(sentence)s")}


class Issue(issues.Issue):
    SAID = issues.ISSUES | SAID

    @property
    def sentence(self):
        # Said by the ledger in whole sentences.
        return str(self.values["sentence"]) if "sentence" in self.values else super().sentence
