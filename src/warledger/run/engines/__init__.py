"""Where stages run: this process, worker processes, Dask."""
