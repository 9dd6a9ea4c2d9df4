# SPDX-License-Identifier: Apache-2.0
"""Measures causal-learn's searches as DiscoverySpeed measures ours. usage: causal_learn.py FOLDER MOST TASK..."""
import contextlib
import io
import os
import resource
import sys

import absent  # before causal-learn
import numpy as np
from causallearn.search.ConstraintBased.FCI import fci
from causallearn.search.ConstraintBased.PC import pc
from causallearn.search.FCMBased.lingam import DirectLiNGAM
from causallearn.search.PermutationBased.BOSS import boss
from causallearn.search.PermutationBased.GRaSP import grasp
from causallearn.search.ScoreBased.ExactSearch import bic_exact_search
from causallearn.search.ScoreBased.GES import ges
from causallearn.utils.cit import CIT

MARK = {("ARROW", 0): "<", ("ARROW", 1): ">", ("CIRCLE", 0): "o", ("CIRCLE", 1): "o", ("TAIL", 0): "", ("TAIL", 1): ""}


def general(graph):
    edges = []
    for edge in graph.get_graph_edges():
        line = MARK[edge.endpoint1.name, 0] + "-" + MARK[edge.endpoint2.name, 1]
        if line in ("-", "o-", "-o"):
            line = line.replace("-", "--")
        edges.append(f"{edge.node1.get_name()} {line} {edge.node2.get_name()}")
    return "; ".join(edges)


def matrix(weights, names):
    """The edges of a matrix with the effects in rows."""
    size = range(len(names))
    return "; ".join(f"{names[j]} -> {names[i]}" for i in size for j in size if weights[i, j] != 0)


def lingam(data, names):
    model = DirectLiNGAM()
    model.fit(data)
    return matrix(np.asarray(model.adjacency_matrix_), names)


def exact(data, names):
    found, _ = bic_exact_search(data, search_method="astar")
    return matrix(np.asarray(found).T, names)


def kci(data, names):
    CIT(data, "kci")(0, 1, list(range(2, len(names))))
    return ""


def fisherz(data, names, tests=10_000):
    """So many tests of random pairs given 0 to 5 others; the time is that of a million."""
    test = CIT(data, "fisherz")
    random = np.random.default_rng(1)
    for _ in range(tests):
        drawn = random.choice(len(names), 2 + random.integers(6), replace=False)
        test(int(drawn[0]), int(drawn[1]), [int(v) for v in drawn[2:]])
    return ""


RUN = {
    "pc": lambda data, names: general(pc(data, 0.01, "fisherz", node_names=names, show_progress=False).G),
    "chisquare": lambda data, names: general(pc(data, 0.05, "chisq", node_names=names, show_progress=False).G),
    "fci": lambda data, names: general(fci(data, "fisherz", 0.01, node_names=names, show_progress=False)[0]),
    "ges": lambda data, names: general(ges(data, "local_score_BIC_from_cov", node_names=names)["G"]),
    "boss": lambda data, names: general(boss(data, "local_score_BIC_from_cov", node_names=names, verbose=False)),
    "grasp": lambda data, names: general(grasp(data, "local_score_BIC_from_cov", node_names=names, verbose=False)),
    "lingam": lingam,
    "exact": exact,
    "kci": kci,
    "fisherz": fisherz,
}
TIMES = {"fisherz": 100}  # by how much the tests are fewer than a million


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


folder, most = sys.argv[1:3]
for name in sys.argv[3:]:
    search = name.split("-")[0]
    if search not in RUN:
        continue
    path = os.path.join(folder, name[len(search) + 1:] + ".csv")
    names = open(path).readline().strip().split(",")
    data = np.loadtxt(path, delimiter=",", skiprows=1)
    times = []
    while not times or (len(times) < int(most) and sum(times) < 10):
        begin = cpu()
        with contextlib.redirect_stdout(io.StringIO()):
            edges = RUN[search](data, names)
        times.append((cpu() - begin) * TIMES.get(search, 1))
    warm = sorted(times[1:] or times)
    print(f"{name}\t{times[0]:.4f}\t{warm[len(warm) // 2]:.4f}\t{edges}", flush=True)
