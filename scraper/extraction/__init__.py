"""Page -> Article. Pure: no clock, disk, network or environment.

article.py is the ladder: decode, parse, walk, metadata, prune, score, select, repair, residue,
verdict, write. Only selection/alignment.py imports trafilatura; the parsed tree never leaves
this package.
"""
