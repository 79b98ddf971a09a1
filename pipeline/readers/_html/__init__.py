"""Reads what a web page shows; see ``pipeline.readers.html``."""
