"""The training of the segment model: from clones of public corpora to the data file.

    make train CORPORA=dir          trains, scores, and writes the file and its card
    python -m bench.model dir --help

Everything is seeded and split by registrable domain; the same corpora give the same file.
"""
