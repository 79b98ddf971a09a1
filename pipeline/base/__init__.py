"""What every other part stands on and that knows nothing of standards: messages, files, limits, source blocks."""
