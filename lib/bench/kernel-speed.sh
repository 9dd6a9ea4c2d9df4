#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures the kernel beside rapaio-jupyter-kernel and prints the table of kernel/README.md.
# usage: lib/bench/kernel-speed.sh [JAVA_HOME ...]     needs `mvn package` and test classes
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dist="$root/kernel/target/dist/lib"
[ -d "$dist" ] || { echo "Build first: mvn package" >&2; exit 1; }
mvn -q -B -f "$root/lib/bench/kernel-peer.xml" dependency:copy-dependencies -DoutputDirectory="$work/peer"

homes=("$@")
[ ${#homes[@]} -gt 0 ] || homes=("${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}")
kernels=()
for home in "${homes[@]}"; do
  version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$home/release")
  java -cp "$dist/*" org.causerie.kernel.Install "$dist" "$work/causerie $version" --java "$home"
  mkdir -p "$work/peer $version"
  printf '{"argv": ["%s/bin/java", "-jar", "%s", "{connection_file}"], "interrupt_mode": "message"}\n' \
    "$home" "$work/peer/rapaio-jupyter-kernel-3.0.1.jar" > "$work/peer $version/kernel.json"
  kernels+=("Causerie, Java $version=$work/causerie $version" "rapaio 3.0.1, Java $version=$work/peer $version")
done
java -cp "$root/kernel/target/test-classes:$dist/*" org.causerie.kernel.KernelSpeed "${kernels[@]}"
