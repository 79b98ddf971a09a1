"""The page for staff and the interface for programs behind it, served on this computer: ``icap serve``.

Requests come in through ``guard.py`` (who may ask) and ``app.py`` (what can be asked); ``uploads.py`` takes files in,
``desk.py`` has them worked on by limited processes, ``answers.py`` tells what came of them. All that is kept stands in
one temporary folder (``workplace.py``), which is gone when the server is.
"""
