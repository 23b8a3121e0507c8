"""Reports → stories."""

from firsthand.stories.grouping import group

__all__ = ["group"]
