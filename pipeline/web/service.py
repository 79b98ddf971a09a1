"""What a server consists of, for those who answer requests."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.web.bounds import Bounds
from pipeline.web.desk import Desk
from pipeline.web.guard import Access


@dataclass(frozen=True, slots=True)
class Service:
    """The documents, who may ask for them, and how much is taken."""

    desk: Desk
    access: Access
    bounds: Bounds
