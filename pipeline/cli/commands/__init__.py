"""The commands of ``icap``, one a file, found by its name and imported when it is called (``lazy.py``).

They turn options into calls, and results into lines and exit codes. The docstring of a file is the command's help.
"""
