"""What hangs together: for each of some nodes the first one that a chain of links connects it with. Walks no way.

Links count in either direction. Written for arrays: a graph of objects of a whole body takes several times as long.
"""

import numpy as np

from service.release.network import Numbers


def heads_of(begins: Numbers, ends: Numbers, size: int) -> Numbers:
    """For each of the nodes 0 to `size`, the lowest one that it is connected with; itself where it has no links.

    Each round hangs the heads of parts that a link joins under the lowest of these, and then all nodes directly under
    their head (minimum label hooking with full shortcutting, after Shiloach and Vishkin 1982).
    """
    heads = np.arange(size, dtype=np.int64)
    while len(begins):
        one, other = heads[begins], heads[ends]
        apart = one != other
        begins, ends, one, other = begins[apart], ends[apart], one[apart], other[apart]
        np.minimum.at(heads, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(above := heads[heads], heads):
            heads = above
    return heads
