// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;

/** Mechanisms learned by instruments against simulators whose hidden cause, and so every counterfactual, is known. */
class InstrumentalCorrectionTest {
    private static final Admg GRAPH = Admg.of("I -> X", "X -> Y", "X <-> Y");
    private static final MonotoneIdentification.Instrumental FOUND =
            new MonotoneIdentification.Instrumental("Y", "X", List.of(), "I");
    private static final QuantileTransform RANKS = QuantileTransform.withDefaults();
    private static final FitScm FLOW = FitScm.withDefaults().monotone(RANKS);

    private interface Rule {
        double apply(double x, double u);
    }

    private static double linear(double x, double u) {
        return 1.5 * x + u;
    }

    /** A level that bends with x, a spread that grows with x, and a skewed noise. */
    private static double growing(double x, double u) {
        return Math.sin(1.5 * x) + x + (0.4 + 0.5 * (1 + Math.tanh(x))) * (Math.exp(0.6 * u) - 1);
    }

    /** Skewed to the right for small x and to the left for large x. */
    private static double turning(double x, double u) {
        return x * x / 2 + u - 0.7 * Math.tanh(1.5 * x) * (Math.sqrt(1 + u * u) - 1.3);
    }

    /** A hidden H raises the treatment and the noise U of the outcome. */
    private static ScmBuilder hidden(boolean binaryInstrument) {
        ScmBuilder builder =
                Scm.builder().root("H", Noise.gaussian(1)).linear("U", Map.of("H", 0.8), Noise.gaussian(0.6));
        return binaryInstrument ? builder.binary("I", 0.5) : builder.root("I", Noise.gaussian(1));
    }

    private static Scm numeric(Rule rule, boolean binaryInstrument) {
        ToDoubleFunction<Row> move = binaryInstrument ? row -> 1.6 * (row.get("I") - 0.5) : row -> 0.8 * row.get("I");
        return hidden(binaryInstrument)
                .equation(
                        "X",
                        List.of("I", "H"),
                        (row, e) -> move.applyAsDouble(row) + 0.6 * row.get("H") + 0.4 * e,
                        Noise.gaussian(1))
                .equation("Y", List.of("X", "U"), (row, e) -> rule.apply(row.get("X"), row.get("U")), Noise.none())
                .build();
    }

    private static Scm levels(Rule rule, boolean binaryInstrument) {
        double centre = binaryInstrument ? 0.5 : 0;
        return hidden(binaryInstrument)
                .binary(
                        "X",
                        List.of("I", "H"),
                        row -> 1 / (1 + Math.exp(-2 * (row.get("I") - centre) - 1.5 * row.get("H"))))
                .equation("Y", List.of("X", "U"), (row, e) -> rule.apply(row.get("X"), row.get("U")), Noise.none())
                .build();
    }

    /** Mean absolute errors of Y had X been otherwise, in standard deviations of Y: by instrument and by ranks alone. */
    private static double[] errors(Rule rule, Scm truth, int rows, int seeds) {
        double[] errors = new double[2];
        for (int i = 0; i < seeds; i++) {
            Dataset all = truth.sample(rows, Seed.of(11).split(i));
            Dataset data = all.select("I", "X", "Y");
            Monotone[] fits = {
                InstrumentalCorrection.withDefaults().fit(RANKS, FOUND, data).mechanism(),
                RANKS.fit(data, "Y", List.of("X"))
            };
            double[] x = Arrays.copyOf(data.values("X"), 150);
            double[] y = Arrays.copyOf(data.values("Y"), 150);
            boolean levels = data.kind("X").categorical();
            double[] other = Arrays.stream(x)
                    .map(value -> levels ? 1 - value : value - Math.signum(value))
                    .toArray();
            List<Variable> read = List.of(Columns.variable(data, "X"));
            double spread = Weighted.deviation(data.values("Y"), data.weights());
            for (int fit = 0; fit < 2; fit++) {
                Monotone.Transform transform = fits[fit].transform();
                double[] found =
                        transform.values(read, new double[][] {other}, transform.noise(read, new double[][] {x}, y));
                for (int row = 0; row < 150; row++)
                    errors[fit] += Math.abs(found[row] - rule.apply(other[row], all.values("U")[row]))
                            / (150 * spread * seeds);
            }
        }
        return errors;
    }

