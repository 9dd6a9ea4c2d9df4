// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.estimation.Numbers;
import org.causerie.identification.ImpliedIndependence;
import org.causerie.identification.InstrumentalInequality;
import org.causerie.identification.TestableImplication;
import org.causerie.identification.TestableImplications;
import org.causerie.identification.VermaConstraint;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;

/**
 * Tests what a graph implies against data, one implication a row, with p-values adjusted for their number.
 *
 * <p>For each missing edge the independence of its ends is tested given a minimal set that separates them. Where columns are
 * levels, Verma constraints are tested too, by Wald's χ² with the delta method, and instrumental inequalities, by the normal
 * approximation of the worst of their sums, times the number of sums. Both of these need many cases for each combination of levels
 * of their variables; for Verma constraints one case is imagined, spread evenly over all combinations, so that none is impossible.
 *
 * <p>{@snippet :
 * GraphCheck.with(GSquare.withDefaults()).test(TestableImplications.of(graph), data);
 * }
 *
 * <p>References: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979);
 * Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, JRSS B 57 (1995),
 * doi:10.1111/j.2517-6161.1995.tb02031.x; J. Tian and J. Pearl, UAI 2002, arXiv:1301.0608; J. Pearl, UAI 1995,
 * arXiv:1302.4976.
 *
 * @param test the test of conditional independence; {@link FisherZ} for continuous columns, a test for contingency
 *     tables for categorical ones
 * @param correction how p-values are adjusted; {@link Correction#HOLM} by default
 */
public record GraphCheck(IndependenceTest test, Correction correction) {

    /** How p-values are adjusted for their number. */
    public enum Correction {
        /** The chance of any false contradiction is at most the level (Holm). */
        HOLM,
        /** Of the contradictions, a share of at most the level is false on average (Benjamini and Hochberg). */
        FALSE_DISCOVERY_RATE
    }

    /** Fisher's z, adjusted as Holm does. */
    public static GraphCheck withDefaults() {
        return with(FisherZ.withDefaults());
    }

    /** With this test, adjusted as Holm does. */
    public static GraphCheck with(IndependenceTest test) {
        return new GraphCheck(test, Correction.HOLM);
    }

    public GraphCheck test(IndependenceTest value) {
        return new GraphCheck(value, correction);
    }

    public GraphCheck correction(Correction value) {
        return new GraphCheck(test, value);
    }

    /** The tests on all processors. */
    public Result test(TestableImplications implied, Dataset data) {
        return test(implied, data, Execution.withDefaults());
    }

    /**
     * The tests.
     *
     * @param implied what a graph says about columns of the data
     * @param execution how many threads share the tests
     * @throws CausalException if a variable of the graph is no column, or the data does not suit the test
     */
    public Result test(TestableImplications implied, Dataset data, Execution execution) {
        Dataset columns = data.select(implied.graph().names());
        List<TestableImplication> all = new ArrayList<>(implied.pairwise());
        List<TestableImplication> others = new ArrayList<>(implied.verma());
        others.addAll(implied.instrumental());
        List<TestableImplication> untested = new ArrayList<>();
        for (TestableImplication each : others) {
            boolean levels = each.variables().stream()
                    .allMatch(name -> columns.kind(name).categorical());
            (levels && !columns.weighted() ? all : untested).add(each);
        }
        Independence independence = test.on(columns, execution);
        List<Double> pValues =
                execution.map("implications", all.size(), i -> pValue(all.get(i), independence, columns));
        double[] adjusted = adjusted(pValues);
        List<Row> rows = IntStream.range(0, all.size())
                .mapToObj(i -> new Row(all.get(i), pValues.get(i), adjusted[i]))
                .toList();
        return new Result(implied, rows, untested, this, Provenance.of(data.hash()));
    }

    private static double pValue(TestableImplication implied, Independence independence, Dataset data) {
        if (implied instanceof VermaConstraint constraint) return CellCounts.pValue(constraint, data);
        if (implied instanceof InstrumentalInequality inequality) return CellCounts.pValue(inequality, data);
        ImpliedIndependence pair = (ImpliedIndependence) implied;
        List<String> names = independence.names();
        int[] given = pair.given().stream().mapToInt(names::indexOf).toArray();
        return independence
                .test(
                        names.indexOf(pair.left().first()),
                        names.indexOf(pair.right().first()),
                        given)
                .pValue();
    }

    /** The adjusted p-values, each the smallest level at which its row is a contradiction. */
    private double[] adjusted(List<Double> pValues) {
        int m = pValues.size();
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparing(pValues::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[m];
        double bound = correction == Correction.HOLM ? 0 : 1;
        for (int step = 0; step < m; step++) {
            int rank = correction == Correction.HOLM ? step : m - 1 - step;
            double p = pValues.get(order[rank]);
            bound = correction == Correction.HOLM
                    ? Math.max(bound, Math.min(1, (m - rank) * p))
                    : Math.min(bound, m * p / (rank + 1));
            adjusted[order[rank]] = bound;
        }
        return adjusted;
    }

    /**
     * One implication and its test.
     *
     * @param implied the implication
     * @param pValue how often data would be this far from it, if it held
     * @param adjusted the same, adjusted for the number of implications
     */
    public record Row(TestableImplication implied, double pValue, double adjusted) {}

    /**
     * The table of all implications.
     *
     * @param implied what the graph says
     * @param rows what was tested, independences first
     * @param untested Verma constraints and inequalities of columns that are numbers, or of weighted rows
     * @param settings the settings
     * @param provenance where the result comes from
     */
    public record Result(
            TestableImplications implied,
            List<Row> rows,
            List<TestableImplication> untested,
            GraphCheck settings,
            Provenance provenance)
            implements Displayable {

        public Result {
            rows = List.copyOf(rows);
            untested = List.copyOf(untested);
        }

        /**
         * The rows that the data contradicts.
         *
         * @param level of all of them together, between 0 and 1
         */
        public List<Row> contradicted(double level) {
            if (!(level > 0 && level < 1))
                throw new CausalException(
                        "The level of a test lies between 0 and 1, for example 0.05; " + level + " was given");
            return rows.stream().filter(row -> row.adjusted() <= level).toList();
        }

        private String head() {
            return contradicted(0.05).size() + " of " + rows.size() + " implications contradicted at the 5 % level, "
                    + (settings.correction() == Correction.HOLM ? "adjusted by Holm" : "as a false discovery rate");
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder(head());
            for (Row row : rows)
                out.append("\n  ")
                        .append(row.adjusted() <= 0.05 ? "✗ " : "  ")
                        .append(row.implied().text())
                        .append("   ")
                        .append(Numbers.p(row.pValue()))
                        .append(", adjusted ")
                        .append(Numbers.shown(row.adjusted()));
            for (TestableImplication each : untested)
                out.append("\n  not tested, for it needs levels: ").append(each.text());
            return out.toString();
        }

        @Override
        public Optional<String> html() {
            String body = rows.stream()
                    .map(row -> "<tr><td>" + Displayable.escape(row.implied().text()) + "</td><td>"
                            + Displayable.escape(Numbers.shown(row.pValue())) + "</td><td>"
                            + Displayable.escape(Numbers.shown(row.adjusted())) + "</td></tr>")
                    .collect(Collectors.joining());
            return Optional.of("<div><p>" + Displayable.escape(head())
                    + "</p><table><thead><tr><th>implication</th><th>p</th><th>adjusted</th></tr></thead><tbody>" + body
                    + "</tbody></table></div>");
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
