// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.List;
import org.causerie.Execution;
import org.causerie.data.Dataset;
import org.causerie.stat.Growth;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;

/** Local scores of variables in the order in which a search visits them, so that not even rounding depends on the columns. */
final class NamedScore implements LocalScore {
    private final LocalScore score;
    private final int[] columns;
    private final int[] places;

    private NamedScore(LocalScore score, int[] columns) {
        this.score = score;
        this.columns = columns;
        places = new int[columns.length];
        for (int i = 0; i < columns.length; i++) places[columns[i]] = i;
    }

    /** The score bound to the data's columns in the order of their names. */
    static LocalScore of(Score score, Dataset data, Variables variables, Execution execution) {
        List<String> names = data.names();
        return score.on(
                data.select(
                        Arrays.stream(variables.columns()).mapToObj(names::get).toList()),
                execution);
    }

    /** The score with its variables in the order of their names. */
    static LocalScore of(LocalScore score, Variables variables) {
        int[] columns = variables.columns();
        for (int i = 0; i < columns.length; i++) if (columns[i] != i) return new NamedScore(score, columns);
        return score;
    }

    @Override
    public List<String> names() {
        return Arrays.stream(columns).mapToObj(score.names()::get).toList();
    }

    @Override
    public double score(int node, int... parents) {
        int[] of = parents.clone();
        replace(of, of.length, columns);
        return score.score(columns[node], of);
    }

    @Override
    public double[] withoutEach(int node, int... parents) {
        int[] of = parents.clone();
        replace(of, of.length, columns);
        return score.withoutEach(columns[node], of);
    }

    @Override
    public LocalScore remembered() {
        return new NamedScore(score.remembered(), columns);
    }

    private static void replace(int[] positions, int count, int[] by) {
        for (int i = 0; i < count; i++) positions[i] = by[positions[i]];
    }

    @Override
    public Growth growth() {
        Growth growth = score.growth();
        return new Growth() {
            @Override
            public void start(int node) {
                growth.start(columns[node]);
            }

            @Override
            public void add(int parent) {
                growth.add(columns[parent]);
            }

            @Override
            public void drop() {
                growth.drop();
            }

            @Override
            public double with(int parent) {
                return growth.with(columns[parent]);
            }

            @Override
            public int raising(int[] candidates, int count, double[] gains) {
                replace(candidates, count, columns);
                int kept = growth.raising(candidates, count, gains);
                replace(candidates, kept, places);
                return kept;
            }
        };
    }
}
