# SPDX-License-Identifier: Apache-2.0
"""How often the tests of causal-learn and tigramite reject, on the files of TestPower. usage: power.py FOLDER CASES"""
import os
import sys
import types

for absent in ("momentchi2", "graphviz"):  # imported by the package, used by none of these tests
    try:
        __import__(absent)
    except ImportError:
        stub = types.ModuleType(absent)
        stub.hbe = stub.lpb4 = stub.wf = stub.sw = stub.Digraph = None
        sys.modules[absent] = stub

import numpy as np
from causallearn.utils.cit import CIT

TESTS = {
    ("causal-learn", "Fisher-Z"): lambda data: CIT(data, "fisherz")(0, 1, [2]),
    ("causal-learn", "KCI"): lambda data: CIT(data, "kci")(0, 1, [2]),
}
try:
    from tigramite.independence_tests.cmiknn import CMIknn

    TESTS["tigramite", "kNN-CMI"] = lambda data: CMIknn(sig_samples=200, seed=1).run_test_raw(
        data[:, [0]], data[:, [1]], data[:, [2]])[1]
except ImportError:
    print("tigramite was not found on PYTHONPATH", file=sys.stderr)

folder, cases = sys.argv[1], int(sys.argv[2])
for file in sorted(os.listdir(folder)):
    kind, effect = os.path.splitext(file)[0].split("-")[:2] if file.endswith(".csv") else ("mixed", "")
    if kind == "mixed":
        continue
    rows = np.loadtxt(os.path.join(folder, file), delimiter=",", skiprows=1)
    for (tool, test), p in TESTS.items():
        values = [p(rows[begin:begin + cases]) for begin in range(0, len(rows), cases)]
        print(f"{tool}\t{kind}\t{test}\t{effect}\t{np.mean(np.array(values) < 0.05)}", flush=True)
