// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Interval;
import org.causerie.estimation.NaiveDifference;

/**
 * Several estimates of one effect with their intervals, one under the other, beside the naive difference, with lines at
 * zero and, where it is known, at the truth (a forest plot).
 *
 * @param title over the chart, may be empty
 * @param note under the title
 * @param axis what is estimated, with its unit
 * @param rows from the top
 * @param truth the true effect, where it is known
 */
public record EstimatePlot(String title, String note, String axis, List<Row> rows, OptionalDouble truth)
        implements Displayable {

    /**
     * One estimate.
     *
     * @param name how it was made
     * @param value the estimate
     * @param low the lower end of its interval, equal to {@code high} where there is none
     * @param high the upper end of its interval
     * @param causal whether it claims to be an effect; a mere difference is drawn hollow and grey
     */
    public record Row(String name, double value, double low, double high, boolean causal) {
        public Row {
            Numbers.finite("The estimate " + name, value);
            Numbers.finite("The interval of " + name, low);
            Numbers.finite("The interval of " + name, high);
            if (low > value || high < value) {
                throw new CausalException("The interval of " + name + ", from " + low + " to " + high
                        + ", does not hold its estimate " + value);
            }
        }
    }

    public EstimatePlot {
        rows = List.copyOf(rows);
        truth.ifPresent(value -> Numbers.finite("The truth", value));
    }

    /**
     * Estimates of one effect with their 95 % intervals, in the order given.
     *
     * @throws CausalException if there are none, or they are of different treatments or outcomes
     */
    public static EstimatePlot of(List<Estimate> estimates) {
        if (estimates.isEmpty()) throw new CausalException("There are no estimates to draw; give at least one");
        Estimate first = estimates.get(0);
        EstimatePlot plot = withDefaults()
                .title("Effect of " + first.treatment() + " on " + first.outcome())
                .note("with 95 % intervals")
                .axis(first.scale());
        for (Estimate estimate : estimates) {
            if (!estimate.treatment().equals(first.treatment())
                    || !estimate.outcome().equals(first.outcome())) {
                throw new CausalException("One plot compares estimates of one effect; given were the effects of "
                        + first.treatment() + " on " + first.outcome() + " and of " + estimate.treatment() + " on "
                        + estimate.outcome() + ". Draw them apart");
            }
            Interval interval = estimate.interval();
            boolean causal = !(estimate.estimator() instanceof NaiveDifference);
            plot = plot.with(
                    plot.rows().size(),
                    new Row(estimate.estimator().name(), estimate.value(), interval.lower(), interval.upper(), causal));
        }
        return plot;
    }

    /** Estimates of one effect; see {@link #of(List)}. */
    public static EstimatePlot of(Estimate... estimates) {
        return of(List.of(estimates));
    }

    /** A plot without rows yet; add them with {@link #row}. */
    public static EstimatePlot withDefaults() {
        return new EstimatePlot("", "", "effect", List.of(), OptionalDouble.empty());
    }

    public EstimatePlot title(String words) {
        return new EstimatePlot(words, note, axis, rows, truth);
    }

    public EstimatePlot note(String words) {
        return new EstimatePlot(title, words, axis, rows, truth);
    }

    /** What is estimated, with its unit. */
    public EstimatePlot axis(String words) {
        return new EstimatePlot(title, note, words, rows, truth);
    }

    /** With a line at the true effect. */
    public EstimatePlot truth(double value) {
        return new EstimatePlot(title, note, axis, rows, OptionalDouble.of(value));
    }

    /** With one more estimate and its interval below the others. */
    public EstimatePlot row(String name, double value, double low, double high) {
        return with(rows.size(), new Row(name, value, low, high, true));
    }

    /** With a difference that claims no effect, without an interval, above the others. */
    public EstimatePlot naive(double difference) {
        return with(0, new Row("naive difference", difference, difference, difference, false));
    }

    private EstimatePlot with(int place, Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(place, row);
        return new EstimatePlot(title, note, axis, more, truth);
    }

    @Override
    public String text() {
        int decimals = Intervals.decimals(drawn());
        List<List<String>> lines = new ArrayList<>();
        for (Intervals.Row row : drawn()) lines.add(List.of(row.name(), Intervals.words(row, decimals)));
        truth.ifPresent(value -> lines.add(List.of("truth", Numbers.fixed(value, decimals))));
        String table = Columns.aligned(lines, List.of(false, false)).stripTrailing();
        return title.isEmpty() ? table : title + "\n" + table;
    }

    @Override
    public Optional<String> svg() {
        List<Intervals.Mark> marks = new ArrayList<>();
        marks.add(new Intervals.Mark(0, "no effect", Theme.SOFT));
        int decimals = Intervals.decimals(drawn());
        truth.ifPresent(value ->
                marks.add(new Intervals.Mark(value, "truth " + Numbers.fixed(value, decimals), Theme.VERMILION)));
        return Optional.of(Intervals.draw(title, note, axis, drawn(), marks));
    }

    private List<Intervals.Row> drawn() {
        if (rows.isEmpty()) throw new CausalException("There are no estimates to draw; give at least one");
        return rows.stream()
                .map(row -> new Intervals.Row(
                        row.name(),
                        OptionalDouble.of(row.value()),
                        row.low(),
                        row.high(),
                        row.causal() ? Theme.BLUE : Theme.GREY,
                        !row.causal()))
                .toList();
    }
}
