"""The commands of ``icap``, a family a module. They turn options into calls, and results into lines and exit codes."""
