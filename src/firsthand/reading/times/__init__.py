"""Times in news: dates, times of day, durations and sets, found and resolved (TIMEX3).

``find_times`` is all that others need. ``words`` holds the tables, ``grammar`` the rules with their
examples, ``context`` the anchoring, ``calendar`` the days that move, ``patterns`` the notation.
What this room does not do: relations between events, and times of other languages than English.
"""

from firsthand.reading.times.finding import Times, find_times

__all__ = ["Times", "find_times"]
