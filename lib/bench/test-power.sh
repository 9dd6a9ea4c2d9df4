#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures how often tests of conditional independence reject, ours and the peers', and prints the table of README.md.
# usage: lib/bench/test-power.sh [FOLDER]
# Needs a JDK 21 or newer for Tetrad; CAUSAL_LEARN=FOLDER (a checkout) and numpy, scipy… for causal-learn.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cases=200
maven() { mvn -q -B -f "$1" "${@:2}"; }
maven "$root/pom.xml" -pl lib/bench -am -DskipTests package dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$work/classpath"
maven "$root/lib/bench/peers/tetrad.xml" dependency:copy-dependencies -DoutputDirectory="$work/tetrad"
bench() { "$java" -cp "$root/lib/bench/target/classes:$root/lib/causal/target/classes:$(cat "$work/classpath")" org.causerie.bench.TestPower "$@"; }

bench data "$work"
bench run "$work" > "$work/ours.out"
"$java" -cp "$work/tetrad/*" "$root/lib/bench/peers/TetradPower.java" "$work" "$cases" > "$work/tetrad.out" 2> "$work/tetrad.log"
[ -z "${CAUSAL_LEARN:-}" ] || OPENBLAS_NUM_THREADS=1 PYTHONPATH=$CAUSAL_LEARN python3 "$root/lib/bench/peers/power.py" "$work" "$cases" > "$work/python.out"
bench table "$work" "$root/lib/bench/power.png"