    @Test
    void aLinearGaussianModelIsRecovered() {
        double slope = 0;
        double naive = 0;
        for (int i = 0; i < 4; i++) {
            Dataset data = numeric(InstrumentalCorrectionTest::linear, false)
                    .sample(1500, Seed.of(1).split(i))
                    .select("I", "X", "Y");
            Scm learned = FLOW.fit(GRAPH, data);
            Scm blind = FLOW.fit(Dag.of("X -> Y"), data);
            for (int row = 0; row < 25; row++) {
                double x = data.values("X")[row];
                double y = data.values("Y")[row];
                Intervention change = Intervention.set("X", x - Math.signum(x));
                Map<String, Double> seen = Map.of("I", data.values("I")[row], "X", x, "Y", y);
                Counterfactual found = learned.counterfactual(seen, change);
                assertThat(found.method()).isEqualTo(Counterfactual.Method.POINT);
                slope += (y - found.mean("Y")) / (Math.signum(x) * 100);
                naive += (y
                                - blind.counterfactual(Map.of("X", x, "Y", y), change)
                                        .mean("Y"))
                        / (Math.signum(x) * 100);
            }
        }
        assertThat(slope).isCloseTo(1.5, within(0.05));
        // least squares: cov(X, U) / var(X) = 0.6 * 0.8 / (0.64 + 0.36 + 0.16) too steep
        assertThat(naive).isCloseTo(1.5 + 0.48 / 1.16, within(0.05));
    }

    @Test
    void numericTreatmentsMovedByANumericInstrument() {
        for (Rule rule : List.<Rule>of(InstrumentalCorrectionTest::growing, InstrumentalCorrectionTest::turning)) {
            double[] errors = errors(rule, numeric(rule, false), 2000, 3);
            assertThat(errors[0]).isLessThan(0.1).isLessThan(0.6 * errors[1]);
        }
    }

    @Test
    void numericTreatmentsMovedByABinaryInstrument() {
        for (Rule rule : List.<Rule>of(InstrumentalCorrectionTest::growing, InstrumentalCorrectionTest::turning)) {
            double[] errors = errors(rule, numeric(rule, true), 1500, 3);
            assertThat(errors[0]).isLessThan(0.16).isLessThan(0.65 * errors[1]);
        }
    }

    @Test
    void treatmentsOfTwoLevels() {
        for (Rule rule : List.<Rule>of(InstrumentalCorrectionTest::linear, InstrumentalCorrectionTest::turning)) {
            for (boolean binary : new boolean[] {false, true}) {
                double[] errors = errors(rule, levels(rule, binary), 1500, 2);
                assertThat(errors[0]).isLessThan(0.15).isLessThan(0.3 * errors[1]);
            }
        }
    }

    /** The hidden cause is 0 or 1, so that the noise depends on the treatment by a mixture, not by a line. */
    @Test
    void aHiddenCauseOfTwoLevels() {
        Rule rule = InstrumentalCorrectionTest::growing;
        Scm truth = Scm.builder()
                .root("I", Noise.gaussian(1))
                .binary("H", 0.5)
                .equation("U", List.of("H"), (row, e) -> 1.6 * (row.get("H") - 0.5) + 0.6 * e, Noise.gaussian(1))
                .equation(
                        "X",
                        List.of("I", "H"),
                        (row, e) -> 0.8 * row.get("I") + 1.2 * (row.get("H") - 0.5) + 0.4 * e,
                        Noise.gaussian(1))
                .equation("Y", List.of("X", "U"), (row, e) -> rule.apply(row.get("X"), row.get("U")), Noise.none())
                .build();
        double[] errors = errors(rule, truth, 2000, 3);
        assertThat(errors[0]).isLessThan(0.6 * errors[1]);
    }

