"""What makes tables and paragraphs of a PDF; see ``pipeline.readers.pdf``.

``engines`` chooses the engine, ``pdfium`` or ``plumber``, which gives pages (``page``): glyphs and rulings. ``content``
makes blocks of a page: ``grid`` and ``cells`` the cells that rulings enclose, ``lines`` the lines of their text.
"""
