// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/** What tests, scores and learners ask of data before they start. */
final class Requirements {
    /** Correlations nearer to 1 than this differ from it by rounding alone. */
    private static final double SAME = 1e-12;

    /** With fewer cases a few parents explain any variable to the last digit. */
    static final int FEWEST = 10;

    private Requirements() {}

    /** At least two columns and three cases, and no missing value. */
    static void complete(Dataset data) {
        if (data.size() < 1) throw new CausalException("The data has no columns left; at least one is needed");
        if (data.cases() < 3) {
            throw new CausalException(
                    "The data has " + data.rows() + " rows, too few to say anything; at least 3 cases are needed");
        }
        List<String> gaps =
                data.names().stream().filter(name -> data.missing(name) > 0).toList();
        if (!gaps.isEmpty()) {
            throw new CausalException("Values are missing in " + listed(data, gaps)
                    + "; drop these rows with dropMissing(), or the columns with without(…)");
        }
    }

    private static String listed(Dataset data, List<String> gaps) {
        List<String> shown = gaps.stream()
                .limit(5)
                .map(name -> "\"" + name + "\" (" + data.missing(name) + ")")
                .toList();
        return String.join(", ", shown) + (gaps.size() > 5 ? " and " + (gaps.size() - 5) + " more columns" : "");
    }

    /** More than one value among the rows that count. */
    static void varies(Dataset data, String name) {
        varies(name, data.values(name), data.weights());
    }

    /** More than one value among the rows that count. */
    static void varies(String name, double[] values, double[] weights) {
        if (differ(values, weights)) return;
        throw new CausalException("Column \"" + name + "\" has the same value in every row, so nothing can depend on"
                + " it; leave it out with without(\"" + name + "\")");
    }

    /** Whether there is more than one value among the rows that count, of so many rows as there are values. */
    static boolean differ(double[] values, double[] weights) {
        boolean started = false;
        double first = 0;
        for (int row = 0; row < values.length; row++) {
            if (weights[row] == 0) continue;
            if (started && values[row] != first) return true;
            first = values[row];
            started = true;
        }
        return false;
    }

    /** More than one value among those that are not missing. */
    static void variesWherePresent(Dataset data, String name) {
        double[] present =
                Arrays.stream(data.values(name)).filter(v -> !Double.isNaN(v)).toArray();
        if (present.length == 0) {
            throw new CausalException(
                    "Column \"" + name + "\" has no value in any row; leave it out with without(\"" + name + "\")");
        }
        if (Arrays.stream(present).distinct().limit(2).count() < 2) {
            throw new CausalException(
                    "Column \"" + name + "\" has the same value wherever it is present, so nothing can"
                            + " depend on it; leave it out with without(\"" + name + "\")");
        }
    }

    /** Two different variables, neither of them in the conditioning set, which holds none twice. */
    static void distinct(List<String> names, int x, int y, int... given) {
        boolean distinct = x != y && Arrays.stream(given).distinct().count() == given.length;
        for (int z : given) distinct &= z != x && z != y;
        if (!distinct) {
            throw new CausalException("A test needs two different variables and a conditioning set without them; given"
                    + " were " + names.get(x) + " and " + names.get(y) + " given "
                    + Arrays.stream(given).mapToObj(names::get).toList());
        }
    }

    /** The sum of counts; under sampling weights w the effective number of cases (Σw)² / Σw². */
    static double effectiveCases(Dataset data) {
        if (!data.weighted()) return data.cases();
        double sum = 0;
        double squares = 0;
        for (double weight : data.weights()) {
            sum += weight;
            squares += weight * weight;
        }
        return sum * sum / squares;
    }

    /**
     * No column that others determine. With fewer cases than columns some always do: then only two columns that are
     * the same but for their unit are refused.
     */
    static void undetermined(List<String> names, double cases, PartialCorrelation correlation) {
        int p = names.size();
        double[] matrix = correlation.matrix();
        for (int i = 0; i < p; i++) {
            int copied = copied(matrix, i * p, i);
            if (copied < i) throw determined(names.get(i), List.of(names.get(copied)));
        }
        if (cases > p) {
            Cholesky factor = new Cholesky(matrix, p);
            for (int i = 0; i < p; i++) if (factor.absent(i)) throw determined(names.get(i), names.subList(0, i));
        }
    }

    /** Which of the first correlations of a row is 1 but for rounding; how many there are if none. */
    private static int copied(double[] matrix, int row, int count) {
        int j = 0;
        while (j < count && 1 - Math.abs(matrix[row + j]) >= SAME) j++;
        return j;
    }

    /** The covariance, of enough cases for a search and without columns that others determine. */
    static Covariance undetermined(Covariance covariance) {
        if (covariance.cases() < FEWEST)
            throw new CausalException(covariance.cases() + " cases are too few to find a graph of "
                    + covariance.names().size() + " variables: any would fit; at least " + FEWEST + " are needed");
        undetermined(covariance.names(), covariance.cases(), new PartialCorrelation(covariance));
        return covariance;
    }

    /** The refusal of a column that others determine. */
    static CausalException determined(String name, List<String> others) {
        boolean one = others.size() == 1;
        return new CausalException("Column \"" + name + "\" is "
                + (one
                        ? "a copy of \"" + others.get(0) + "\" but for its unit"
                        : "determined exactly by " + shown(others))
                + ", so no test can tell what depends on it; leave " + (one ? "one of the two" : "one of them")
                + " out");
    }

    private static String shown(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(8, names.size())));
        return names.size() > 8 ? "some of " + first + " and " + (names.size() - 8) + " more" : first;
    }
}
