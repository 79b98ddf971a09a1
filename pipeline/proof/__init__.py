"""The proof of a document: its pages, or its text, beside the record, and where every character went.

``fields`` lists what the record says and from which stretches of the source, ``stretches`` what became of each of
these, ``compose`` puts both into the view of the page, ``page`` writes it.
"""
