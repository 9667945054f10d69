"""A run over many machines: its sites are cut into shards, each worked on by one process.

    run -> shards (folders) -> engine -> a process each, anywhere -> journals -> run

    shard_dispatcher.py  the run's side: cut, submit, consume journals
    shard_cutter.py      queue -> shards
    dask_engine.py       the engine: has shards worked on by a Dask cluster
    shard_launcher.py    on a machine of the cluster: starts the process of a shard
    shard_process.py     that process: a run over the shard's targets
    shard_result.py      how the work on a shard ended

Any program that starts processes on machines and reports their end can be an engine.
"""
