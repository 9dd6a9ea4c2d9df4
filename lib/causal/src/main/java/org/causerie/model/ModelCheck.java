// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.Rcit;

/**
 * Whether a model could have made the data: each mechanism against the cases, and data drawn from the model against the
 * data observed.
 *
 * <p>Per mechanism: how much it explains, whether the noise that it leaves is distributed as the model says, and whether
 * that noise is independent of the parents. By simulation: means, standard deviations, skewness and shares of levels, and
 * the correlation of each pair, against their distribution in data sets of the same size drawn from the model. The
 * p-values by simulation are exact for a model that is given, up to the number of draws; a model fitted to the same data
 * reproduces some of these moments by construction, and p-values are then too large. Check a fitted model on data that it
 * was not fitted to.
 *
 * <p>A model that passes is not thereby the true one: another graph may fit as well.
 *
 * <p>Time is that of <i>replicates</i> samples of the size of the data, and of one test of independence per parent.
 *
 * <p>Gelman, A., Meng, X.-L. &amp; Stern, H. (1996). Posterior predictive assessment of model fitness via realized
 * discrepancies. Statistica Sinica 6, 733-807. Westfall, P. H. &amp; Young, S. S. (1993). Resampling-Based Multiple
 * Testing. Wiley, for the p-value of the largest discrepancy.
 *
 * @param independence the test of noise against parents; {@link Rcit} by default
 * @param replicates how many data sets are drawn, at least 19; 199 by default
 * @param seed the source of randomness
 */
public record ModelCheck(IndependenceTest independence, int replicates, Seed seed) {

    public ModelCheck {
        if (replicates < 19)
            throw new CausalException(
                    "A check by simulation needs at least 19 replicates; " + replicates + " were given");
    }

    public static ModelCheck withDefaults() {
        return new ModelCheck(Rcit.withDefaults(), 199, Seed.of(0));
    }

    public ModelCheck independence(IndependenceTest test) {
        return new ModelCheck(test, replicates, seed);
    }

    public ModelCheck replicates(int newReplicates) {
        return new ModelCheck(independence, newReplicates, seed);
    }

    public ModelCheck seed(Seed newSeed) {
        return new ModelCheck(independence, replicates, newSeed);
    }

    /**
     * Checks a model against data; counted rows stand for as many cases.
     *
     * @throws CausalException if a variable has no column of its kind and levels, or a value is missing
     */
    public Result test(Scm model, Dataset data) {
        Dataset cases = data.select(model.variables()).expanded();
        for (String name : model.variables()) require(model.variable(name), cases);
        double[][] values = model.variables().stream().map(cases::values).toArray(double[][]::new);
        List<MechanismFit> fits = new ArrayList<>();
        for (String name : model.variables()) {
            Progress.checkpoint();
            fits.add(new MechanismCheck(model, model.graph().index(name), values)
                    .fit(independence, cases, seed.split("ranks").split(name)));
        }
        return new Result(fits, moments(model, values), replicates);
    }

    private static void require(Variable variable, Dataset data) {
        String name = variable.name();
        if (data.missing(name) > 0)
            throw new CausalException("Column " + name + " has " + data.missing(name)
                    + " missing values; drop these rows with dropMissing() or fill them in first");
        if (variable.categorical()
                && !(data.kind(name).categorical() && data.levels(name).equals(variable.levels())))
            throw new CausalException("The model makes " + name + " one of " + variable.levels()
                    + ", but the column has "
                    + (data.kind(name).categorical() ? "the levels " + data.levels(name) : "numbers")
                    + "; give them the same levels in the same order, with withLevels(...)");
    }

    /** Each moment of the data beside those of the samples. */
    private List<Moment> moments(Scm model, double[][] values) {
        Map<String, double[]> all = new LinkedHashMap<>();
        Moments.of(model, values).forEach((name, observed) -> {
            all.put(name, new double[replicates + 1]);
            all.get(name)[replicates] = observed;
        });
        try (Progress progress = Progress.of("samples", replicates)) {
            for (int r = 0; r < replicates; r++) {
                int replicate = r;
                double[][] sample = model.solve(model.noise(values[0].length, seed.split(r)));
                Moments.of(model, sample).forEach((name, value) -> all.get(name)[replicate] = value);
                progress.step();
            }
        }
        double[] largest = new double[replicates + 1];
        all.values().forEach(draws -> {
            double[] off = Moments.standardised(draws);
            for (int r = 0; r <= replicates; r++) largest[r] = Math.max(largest[r], off[r]);
        });
        List<Moment> moments = new ArrayList<>();
        all.forEach((name, draws) -> moments.add(new Moment(
                name,
                draws[replicates],
                Moments.mean(draws, replicates),
                Moments.deviation(draws, replicates),
                share(Moments.standardised(draws), Moments.standardised(draws)[replicates]),
                share(largest, Moments.standardised(draws)[replicates]))));
        return moments;
    }

