"""Bytes → Report: files, folders and streams, with what they say of themselves."""

from firsthand.intake.collecting import collect
from firsthand.intake.dating import infer_published

__all__ = ["collect", "infer_published"]
