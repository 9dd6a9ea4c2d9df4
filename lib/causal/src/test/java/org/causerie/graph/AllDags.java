// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every directed acyclic graph on a few labelled variables, by trying all directed graphs. */
final class AllDags {
    private AllDags() {}

    static List<String> names(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(i -> "X" + i).toList();
    }

    /** 3, 25, 543, 29,281 graphs for 2 to 5 variables. */
    static Stream<Dag> on(int n) {
        int pairs = n * (n - 1) / 2;
        int all = (int) Math.pow(3, pairs);
        return IntStream.range(0, all).boxed().flatMap(code -> decoded(n, code));
    }

    private static Stream<Dag> decoded(int n, int code) {
        List<int[]> edges = new ArrayList<>();
        int rest = code;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, rest /= 3) {
                if (rest % 3 == 1) edges.add(new int[] {i, j});
                if (rest % 3 == 2) edges.add(new int[] {j, i});
            }
        }
        if (cyclic(n, edges)) return Stream.empty();
        return Stream.of(Dag.of(names(n), edges));
    }

    /** Floyd and Warshall's closure, which shares nothing with the code under test. */
    private static boolean cyclic(int n, List<int[]> edges) {
        boolean[][] path = new boolean[n][n];
        for (int[] edge : edges) path[edge[0]][edge[1]] = true;
        for (int k = 0; k < n; k++)
            for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) path[i][j] |= path[i][k] && path[k][j];
        return IntStream.range(0, n).anyMatch(i -> path[i][i]);
    }
}
