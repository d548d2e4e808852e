"""Matrix products by numpy."""

import numpy

from serving import Workload, described, serve


def array(node):
    return numpy.frombuffer(node["data"], dtype=numpy.float64).reshape(node["shape"])


def create(task):
    a, b = array(task["a"]), array(task["b"])
    return Workload(described("numpy", numpy.__version__), lambda: a @ b, lambda: (a @ b).flat[:8])


serve(create)
