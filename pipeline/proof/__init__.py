"""The proof of a document: its pages, or its text, beside the record, and where every character went.

``fields`` lists what the record says and which entries of the reading's account it was made of, ``links`` tells from
which stretches of the source and what became of each, ``compose`` puts both into the view of the page, ``page`` writes
it.
"""
