"""What goes to the network: pages, feeds and archives by their addresses. Nothing else here does.

Public: :class:`Fetcher`, :class:`Fetched`, :class:`FetchSettings`, :func:`take_address`, :func:`watch`.
"""

from firsthand.fetching.fetcher import Fetched, Fetcher, FetchSettings
from firsthand.fetching.taking import take_address
from firsthand.fetching.watching import Seen, watch

__all__ = ["FetchSettings", "Fetched", "Fetcher", "Seen", "take_address", "watch"]
