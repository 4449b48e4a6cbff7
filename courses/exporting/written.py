"""What a writer hands out."""

from dataclasses import dataclass, field


@dataclass
class Written:
    """The bytes of a file; `left_out`: versions it cannot hold; `lost`: {version: sentences} of others."""

    content: bytes = b""
    left_out: list = field(default_factory=list)
    lost: dict = field(default_factory=dict)
