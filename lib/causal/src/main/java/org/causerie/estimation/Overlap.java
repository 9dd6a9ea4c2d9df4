// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.Displayable;

/**
 * Whether both arms have cases of every sort: the propensity scores of each, how few cases the weights
 * rest on, and how unlike the arms are before and after weighting.
 *
 * <p>An arm whose effective sample size is a small part of its cases, or a standardised mean difference
 * above 0.1 after weighting, says that the estimate leans on few cases or on the outcome model.
 *
 * @param treatment the name of the treatment
 * @param propensity the estimated probability of being treated, one per row (0 where a row counts for no case)
 * @param treated whether the row is treated, one per row
 * @param weights what the estimator multiplies each row by to balance the arms, one per row; 0 where it was trimmed
 * @param control the arm without the treatment
 * @param active the arm with it
 * @param balance one entry for each column of the adjustment set (for each level but the first)
 */
@SuppressWarnings("ArrayRecordComponent")
public record Overlap(
        String treatment,
        double[] propensity,
        boolean[] treated,
        double[] weights,
        Side control,
        Side active,
        List<Balance> balance)
        implements Displayable {

    /** The probabilities of the quantiles in {@link Side#quantiles()}. */
    public static final List<Double> PROBABILITIES = List.of(0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0);

    /**
     * One arm.
     *
     * @param level its level of the treatment
     * @param cases how many cases it has
     * @param effectiveSampleSize how many equally weighted cases would be as informative, by Kish's formula (Σw)²/Σw²
     * @param largestShare the part of the arm's total weight that its heaviest case has
     * @param quantiles of the propensity score in this arm, at {@link Overlap#PROBABILITIES}
     */
    public record Side(
            String level, double cases, double effectiveSampleSize, double largestShare, List<Double> quantiles) {

        public Side {
            quantiles = List.copyOf(quantiles);
        }
    }

    /**
     * How far apart the arms are in one column, in units of the pooled standard deviation before
     * weighting: one point of a love plot.
     *
     * @param column the column, with its level where it has levels
     * @param before the standardised mean difference, treated less control, in the data
     * @param after the same with the estimator's weights
     */
    public record Balance(String column, double before, double after) {}

    public Overlap {
        propensity = propensity.clone();
        treated = treated.clone();
        weights = weights.clone();
        balance = List.copyOf(balance);
    }

    @Override
    public double[] propensity() {
        return propensity.clone();
    }

    @Override
    public boolean[] treated() {
        return treated.clone();
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }

    /** The balance entry that is worst after weighting; empty where there is nothing to balance. */
    public Optional<Balance> worst() {
        return balance.stream().max(Comparator.comparingDouble(entry -> Math.abs(entry.after())));
    }

    static Overlap of(Study study, double[] propensity, double[] balancing) {
        int rows = study.weights().length;
        boolean[] treated = new boolean[rows];
        for (int i = 0; i < rows; i++) treated[i] = study.arm(i) == 1;
        List<Balance> balance = new ArrayList<>();
        double[] none = new double[rows];
        Arrays.fill(none, 1);
        for (int j = 0; j < study.design().length; j++) {
            double[] column = study.design()[j];
            double scale = Math.sqrt((variance(study, column, 0) + variance(study, column, 1)) / 2);
            double before = mean(study, column, none, 1) - mean(study, column, none, 0);
            double after = mean(study, column, balancing, 1) - mean(study, column, balancing, 0);
            balance.add(new Balance(
                    study.designNames().get(j), scale == 0 ? 0 : before / scale, scale == 0 ? 0 : after / scale));
        }
        return new Overlap(
                study.treatment(),
                study.scatter(propensity),
                study.scatter(treated),
                study.scatter(balancing),
                side(study, propensity, balancing, 0),
                side(study, propensity, balancing, 1),
                balance);
    }

    private static Side side(Study study, double[] propensity, double[] balancing, int arm) {
        double[] cases = study.weights();
        int[] rows = IntStream.range(0, cases.length)
                .filter(i -> study.arm(i) == arm)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> propensity[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double count = 0;
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (int i : rows) {
            double each = study.counted() ? balancing[i] : cases[i] * balancing[i];
            double times = study.counted() ? cases[i] : 1;
            count += cases[i];
            sum += times * each;
            squares += times * each * each;
            largest = Math.max(largest, each);
        }
        List<Double> quantiles = new ArrayList<>();
        for (double probability : PROBABILITIES) {
            double reached = 0;
            int at = 0;
            while (at < rows.length - 1 && (reached += cases[rows[at]]) < probability * count) at++;
            quantiles.add(propensity[rows[at]]);
        }
        return new Side(study.level(arm), count, sum * sum / squares, largest / sum, quantiles);
    }

    private static double mean(Study study, double[] column, double[] balancing, int arm) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < column.length; i++) {
            if (study.arm(i) != arm) continue;
            double weight = study.weights()[i] * balancing[i];
            sum += weight * column[i];
            total += weight;
        }
        return sum / total;
    }

    private static double variance(Study study, double[] column, int arm) {
        double[] none = new double[column.length];
        Arrays.fill(none, 1);
        double mean = mean(study, column, none, arm);
        double[] squares = new double[column.length];
        for (int i = 0; i < column.length; i++) squares[i] = (column[i] - mean) * (column[i] - mean);
        return mean(study, squares, none, arm);
    }

    @Override
    public String text() {
        String sides = List.of(control, active).stream()
                .map(side -> String.format(
                        Locale.ROOT,
                        "  %s = %s: %s cases worth %s, heaviest %s of the weight, propensity %s",
                        treatment,
                        side.level(),
                        Numbers.shown(side.cases()),
                        Numbers.shown(side.effectiveSampleSize()),
                        Numbers.percent(side.largestShare()),
                        side.quantiles().stream()
                                .map(value -> String.format(Locale.ROOT, "%.3f", value))
                                .collect(Collectors.joining(" "))))
                .collect(Collectors.joining("\n"));
        String columns = balance.stream()
                .map(entry -> String.format(
                        Locale.ROOT, "\n  %-24s %6.3f → %6.3f", entry.column(), entry.before(), entry.after()))
                .collect(Collectors.joining());
        return "Overlap (quantiles 0, 5, 25, 50, 75, 95, 100 %)\n" + sides
                + "\nStandardised mean differences, before → after weighting" + columns;
    }

    @Override
    public Optional<String> html() {
        StringBuilder out = new StringBuilder("<table><thead><tr><th>")
                .append(Displayable.escape(treatment))
                .append("</th><th>cases</th><th>effective</th><th>heaviest</th>");
        for (double probability : PROBABILITIES)
            out.append("<th>").append(Numbers.percent(probability)).append("</th>");
        out.append("</tr></thead><tbody>");
        for (Side side : List.of(control, active)) {
            out.append("<tr><th>").append(Displayable.escape(side.level())).append("</th>");
            out.append("<td>").append(Numbers.shown(side.cases())).append("</td>");
            out.append("<td>").append(Numbers.shown(side.effectiveSampleSize())).append("</td>");
            out.append("<td>").append(Numbers.percent(side.largestShare())).append("</td>");
            for (double value : side.quantiles()) out.append(String.format(Locale.ROOT, "<td>%.3f</td>", value));
            out.append("</tr>");
        }
        out.append("</tbody></table>");
        if (balance.isEmpty()) return Optional.of(out.toString());
        out.append("<table><thead><tr><th>standardised mean difference</th><th>before</th><th>after</th>")
                .append("</tr></thead><tbody>");
        for (Balance entry : balance) {
            out.append("<tr><th>").append(Displayable.escape(entry.column())).append("</th>");
            out.append(String.format(Locale.ROOT, "<td>%.3f</td><td>%.3f</td></tr>", entry.before(), entry.after()));
        }
        return Optional.of(out.append("</tbody></table>").toString());
    }

    @Override
    public String toString() {
        return text();
    }
}
