"""The machine: what this process may use of it, which in a container or under ulimit is not all there is."""
