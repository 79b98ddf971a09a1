"""Reads what is inside an OpenDocument text."""
