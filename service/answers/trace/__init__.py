"""How goals depend on each other: paths, reach, cycles, hubs and matrices over the network of a release."""
