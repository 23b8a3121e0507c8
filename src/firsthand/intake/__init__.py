"""Bytes → Report: files, folders and streams, with what they say of themselves."""

from firsthand.intake.belied import redate
from firsthand.intake.collecting import address_key, collect, take, take_original
from firsthand.intake.dating import infer_published

__all__ = ["address_key", "collect", "infer_published", "redate", "take", "take_original"]
