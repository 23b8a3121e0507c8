"""Report → Reading: one report alone, marked up."""

from firsthand.reading.many import read_all
from firsthand.reading.reader import Reader, get_reader, read, read_each

__all__ = ["Reader", "get_reader", "read", "read_all", "read_each"]
