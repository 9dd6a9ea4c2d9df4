// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Overlap;
import org.causerie.plot.Svg.Ink;

/**
 * How far the arms differ in each covariate before and after weighting (a love plot): absolute standardised mean
 * differences, with the usual bound of 0.1.
 *
 * @param title over the chart
 * @param rows one a covariate
 */
public record BalancePlot(String title, List<Row> rows) implements Displayable {
    private static final double PITCH = 30;
    private static final double BOUND = 0.1;

    /**
     * The difference of the arms in one covariate, in standard deviations.
     *
     * @param name the covariate
     * @param before without weights
     * @param after with weights
     */
    public record Row(String name, double before, double after) {
        public Row {
            before = Math.abs(Numbers.finite("The difference in " + name, before));
            after = Math.abs(Numbers.finite("The difference in " + name, after));
        }
    }

    public BalancePlot {
        if (rows.isEmpty()) throw new CausalException("There are no covariates to draw; give at least one");
        rows = List.copyOf(rows);
    }

    /**
     * Differences by covariate, in standard deviations, the largest on top.
     *
     * @param before without weights
     * @param after with weights, for the same covariates
     */
    public static BalancePlot of(Map<String, Double> before, Map<String, Double> after) {
        List<Row> rows = new ArrayList<>();
        before.forEach((name, difference) -> {
            Double weighted = after.get(name);
            if (weighted == null) throw CausalException.unknown("covariate after weighting", name, after.keySet());
            rows.add(new Row(name, difference, weighted));
        });
        rows.sort(Comparator.comparingDouble(Row::before).reversed().thenComparing(Row::name));
        return new BalancePlot("Do the weights balance the arms?", rows);
    }

    /**
     * The balance an estimate reaches in the columns of its adjustment set.
     *
     * @throws CausalException if its estimator has no propensity score
     */
    public static BalancePlot of(Estimate estimate) {
        Map<String, Double> before = new LinkedHashMap<>();
        Map<String, Double> after = new LinkedHashMap<>();
        for (Overlap.Balance entry : OverlapPlot.overlap(estimate).balance()) {
            before.put(entry.column(), entry.before());
            after.put(entry.column(), entry.after());
        }
        return of(before, after);
    }

    public BalancePlot title(String words) {
        return new BalancePlot(words, rows);
    }

    @Override
    public String text() {
        int widest = Math.max(
                9, rows.stream().mapToInt(row -> row.name().length()).max().orElse(0));
        StringBuilder out =
                new StringBuilder(title).append('\n').append("covariate").append(" ".repeat(widest - 7));
        out.append("before  after");
        for (Row row : rows) {
            out.append('\n')
                    .append(row.name())
                    .append(" ".repeat(widest - row.name().length() + 2));
            out.append(Numbers.fixed(row.before(), 3)).append("   ").append(Numbers.fixed(row.after(), 3));
        }
        return out.toString();
    }

    @Override
    public Optional<String> svg() {
        double widest = rows.stream()
                .mapToDouble(row -> Theme.LABEL.width(row.name()))
                .max()
                .orElse(0);
        double before = Math.min(240, widest) + 14;
        double head = 26;
        Frame frame = Frame.of(title, "", before, 10, head + rows.size() * PITCH, 52);
        double most = rows.stream()
                .mapToDouble(row -> Math.max(row.before(), row.after()))
                .max()
                .orElse(0);
        Scale x = Scale.around(0, Math.max(most, 1.5 * BOUND), 6, frame.left, frame.right);
        double next = frame.legend(frame.left, frame.top + 8, Theme.ORANGE, "before weighting");
        frame.legend(next, frame.top + 8, Theme.BLUE, "after weighting");
        Frame field = frame.under(head);
        field.xAxis(x, "absolute standardised mean difference");
        field.svg.line(
                x.at(BOUND),
                field.top,
                x.at(BOUND),
                field.bottom,
                Ink.line(Theme.SOFT, 1).dashed("5 3"));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = field.top + (i + 0.5) * PITCH;
            field.svg.open(row.name() + ": " + Numbers.fixed(row.before(), 3) + " before, "
                    + Numbers.fixed(row.after(), 3) + " after");
            String name = Frame.fit(row.name(), Theme.LABEL, before - 14);
            field.svg.text(field.left - 12, y + 4, name, Theme.LABEL.end());
            field.svg.line(x.at(row.before()), y, x.at(row.after()), y, Ink.line(Theme.GREY, 1.5));
            field.svg.circle(x.at(row.before()), y, 5.5, Ink.fill(Theme.PAPER).outlined(Theme.ORANGE, 2.5));
            field.svg.circle(x.at(row.after()), y, 5.5, Ink.fill(Theme.BLUE));
            field.svg.close();
        }
        return Optional.of(frame.svg.document());
    }
}
