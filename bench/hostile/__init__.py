"""Pages that no author wrote: what each costs, and the memory of a run over many of them."""