    /** Two levels of both: the equations {@code P(Y <= f(X, t) | I = i) = t}, solved by bisection on the empirical shares. */
    @Test
    void theEquationsSolvedOneByOne() {
        Dataset data = levels(InstrumentalCorrectionTest::linear, true)
                .sample(4000, Seed.of(3))
                .select("I", "X", "Y");
        Monotone learned =
                InstrumentalCorrection.withDefaults().fit(RANKS, FOUND, data).mechanism();
        List<Variable> read = List.of(Columns.variable(data, "X"));
        for (double rank : new double[] {0.3, 0.5, 0.7}) {
            double low = -4;
            double high = 4;
            for (int step = 0; step < 40; step++) {
                double untreated = (low + high) / 2;
                double treated = other(data, untreated, rank, 0);
                // the instrument moves cases into treatment: a larger value of the untreated weighs less for I = 1
                if (share(data, untreated, treated, 1) > rank) low = untreated;
                else high = untreated;
            }
            double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(rank);
            double[] found = learned.transform().values(read, new double[][] {{0, 1}}, new double[] {z, z});
            assertThat(found[0]).isCloseTo(low, within(0.2));
            assertThat(found[1]).isCloseTo(other(data, low, rank, 0), within(0.2));
            assertThat(found[0]).isCloseTo(linear(0, z), within(0.2));
            assertThat(found[1]).isCloseTo(linear(1, z), within(0.2));
        }
    }

    /** The value of the treated that makes the share up to both this rank, among cases with this instrument. */
    private static double other(Dataset data, double untreated, double rank, int instrument) {
        double low = -6;
        double high = 8;
        for (int step = 0; step < 40; step++) {
            double treated = (low + high) / 2;
            if (share(data, untreated, treated, instrument) < rank) low = treated;
            else high = treated;
        }
        return low;
    }

    private static double share(Dataset data, double untreated, double treated, int instrument) {
        double[] i = data.values("I");
        double[] x = data.values("X");
        double[] y = data.values("Y");
        int all = 0;
        int below = 0;
        for (int row = 0; row < i.length; row++) {
            if (i[row] != instrument) continue;
            all++;
            if (y[row] <= (x[row] == 0 ? untreated : treated)) below++;
        }
        return (double) below / all;
    }

    @Test
    void withoutAHiddenCauseItAgreesWithTheRanks() {
        Scm truth = Scm.builder()
                .root("I", Noise.gaussian(1))
                .linear("X", Map.of("I", 0.8), Noise.gaussian(0.7))
                .equation("Y", List.of("X"), (row, u) -> growing(row.get("X"), u), Noise.gaussian(1))
                .build();
        Dataset data = truth.sample(1500, Seed.of(4));
        InstrumentalFit fit = InstrumentalCorrection.withDefaults().fit(RANKS, FOUND, data);
        List<Variable> read = List.of(Columns.variable(data, "X"));
        double[][] x = {data.values("X")};
        double[] ranks = RANKS.fit(data, "Y", List.of("X")).transform().noise(read, x, data.values("Y"));
        double[] noise = fit.mechanism().transform().noise(read, x, data.values("Y"));
        double apart = IntStream.range(0, noise.length)
                .mapToDouble(row -> Math.abs(noise[row] - ranks[row]))
                .average()
                .orElseThrow();
        assertThat(apart).isLessThan(0.12);
        assertThat(fit.uncorrected()).isLessThan(1.6 * fit.moments());
    }

