#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures what questions about large graphs take, and beside it the adjustment sets of Tetrad, and prints the tables of README.md.
# usage: lib/bench/identification-speed.sh [FOLDER]
# Needs a JDK 21 or newer for Tetrad.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
maven() { mvn -q -B -o -f "$1" "${@:2}"; }
maven "$root/pom.xml" -pl lib/bench -am -DskipTests package dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$work/classpath"
maven "$root/lib/bench/peers/tetrad.xml" dependency:copy-dependencies -DoutputDirectory="$work/tetrad"
bench() { "$java" -cp "$root/lib/bench/target/classes:$root/lib/causal/target/classes:$(cat "$work/classpath")" org.causerie.bench.IdentificationSpeed "$@"; }

bench ask "$work"
: > "$work/tetrad.out"
for nodes in 100 1000 10000; do
  timeout 60 "$java" -cp "$work/tetrad/*" "$root/lib/bench/peers/TetradAdjustment.java" "$work" "$nodes" >> "$work/tetrad.out" 2>> "$work/tetrad.log" || true
done
bench judge "$work"
