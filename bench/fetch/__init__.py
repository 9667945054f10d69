"""CPU time of a request, compared with other clients on one loopback server."""
