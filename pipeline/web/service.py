"""What a server consists of, for those who answer requests."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.web.bounds import Bounds
from pipeline.web.desk import Desk
from pipeline.web.guard import Access
from pipeline.web.preferences import Preferences
from pipeline.web.takeaways import Takeaways


@dataclass
class Service:
    """The documents, what is made of them, who may ask for it, how much is taken, and what was set."""

    desk: Desk
    takeaways: Takeaways
    access: Access
    bounds: Bounds
    preferences: Preferences
