"""Reads official occupational competency standards (職能基準), checks them and renders handbooks."""

__version__ = "0.1.0"
