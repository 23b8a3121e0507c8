"""Reports → stories."""

from firsthand.stories.grouping import group
from firsthand.stories.placing import Placement, Placer

__all__ = ["Placement", "Placer", "group"]
