"""What the database itself refuses, whoever writes: the invariants of the ledger that no unique index or
check can say (those stand in the models). A module a noun; `register` is called once, from
`AppConfig.ready`."""

from . import (
    allocations,
    connectivity,
    custody,
    inventory,
    kits,
    ledger,
    losses,
    overrides,
    repairs,
    scans,
    signal,
    stocktakes,
)
from .ledger import (
    LINE_KEYS,
    PAPER_KEYS,
    PAPER_NAMES,
    RETURN_KEYS,
    RETURN_WORDS,
    VOID_KEYS,
    VOID_WORDS,
    YEARS_KEPT,
)
from .overrides import OVERRIDE_KEYS

__all__ = [
    "LINE_KEYS",
    "OVERRIDE_KEYS",
    "PAPER_KEYS",
    "PAPER_NAMES",
    "RETURN_KEYS",
    "RETURN_WORDS",
    "VOID_KEYS",
    "VOID_WORDS",
    "YEARS_KEPT",
    "register",
]


def register():
    for noun in (
        allocations,
        ledger,
        scans,
        inventory,
        overrides,
        connectivity,
        signal,
        stocktakes,
        repairs,
        losses,
        custody,
        kits,
    ):
        noun.register()
