"""Shards: parts of a run over many machines, each a folder for one process.

    spec.py          what a shard is for
    shard_folder.py  its folder: made, opened, removed
    heartbeat.py     run -> shards: keep going, or stop
    append_log.py    a file that one process appends to and another reads
    journal.py       what a shard has done, line by line
    merging.py       journal -> archive; the shard is removed

How shards are cut and who works on them is in cluster/.
"""
