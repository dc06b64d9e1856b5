"""Makes the compatibility graph in networkx, which is imported only when it is needed."""

from typing import TYPE_CHECKING

from tercet._native import Problem

if TYPE_CHECKING:
    import networkx

__all__ = ["to_networkx"]


def to_networkx(problem: Problem) -> "networkx.Graph[str]":
    """Make a graph of the pairs of schools that may be in one group.

    Parameters
    ----------
    problem : Problem
        The problem.

    Returns
    -------
    networkx.Graph
        The graph that `Problem.to_networkx` describes.

    Raises
    ------
    ImportError
        If networkx is not installed.

    Examples
    --------
    >>> import tercet
    >>> from tercet.graph import to_networkx
    >>> to_networkx(tercet.Problem(tercet.example_cohort())).number_of_nodes()
    12
    """
    try:
        import networkx  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = 'to_networkx needs networkx; install it with: pip install "tercet[graph]"'
        raise ImportError(message) from error
    graph: networkx.Graph[str] = networkx.Graph()
    nodes = problem.nodes()
    for values in zip(*nodes.values(), strict=True):
        row = dict(zip(nodes, values, strict=True))
        graph.add_node(str(row.pop("school")), **row)
    edges = problem.edges()
    columns = (edges["source_learns"], edges["target_learns"], edges["km"], edges["weight"])
    for source, target, source_learns, target_learns, km, weight in zip(
        edges["source"], edges["target"], *columns, strict=True
    ):
        learns = {source: source_learns, target: target_learns}
        graph.add_edge(source, target, learns=learns, km=km, weight=weight)
    return graph
