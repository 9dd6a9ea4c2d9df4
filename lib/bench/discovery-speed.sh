#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures the searches beside Tetrad and causal-learn on the same files and prints the table of README.md.
# usage: lib/bench/discovery-speed.sh [-t SECONDS] [-o FOLDER] [TASK ...]      a TASK is search-kind-p-degree-n-seed
# Needs `mvn package`, a JDK 21 or newer for Tetrad; CAUSAL_LEARN=FOLDER (a checkout) and numpy, scipy… for causal-learn.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
limit=300
work=
while getopts t:o: option; do
  case $option in
    t) limit=$OPTARG ;;
    o) work=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
work=${work:-$(mktemp -d)}
mkdir -p "$work"
tasks=("$@")
if [ ${#tasks[@]} -eq 0 ]; then
  for seed in 1 2 3; do
    for task in pc-gauss-100-4-1000 fci-gauss-100-4-1000 ges-gauss-200-4-1000 boss-gauss-100-4-1000 boss-gauss-200-4-1000 \
      grasp-gauss-100-4-1000 lingam-uniform-50-2-1000; do
      tasks+=("$task-$seed")
    done
  done
  tasks+=(pc-gauss-1000-4-1000-1 chisquare-levels-70-2-10000-1 boss-gauss-1000-4-1000-1)
fi
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
maven() { mvn -q -B -f "$1" "${@:2}"; }
maven "$root/pom.xml" -pl lib/causal dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$work/classpath"
ours="$root/lib/bench/target/classes:$root/lib/causal/target/classes:$(cat "$work/classpath")"
maven "$root/lib/bench/peers/tetrad.xml" dependency:copy-dependencies -DoutputDirectory="$work/tetrad"
mkdir -p "$work/tetrad-classes"
"${java}c" -nowarn -cp "$work/tetrad/*" -d "$work/tetrad-classes" "$root/lib/bench/peers/Tetrad.java"

measure() { # task tool command...
  local file="$work/$1.$2.out"
  [ -s "$file" ] || timeout "$limit" "${@:3}" > "$file" 2> "$file.log" || echo "stopped" > "$file"
}
for task in "${tasks[@]}"; do
  "$java" -cp "$ours" org.causerie.bench.DiscoverySpeed data "$work" "$task"
  measure "$task" Causerie "$java" -cp "$ours" org.causerie.bench.DiscoverySpeed run "$work" "$task"
  measure "$task" "Tetrad 7.6.6" "$java" -cp "$work/tetrad-classes:$work/tetrad/*" Tetrad "$work" "$task"
  [ -z "${CAUSAL_LEARN:-}" ] || OPENBLAS_NUM_THREADS=1 PYTHONPATH=$CAUSAL_LEARN measure "$task" causal-learn \
    python3 "$root/lib/bench/peers/causal_learn.py" "$work" "$task"
done
"$java" -cp "$ours" org.causerie.bench.DiscoverySpeed table "$work"
