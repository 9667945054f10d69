"""The cost of updating an archive, and the recall of its duplicate detection.

python -m bench.archive [unchanged] [memory] [duplicates]
"""
