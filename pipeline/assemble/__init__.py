"""Turns what a reader saw into the record. The only part that knows the official form."""