    /** W moves instrument, treatment and outcome; given W the instrument is independent of the noise. */
    @Test
    void anExogenousParentIsHeld() {
        Admg graph = Admg.of("W -> I", "W -> X", "W -> Y", "I -> X", "X -> Y", "X <-> Y");
        var found = (MonotoneIdentification.Instrumental) MonotoneIdentification.of(graph, "Y");
        assertThat(found).isEqualTo(new MonotoneIdentification.Instrumental("Y", "X", List.of("W"), "I"));
        Scm truth = Scm.builder()
                .root("W", Noise.gaussian(1))
                .root("H", Noise.gaussian(1))
                .linear("I", Map.of("W", 0.5), Noise.gaussian(1))
                .linear("U", Map.of("H", 0.8), Noise.gaussian(0.6))
                .linear("X", Map.of("I", 0.8, "W", -0.5, "H", 0.6), Noise.gaussian(0.4))
                .equation(
                        "Y",
                        List.of("X", "W", "U"),
                        (row, e) -> row.get("X")
                                + Math.sin(row.get("W"))
                                + (1 + 0.3 * Math.tanh(row.get("X"))) * row.get("U"),
                        Noise.none())
                .build();
        Dataset all = truth.sample(2000, Seed.of(5));
        Scm learned = FLOW.fit(graph, all.select(graph.names()));
        Scm blind = FLOW.fit(Dag.of("X -> Y", "W -> Y"), all.select("X", "Y", "W"));
        double error = 0;
        double naive = 0;
        for (int row = 0; row < 150; row++) {
            double x = all.values("X")[row];
            double w = all.values("W")[row];
            double to = x - Math.signum(x);
            double right = to + Math.sin(w) + (1 + 0.3 * Math.tanh(to)) * all.values("U")[row];
            Map<String, Double> seen = Map.of("X", x, "Y", all.values("Y")[row], "W", w);
            Map<String, Double> whole = Map.of("X", x, "Y", all.values("Y")[row], "W", w, "I", all.values("I")[row]);
            error += Math.abs(
                    learned.counterfactual(whole, Intervention.set("X", to)).mean("Y") - right);
            naive += Math.abs(
                    blind.counterfactual(seen, Intervention.set("X", to)).mean("Y") - right);
        }
        assertThat(error).isLessThan(0.5 * naive);
    }

