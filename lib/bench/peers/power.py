# SPDX-License-Identifier: Apache-2.0
"""How often the tests of causal-learn reject, on the files of TestPower. usage: power.py FOLDER CASES"""
import os
import sys

import absent  # before causal-learn
import numpy as np
from causallearn.utils.cit import CIT

TESTS = {
    ("causal-learn", "Fisher-Z"): lambda data: CIT(data, "fisherz")(0, 1, [2]),
    ("causal-learn", "KCI"): lambda data: CIT(data, "kci")(0, 1, [2]),
}
folder, cases = sys.argv[1], int(sys.argv[2])
for file in sorted(os.listdir(folder)):
    kind, effect = os.path.splitext(file)[0].split("-")[:2] if file.endswith(".csv") else ("mixed", "")
    if kind == "mixed":
        continue
    rows = np.loadtxt(os.path.join(folder, file), delimiter=",", skiprows=1)
    for (tool, test), p in TESTS.items():
        values = [p(rows[begin:begin + cases]) for begin in range(0, len(rows), cases)]
        print(f"{tool}\t{kind}\t{test}\t{effect}\t{np.mean(np.array(values) < 0.05)}", flush=True)
