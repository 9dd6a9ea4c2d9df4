#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures the searches beside Tetrad and causal-learn on the same data and prints the tables of README.md.
# usage: lib/bench/discovery-speed.sh [-t SECONDS] [-o FOLDER] targets|accuracy|scaling|TASK ...    a TASK is search-kind-p-degree-n-seed
# A tool has so many seconds (300) for a task, and twelve times as many for all of accuracy.
# Needs a JDK 21 or newer for Tetrad; CAUSAL_LEARN=FOLDER (a checkout) and numpy, scipy… for causal-learn.
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
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
maven() { mvn -q -B -o -f "$1" "${@:2}"; }
maven "$root/pom.xml" -pl lib/bench -am -DskipTests package dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$work/classpath"
ours="$(echo "$root"/lib/bench/target/causerie-bench-*.jar):$(cat "$work/classpath")" # archives of classes are of jars only
maven "$root/lib/bench/peers/tetrad.xml" dependency:copy-dependencies -DoutputDirectory="$work/tetrad"
mkdir -p "$work/tetrad-classes"
"${java}c" -nowarn -cp "$work/tetrad/*" -d "$work/tetrad-classes" "$root/lib/bench/peers/Tetrad.java"
jvm=(-Xms1g -XX:+AlwaysPreTouch) # memory that the system has handed over already
bench() { "$java" "${jvm[@]}" -cp "$ours" org.causerie.bench.DiscoverySpeed "$@"; }
threads() { # pairs task : in a heap that need not grow, for memory that the system hands over meanwhile stops both threads
  "$java" -Xms3g -Xmx3g -XX:+AlwaysPreTouch -cp "$ours" org.causerie.bench.DiscoverySpeed threads "$@"
}

measure() { # tool most task... : adds the lines of a tool to its file
  local command
  case $1 in
    Causerie) command=("$java" "${jvm[@]}" -cp "$ours" org.causerie.bench.DiscoverySpeed run) ;;
    Tetrad*) command=("$java" "${jvm[@]}" -cp "$work/tetrad-classes:$work/tetrad/*" Tetrad "$work") ;;
    *) command=(env OPENBLAS_NUM_THREADS=1 "PYTHONPATH=$CAUSAL_LEARN" python3 "$root/lib/bench/peers/causal_learn.py" "$work") ;;
  esac
  timeout "$limit" "${command[@]}" "${@:2}" >> "$work/$1.out" 2>> "$work/$1.log" || grep -q "^$3" "$work/$1.out" || echo "$3" >> "$work/$1.out"
}
peers=("Tetrad 7.6.6")
[ -z "${CAUSAL_LEARN:-}" ] || peers+=(causal-learn)
beside() { # most task... : ours and the peers', each task in a process of its own
  local task tool
  for task in "${@:2}"; do
    bench data "$work" "$task"
    for tool in Causerie "${peers[@]}"; do measure "$tool" "$1" "$task"; done
  done
}
seeds() { # from to task... : the tasks with each seed
  for task in "${@:3}"; do for seed in $(seq "$1" "$2"); do echo "$task-$seed"; done; done
}

case ${1:-targets} in
  targets)
    mapfile -t tasks < <(seeds 2 3 {pc,pcstandard}-gauss-100-4-1000 fci-gauss-100-4-1000 ges-gauss-200-4-1000 boss-gauss-100-4-1000 \
      boss-gauss-200-4-1000 grasp-gauss-100-4-1000 lingam-uniform-50-2-1000 exact-gauss-15-4-1000)
    bench data "$work" "${tasks[@]}"
    for task in "${tasks[@]}"; do measure Causerie 6 "$task"; done
    beside 6 {pc,fci,boss,grasp}-gauss-100-4-1000-1 {ges,boss}-gauss-200-4-1000-1 chisquare-levels-70-2-10000-1 \
      lingam-uniform-50-2-1000-1 exact-gauss-15-4-1000-1 kci-gauss-3-2-1000-1 fisherz-gauss-100-4-1000-1
    measure Causerie 6 pcstandard-gauss-100-4-1000-1
    for task in {pc,boss}-gauss-1000-4-1000-1; do
      bench data "$work" "$task"
      limit=120 measure Causerie 6 "$task"
      limit=30 measure "Tetrad 7.6.6" 6 "$task"
    done
    measure Causerie 6 pcstandard-gauss-1000-4-1000-1
    measure Causerie 6 rcit-gauss-3-2-1000-1
    measure Causerie 1 exact-gauss-20-4-1000-1
    bench table "$work"
    for task in {pc,pcstandard}-gauss-1000-4-1000-1; do threads 41 "$task"; done
    threads 9 boss-gauss-1000-4-1000-1
    archive="$work/classes.aot"
    rm -f "$archive"
    bench data "$work" pc-gauss-200-4-1000-2
    "$java" "${jvm[@]}" -XX:AOTCacheOutput="$archive" -cp "$ours" org.causerie.bench.DiscoverySpeed first "$work" pc-gauss-200-4-1000-2 > "$work/archive.log" 2>&1
    for run in 1 2 3 4 5; do
      bench first "$work" pc-gauss-1000-4-1000-1
      [ ! -e "$archive" ] || "$java" "${jvm[@]}" -XX:AOTCache="$archive" -cp "$ours" org.causerie.bench.DiscoverySpeed first "$work" pc-gauss-1000-4-1000-1 | sed 's/$/, with the archive/'
    done
    ;;
  accuracy)
    mapfile -t tasks < <(seeds 1 20 {pc,ges,boss,grasp}-gauss-20-{2,4}-1000 fci-hidden-20-4-1000 lingam-uniform-20-2-1000 \
      chisquare-levels-30-2-10000 {pc,boss,grasp,ges}-gauss-50-4-1000) # the slowest last: a tool that is stopped has the others
    bench data "$work" "${tasks[@]}"
    for tool in Causerie "${peers[@]}"; do limit=$((12 * limit)) measure "$tool" 1 "${tasks[@]}"; done
    bench table "$work"
    ;;
  scaling)
    limit=40 beside 2 {pc,fci,ges,boss,grasp}-gauss-{10,20,50,100}-4-1000-1 lingam-uniform-{10,20,50}-4-1000-1 \
      exact-gauss-{8,10,12,15}-4-1000-1
    for task in {pc,fci,ges,boss}-gauss-200-4-1000-1; do
      bench data "$work" "$task"
      for tool in Causerie "Tetrad 7.6.6"; do limit=40 measure "$tool" 2 "$task"; done
    done
    for task in {pc,fci,ges,boss}-gauss-{500,1000}-4-1000-1 lingam-uniform-{100,200}-4-1000-1 exact-gauss-18-4-1000-1 \
      {pc,fci,ges,boss}-gauss-50-4-{10000,100000,1000000}-1; do measure Causerie 2 "$task"; done
    bench plot "$work" "$root/lib/bench/scaling.png"
    ;;
  *)
    beside 12 "$@"
    bench table "$work"
    ;;
esac
