"""CPU that a request costs: ours beside other clients, on one loopback server."""