    /** The share of values at least as large. */
    private static double share(double[] values, double least) {
        int count = 0;
        for (double value : values) if (value >= least - 1e-12) count++;
        return (double) count / values.length;
    }

    /**
     * One moment of the data against the model.
     *
     * @param name what it is, for example {@code correlation of X and Y}
     * @param observed its value in the data
     * @param simulated its mean over the samples
     * @param spread its standard deviation over the samples
     * @param pValue the share of samples that lie as far from the centre as the data
     * @param adjusted the share of samples of which any moment lies that far
     */
    public record Moment(
            String name, double observed, double simulated, double spread, double pValue, double adjusted) {}

    /**
     * What the check found.
     *
     * @param mechanisms one per variable
     * @param moments marginal moments, then those of pairs
     * @param replicates how many samples were drawn
     */
    public record Result(List<MechanismFit> mechanisms, List<Moment> moments, int replicates) implements Displayable {
        private static final List<String> FIT_HEAD =
                List.of("variable", "parents", "explained", "deviance", "noise p", "independence p");
        private static final List<String> MOMENT_HEAD =
                List.of("moment", "observed", "simulated", "spread", "p", "adjusted p");

        public Result {
            mechanisms = List.copyOf(mechanisms);
            moments = List.copyOf(moments);
        }

        /** The fit of the mechanism of a variable. */
        public MechanismFit mechanism(String variable) {
            for (MechanismFit fit : mechanisms) if (fit.variable().equals(variable)) return fit;
            throw CausalException.unknown(
                    "variable",
                    variable,
                    mechanisms.stream().map(MechanismFit::variable).toList());
        }

        /** The moment of this name. */
        public Moment moment(String name) {
            for (Moment moment : moments) if (moment.name().equals(name)) return moment;
            throw CausalException.unknown(
                    "moment", name, moments.stream().map(Moment::name).toList());
        }

        /** The p-value of the moment that is furthest off, with all of them looked at. */
        public double pValue() {
            return moments.stream().mapToDouble(Moment::adjusted).min().orElse(1);
        }

        @Override
        public String text() {
            return columns(
                            FIT_HEAD,
                            mechanisms.stream().map(MechanismFit::cells).toList())
                    + "\n\n"
                    + columns(MOMENT_HEAD, momentCells())
                    + String.format(
                            Locale.ROOT,
                            "%n%nSimulated %d times; the largest discrepancy has p = %.3f",
                            replicates,
                            pValue());
        }

        @Override
        public Optional<String> html() {
            return Optional.of(markup(
                            FIT_HEAD,
                            mechanisms.stream().map(MechanismFit::cells).toList())
                    + markup(MOMENT_HEAD, momentCells())
                    + String.format(
                            Locale.ROOT,
                            "<p>Simulated %d times; the largest discrepancy has <i>p</i> = %.3f.</p>",
                            replicates,
                            pValue()));
        }

        @Override
        public String toString() {
            return text();
        }

        private List<List<String>> momentCells() {
            return moments.stream()
                    .map(moment -> List.of(
                            moment.name(),
                            Numbers.text(moment.observed()),
                            Numbers.text(moment.simulated()),
                            Numbers.text(moment.spread()),
                            String.format(Locale.ROOT, "%.3f", moment.pValue()),
                            String.format(Locale.ROOT, "%.3f", moment.adjusted())))
                    .toList();
        }

        private static String columns(List<String> head, List<List<String>> rows) {
            List<List<String>> all = new ArrayList<>(rows);
            all.add(0, head);
            int[] widths = new int[head.size()];
            for (List<String> row : all)
                for (int c = 0; c < widths.length; c++)
                    widths[c] = Math.max(widths[c], row.get(c).length());
            List<String> lines = new ArrayList<>();
            for (List<String> row : all) {
                StringBuilder line = new StringBuilder();
                for (int c = 0; c < widths.length; c++)
                    line.append(row.get(c))
                            .append(" ".repeat(widths[c] + 2 - row.get(c).length()));
                lines.add(line.toString().stripTrailing());
            }
            return String.join("\n", lines);
        }

        private static String markup(List<String> head, List<List<String>> rows) {
            StringBuilder out =
                    new StringBuilder("<table><thead>").append(line("th", head)).append("</thead><tbody>");
            rows.forEach(row -> out.append(line("td", row)));
            return out.append("</tbody></table>").toString();
        }

        private static String line(String tag, List<String> cells) {
            StringBuilder out = new StringBuilder("<tr>");
            for (String cell : cells)
                out.append('<')
                        .append(tag)
                        .append('>')
                        .append(Displayable.escape(cell))
                        .append("</")
                        .append(tag)
                        .append('>');
            return out.append("</tr>").toString();
        }
    }
}
