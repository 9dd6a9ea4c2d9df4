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
import org.causerie.identification.InstrumentalFacet;
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
 * levels, Verma constraints and instruments are tested too.
 *
 * <ul>
 *   <li>Verma constraints by Wald's χ² with the delta method, which needs many cases for each combination of levels of their
 *       variables; one case is imagined, spread evenly over all combinations, so that none is impossible.
 *   <li>An instrument by all of its inequalities together (Pearl's, Bonet's and {@linkplain InstrumentalInequality#facets the
 *       others}), each linear in P(x, y | z): one p-value, the smallest times their number, which is Holm's for the worst of
 *       them. Where instrument, treatment and outcome have more than 18 combinations of levels, by Pearl's only.
 * </ul>
 *
 * <p>The p-value of one inequality is the normal tail of its excess over the bound, made safe in two ways: the larger of
 * two standard errors counts, that of the shares seen and that of shares for which the bound is met, and half a case at
 * the rarest level of the instrument is taken off. No theorem says that this holds the level for few cases; enumeration of
 * small and lopsided samples at the boundary says so, far into the tail. Where one case weighs more than a fifth of the standard
 * error, as where a level of the instrument is rare, Hoeffding's bound takes its place, which is valid for any number of cases
 * and weak. Inequalities about a level of the instrument without cases are left out. All together are rejected less often
 * than the level says, as few of them can be near their bounds at once. Inequalities by deletion
 * ({@link TestableImplications#byDeletion}) are not tested.
 *
 * <p>{@snippet :
 * GraphCheck.with(GSquare.withDefaults()).test(TestableImplications.of(graph), data);
 * }
 *
 * <p>References: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979);
 * Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, JRSS B 57 (1995),
 * doi:10.1111/j.2517-6161.1995.tb02031.x; J. Tian and J. Pearl, UAI 2002, arXiv:1301.0608; J. Pearl, UAI 1995,
 * arXiv:1302.4976; B. Bonet, UAI 2001, arXiv:1301.2258; W. Hoeffding, Probability inequalities for sums of bounded random
 * variables, JASA 58 (1963), doi:10.1080/01621459.1963.10500830.
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
        List<Row> tested = execution.map("implications", all.size(), i -> tested(all.get(i), independence, columns));
        double[] adjusted = adjusted(tested.stream().map(Row::pValue).toList());
        List<Row> rows = IntStream.range(0, tested.size())
                .mapToObj(i -> tested.get(i).adjusted(adjusted[i]))
                .toList();
        return new Result(implied, rows, untested, this, Provenance.of(data.hash()));
    }

    private static Row tested(TestableImplication implied, Independence independence, Dataset data) {
        if (implied instanceof InstrumentalInequality inequality) {
            InstrumentCheck check = InstrumentCheck.of(inequality, data);
            return new Row(implied, check.worst(), check.pValue(), check.pValue());
        }
        double p = implied instanceof VermaConstraint constraint
                ? CellCounts.pValue(constraint, data)
                : pValue((ImpliedIndependence) implied, independence);
        return new Row(implied, Optional.empty(), p, p);
    }

    private static double pValue(ImpliedIndependence pair, Independence independence) {
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
     * @param implied the implication; of an instrument, Pearl's inequality stands for all
     * @param worst of an instrument, the inequality that the data speaks against most; empty where it speaks against none, or
     *     only Pearl's was tested
     * @param pValue how often data would be this far from it, if it held
     * @param adjusted the same, adjusted for the number of implications
     */
    public record Row(TestableImplication implied, Optional<InstrumentalFacet> worst, double pValue, double adjusted) {
        private Row adjusted(double value) {
            return new Row(implied, worst, pValue, value);
        }

        private String said() {
            return worst.map(facet -> said(facet.instrument()) + ", at worst " + facet.text())
                    .orElseGet(implied::text);
        }

        private static String said(InstrumentalInequality of) {
            return of.instrument() + " as an instrument for " + of.treatment() + " on " + of.outcome()
                    + (of.covariates().isEmpty() ? "" : " given " + String.join(", ", of.covariates()));
        }
    }

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
                        .append(row.said())
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
                    .map(row -> "<tr><td>" + Displayable.escape(row.said()) + "</td><td>"
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
