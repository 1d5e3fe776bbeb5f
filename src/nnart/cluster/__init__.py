"""Clusters: rendering by the workers of dask.distributed."""
