# SPDX-License-Identifier: Apache-2.0
"""Stands in for packages that causal-learn imports and that nothing measured here uses, where they are not installed."""
import sys
import types

for name in ("momentchi2", "graphviz"):
    try:
        __import__(name)
    except ImportError:
        stub = types.ModuleType(name)
        stub.hbe = stub.lpb4 = stub.wf = stub.sw = stub.Digraph = None
        sys.modules[name] = stub
