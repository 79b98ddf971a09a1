"""A release as a site of static pages: light summaries of its standards in, named pages (bytes) out.

Pure: nothing here reads or writes a file but the templates. ``release/site.py`` puts the pages in their places.
"""
