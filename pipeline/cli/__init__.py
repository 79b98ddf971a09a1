"""The command line: ``main`` is the command, ``commands`` has one file for each command below it."""
