"""The same articles written in many ways: what is lost of each, and what debris is kept.

    make bench-shapes
    python -m bench.shapes [--language de] [--shape flat] [--trap poem] [--verbose] [--others]

Articles and debris in 45 languages (texts/), articles about the subjects of debris, or that look
like it (traps/), and twelve ways to write a page (markups.py). All texts were written
for this benchmark; no page of a site is in it.
"""
