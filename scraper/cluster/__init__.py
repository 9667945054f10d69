"""A run over many machines: its sites cut into shards, each worked on by a process of its own.

    run -> shards (folders) -> engine -> a process each, anywhere -> journals -> run

shard.py is the process, launch.py starts it, run.py is the run's side, dask.py the engine:
whatever starts processes on machines and says when they have ended can be another.
"""