    @Test
    void whatWasSetIsDrawnRightly() {
        Scm truth = numeric(InstrumentalCorrectionTest::growing, false);
        Scm learned = FLOW.fit(GRAPH, truth.sample(2000, Seed.of(6)).select("I", "X", "Y"));
        for (double x : new double[] {-0.5, 0.5}) {
            double[] found = learned.intervene(Intervention.set("X", x))
                    .sample(400, Seed.of(7))
                    .values("Y");
            double[] right = truth.intervene(Intervention.set("X", x))
                    .sample(2000, Seed.of(8))
                    .values("Y");
            double[] ones = new double[2000];
            Arrays.fill(ones, 1);
            double[] fewer = Arrays.copyOf(ones, 400);
            assertThat(Weighted.mean(found, fewer)).isCloseTo(Weighted.mean(right, ones), within(0.15));
            assertThat(Weighted.deviation(found, fewer)).isCloseTo(Weighted.deviation(right, ones), within(0.15));
        }
        assertThatThrownBy(() -> learned.sample(10, Seed.of(9))).hasMessageContaining("intervene on X first");
        assertThatThrownBy(() -> learned.counterfactual(Map.of("X", 0.3), Intervention.set("X", 1)))
                .hasMessageContaining("all its parents [X]");
        assertThatThrownBy(() -> learned.counterfactual(Map.of())).hasMessageContaining("intervene on X first");
        assertThat(learned.counterfactual(Map.of("X", 0.3, "Y", 0.5), Intervention.set("X", 0.3))
                        .mean("Y"))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void noiseAndValueAreInversesAndTheDensityIsTheSlope() {
        Dataset data = numeric(InstrumentalCorrectionTest::turning, true)
                .sample(500, Seed.of(10))
                .select("I", "X", "Y");
        Monotone.Transform learned = InstrumentalCorrection.withDefaults()
                .fit(RANKS, FOUND, data)
                .mechanism()
                .transform();
        List<Variable> read = List.of(Columns.variable(data, "X"));
        double[][] x = {Arrays.copyOf(data.values("X"), 50)};
        double[] y = Arrays.copyOf(data.values("Y"), 50);
        double[] noise = learned.noise(read, x, y);
        double[] back = learned.values(read, x, noise);
        double[] densities = learned.logDensity(read, x, y);
        double[] above = learned.noise(
                read, x, Arrays.stream(y).map(value -> value + 1e-5).toArray());
        for (int row = 0; row < 50; row++) {
            assertThat(back[row]).isCloseTo(y[row], within(1e-8));
            assertThat(above[row]).isGreaterThan(noise[row]);
            double slope = (above[row] - noise[row]) / 1e-5;
            double density = NormalDistribution.of(0, 1).density(noise[row] + slope * 5e-6) * slope;
            assertThat(Math.exp(densities[row])).isCloseTo(density, within(2e-3 * density + 1e-6));
        }
    }

    @Test
    void theOrderOfRowsColumnsAndThreadsDoesNotMatter() {
        Dataset data = numeric(InstrumentalCorrectionTest::growing, false)
                .sample(400, Seed.of(12))
                .select("I", "X", "Y");
        List<Integer> rows = new ArrayList<>(IntStream.range(0, 400).boxed().toList());
        Collections.reverse(rows);
        Dataset turned =
                data.rows(rows.stream().mapToInt(Integer::intValue).toArray()).select("Y", "I", "X");
        Map<String, Double> seen = Map.of("I", 0.2, "X", 0.4, "Y", 0.9);
        List<Double> found = List.of(data, turned, data).parallelStream()
                .map(given -> FLOW.fit(GRAPH, given)
                        .counterfactual(seen, Intervention.set("X", -0.5))
                        .mean("Y"))
                .toList();
        assertThat(found.get(2)).isEqualTo(found.get(0));
        assertThat(found.get(1)).isCloseTo(found.get(0), within(1e-4));
    }

    @Test
    void anInstrumentThatActsOnTheOutcomeShowsInTheMisfit() {
        Scm valid = levels(InstrumentalCorrectionTest::linear, false);
        Scm broken = hidden(false)
                .binary("X", List.of("I", "H"), row -> 1 / (1 + Math.exp(-2 * row.get("I") - 1.5 * row.get("H"))))
                .equation(
                        "Y",
                        List.of("I", "X", "U"),
                        (row, e) -> 1.5 * row.get("X") + row.get("U") + 0.7 * row.get("I") * row.get("I"),
                        Noise.none())
                .build();
        InstrumentalFit good = InstrumentalCorrection.withDefaults()
                .fit(RANKS, FOUND, valid.sample(2000, Seed.of(13)).select("I", "X", "Y"));
        InstrumentalFit bad = InstrumentalCorrection.withDefaults()
                .fit(RANKS, FOUND, broken.sample(2000, Seed.of(13)).select("I", "X", "Y"));
        assertThat(good.misfit()).isLessThan(1.6 * good.moments()).isLessThan(0.7 * good.uncorrected());
        assertThat(bad.misfit()).isGreaterThan(3 * bad.moments());
        assertThat(good.text()).contains("I moves X with F =");
        assertThat(good.triangular()).isFalse();
    }

    @Test
    void aSmootherCorrectionFitsLessClosely() {
        Dataset data = numeric(InstrumentalCorrectionTest::turning, true)
                .sample(600, Seed.of(14))
                .select("I", "X", "Y");
        InstrumentalCorrection settings = InstrumentalCorrection.withDefaults();
        InstrumentalFit rough = settings.smoothness(0.01).fit(RANKS, FOUND, data);
        InstrumentalFit smooth = settings.smoothness(100).fit(RANKS, FOUND, data);
        assertThat(smooth.misfit()).isGreaterThan(rough.misfit());
        assertThat(rough.text()).contains("rises with one noise of its own");
    }

    @Test
    void manyLevelsMoveANumericTreatmentByThemselves() {
        Dataset data = numeric(InstrumentalCorrectionTest::linear, false)
                .sample(600, Seed.of(17))
                .select("I", "X", "Y");
        double[] codes = Arrays.stream(data.values("I"))
                .map(value -> Math.max(0, Math.min(9, Math.floor(5 + 3 * value))))
                .toArray();
        List<String> levels =
                IntStream.range(0, 10).mapToObj(level -> "judge " + level).toList();
        InstrumentalFit fit =
                InstrumentalCorrection.withDefaults().fit(RANKS, FOUND, data.with("I", Kind.NOMINAL, levels, codes));
        assertThat(fit.triangular()).isFalse();
        assertThat(fit.moments()).isEqualTo(80);
        assertThat(fit.misfit()).isLessThan(0.7 * fit.uncorrected());
    }

    @Test
    void countsAreCases() {
        double[] i = {0, 0, 1, 1};
        double[] x = {0, 1, 0, 1};
        Dataset counted = Dataset.of(List.of("I", "X", "n"), new double[][] {i, x, {30, 10, 12, 28}})
                .withCounts("n");
        double once =
                InstrumentBasis.of(counted, "I", List.of(), Optional.empty()).strength(new double[][] {x});
        Dataset whole = counted.expanded();
        double each = InstrumentBasis.of(whole, "I", List.of(), Optional.empty())
                .strength(new double[][] {whole.values("X")});
        assertThat(once).isCloseTo(each, within(1e-9));
        // the F statistic of a regression of X on I, from the table
        double correlation = (30.0 * 28 - 10 * 12) / Math.sqrt(40.0 * 40 * 42 * 38);
        assertThat(once).isCloseTo(78 * correlation * correlation / (1 - correlation * correlation), within(1e-9));
    }

    @Test
    void itRefusesInstrumentsThatCannotServe() {
        InstrumentalCorrection settings = InstrumentalCorrection.withDefaults();
        Dataset data = numeric(InstrumentalCorrectionTest::linear, false)
                .sample(300, Seed.of(15))
                .select("I", "X", "Y");
        double[] unrelated = Noise.gaussian(1).draw(300, Seed.of(16).random());
        assertThatThrownBy(() -> FLOW.fit(GRAPH, data.with("I", unrelated)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("The instrument I is weak: it moves X with F =");
        assertThat(settings.leastStrength(0)
                        .fit(RANKS, FOUND, data.with("I", unrelated))
                        .strength())
                .isLessThan(10);
        assertThatThrownBy(() -> settings.fit(RANKS, FOUND, data.with("I", new double[300])))
                .hasMessageContaining("does not vary");
        double[] codes = IntStream.range(0, 300).mapToDouble(row -> row % 3).toArray();
        double[] two = IntStream.range(0, 300).mapToDouble(row -> row % 2).toArray();
        Dataset three =
                data.with("X", Kind.NOMINAL, List.of("a", "b", "c"), codes).with("I", two);
        assertThatThrownBy(() -> settings.fit(RANKS, FOUND, three)).hasMessageContaining("X has 3 levels");
        double[] gap = data.values("I").clone();
        gap[3] = Double.NaN;
        assertThatThrownBy(() -> settings.fit(RANKS, FOUND, data.with("I", gap)))
                .hasMessageContaining("1 missing");
        assertThatThrownBy(() -> settings.smoothness(0)).hasMessageContaining("smoothness");
        assertThatThrownBy(() -> settings.leastStrength(-1)).hasMessageContaining("at least 0");
    }
}
