// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.identification.Bounds;

/**
 * Bounds of one answer under different assumptions, one under the other, with lines at zero and, where it is known, at
 * the truth.
 *
 * {@snippet :
 * BoundsPlot.withDefaults().row("nothing", none).row("monotone response", monotone).truth(0.12)
 * }
 *
 * @param title over the chart, may be empty
 * @param note under the title
 * @param axis what is bounded, with its unit
 * @param rows from the top, as a rule from few assumptions to many
 * @param truth the true answer, where it is known
 */
public record BoundsPlot(String title, String note, String axis, List<Row> rows, OptionalDouble truth)
        implements Displayable {
    private static final double NARROW = 1e-9;

    /**
     * The bounds under some assumptions; where both ends are the same, a number.
     *
     * @param name the assumptions
     * @param low the least value
     * @param high the largest value
     * @param causal whether it is about the answer; a mere difference is drawn hollow and grey
     */
    public record Row(String name, double low, double high, boolean causal) {
        public Row {
            Numbers.finite("The lower bound of " + name, low);
            Numbers.finite("The upper bound of " + name, high);
            if (low > high)
                throw new CausalException("The lower bound of " + name + ", " + low + ", is above the upper, " + high);
        }
    }

    public BoundsPlot {
        rows = List.copyOf(rows);
        truth.ifPresent(value -> Numbers.finite("The truth", value));
    }

    /**
     * Bounds of one question, each under the name of its assumptions.
     *
     * @throws CausalException if there are none, or they are of different questions
     */
    public static BoundsPlot of(Bounds... bounds) {
        if (bounds.length == 0) throw new CausalException("There are no bounds to draw; give at least one");
        String question = bounds[0].query().text();
        for (Bounds each : bounds)
            if (!each.query().text().equals(question))
                throw new CausalException("One plot compares bounds of one question; given were " + question + " and "
                        + each.query().text()
                        + ". Draw them apart, or name the rows: withDefaults().row(name, bounds)");
        BoundsPlot plot = withDefaults().title("Bounds of " + question);
        for (Bounds each : bounds) plot = plot.row(String.join("; ", each.assumptions()), each);
        return plot;
    }

    /** A plot without rows yet; add them with {@link #row(String, Bounds)}. */
    public static BoundsPlot withDefaults() {
        return new BoundsPlot("", "", "", List.of(), OptionalDouble.empty());
    }

    public BoundsPlot title(String words) {
        return new BoundsPlot(words, note, axis, rows, truth);
    }

    public BoundsPlot note(String words) {
        return new BoundsPlot(title, words, axis, rows, truth);
    }

    /** What is bounded, with its unit. */
    public BoundsPlot axis(String words) {
        return new BoundsPlot(title, note, words, rows, truth);
    }

    /** With a line at the true answer. */
    public BoundsPlot truth(double value) {
        return new BoundsPlot(title, note, axis, rows, OptionalDouble.of(value));
    }

    /** With the bounds under more assumptions, below the others. */
    public BoundsPlot row(String name, Bounds bounds) {
        return row(name, bounds.lower(), bounds.upper());
    }

    /** With the bounds under more assumptions, below the others. */
    public BoundsPlot row(String name, double low, double high) {
        return with(rows.size(), new Row(name, low, high, true));
    }

    /** With a difference that claims to be no answer, above the others. */
    public BoundsPlot naive(double difference) {
        return with(0, new Row("naive difference", difference, difference, false));
    }

    private BoundsPlot with(int place, Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(place, row);
        return new BoundsPlot(title, note, axis, more, truth);
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
        boolean signs = rows.stream().anyMatch(row -> row.low() < -NARROW);
        if (signs) marks.add(new Intervals.Mark(0, "no effect", Theme.SOFT));
        int decimals = Intervals.decimals(drawn());
        truth.ifPresent(value ->
                marks.add(new Intervals.Mark(value, "truth " + Numbers.fixed(value, decimals), Theme.VERMILION)));
        return Optional.of(Intervals.draw(title, note, axis, drawn(), marks));
    }

    private List<Intervals.Row> drawn() {
        if (rows.isEmpty()) throw new CausalException("There are no bounds to draw; give at least one row");
        return rows.stream().map(BoundsPlot::drawn).toList();
    }

    private static Intervals.Row drawn(Row row) {
        String colour = row.causal() ? Theme.BLUE : Theme.GREY;
        if (row.high() - row.low() > NARROW)
            return new Intervals.Row(row.name(), OptionalDouble.empty(), row.low(), row.high(), colour, false);
        return new Intervals.Row(row.name(), OptionalDouble.of(row.low()), row.low(), row.low(), colour, !row.causal());
    }
}
