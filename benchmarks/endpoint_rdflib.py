"""rdflib-endpoint over a graph in memory, as its own command `serve` makes it, but in a process that can be replaced.

    python endpoint_rdflib.py FILE PORT

Loads the file once and serves it in a fork: a query that does not end keeps rdflib-endpoint from answering any other
one, and to load the graph again would take longer than all other measurements. Runs under the Python of the rivals, so
it imports nothing of this project.
"""

import gc
import os
import sys

import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint  # type: ignore[import-not-found]


def main() -> None:
    """Serve, with a new process for each that is ended, until this one is ended."""
    file, port = sys.argv[1:]
    graph = Dataset(default_union=True)
    graph.parse(file, format="nquads")
    gc.freeze()  # a collection would copy all of the memory that the processes share
    while True:
        child = os.fork()
        if not child:
            uvicorn.run(SparqlEndpoint(graph=graph), host="127.0.0.1", port=int(port), log_level="error")
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
