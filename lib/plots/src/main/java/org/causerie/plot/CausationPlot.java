// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.identification.Bounds;
import org.causerie.plot.Svg.Ink;

/**
 * How probable something is, as far as it is known: a bar that is full up to the least probability and pale up to the
 * largest, with the truth where that is known.
 *
 * @param title over the chart
 * @param note under the title, may be empty
 * @param rows from the top
 */
public record CausationPlot(String title, String note, List<Row> rows) implements Displayable {
    private static final double PITCH = 38;
    private static final String PALE = "#b5d5ea";
    private static final String EMPTY = "#f1f3f6";

    /**
     * One probability.
     *
     * @param name what is asked, or from which evidence
     * @param lower the least it can be
     * @param upper the most it can be
     * @param truth what it is, where that is known
     */
    public record Row(String name, double lower, double upper, OptionalDouble truth) {
        public Row {
            Numbers.share("The lower bound of " + name, lower);
            Numbers.share("The upper bound of " + name, upper);
            truth.ifPresent(value -> Numbers.share("The true " + name, value));
            if (lower > upper)
                throw new CausalException("The bounds of " + name + " cross: " + lower + " is above " + upper);
        }
    }

    public CausationPlot {
        rows = List.copyOf(rows);
    }

    /** A plot without rows yet; add them with {@link #row}. */
    public static CausationPlot withDefaults() {
        return new CausationPlot("", "", List.of());
    }

    /** Bounds of several questions, named by them. */
    public static CausationPlot of(List<Bounds> bounds) {
        CausationPlot plot = withDefaults();
        for (Bounds each : bounds) plot = plot.row(each.query().text(), each);
        return plot;
    }

    public CausationPlot title(String words) {
        return new CausationPlot(words, note, rows);
    }

    public CausationPlot note(String words) {
        return new CausationPlot(title, words, rows);
    }

    /** With one more probability below the others. */
    public CausationPlot row(String name, Bounds bounds) {
        return with(new Row(name, inside(bounds.lower()), inside(bounds.upper()), OptionalDouble.empty()));
    }

    /** With one more probability below the others, whose true value is known. */
    public CausationPlot row(String name, Bounds bounds, double truth) {
        return with(new Row(name, inside(bounds.lower()), inside(bounds.upper()), OptionalDouble.of(truth)));
    }

    /** Rounding may put a bound a little outside of what a probability can be. */
    private static double inside(double bound) {
        return bound > -1e-9 && bound < 1 + 1e-9 ? Math.max(0, Math.min(1, bound)) : bound;
    }

    private CausationPlot with(Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(row);
        return new CausationPlot(title, note, more);
    }

    @Override
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : drawn()) {
            String truth = row.truth().isPresent()
                    ? "truth " + Numbers.fixed(row.truth().getAsDouble(), decimals())
                    : "";
            lines.add(List.of(row.name(), words(row), truth));
        }
        String table = Columns.aligned(lines, List.of(false, false, false)).stripTrailing();
        return title.isEmpty() ? table : title + "\n" + table;
    }

    private List<Row> drawn() {
        if (rows.isEmpty()) throw new CausalException("There are no probabilities to draw; add them with row(...)");
        return rows;
    }

    /** Two decimals, or as many as tell the least bound from 0. */
    private int decimals() {
        double least = rows.stream()
                .flatMapToDouble(row -> DoubleStream.of(row.lower(), row.upper()))
                .filter(bound -> bound > 1e-4)
                .min()
                .orElse(1);
        return least >= 0.01 ? 2 : least >= 0.001 ? 3 : 4;
    }

    private String words(Row row) {
        String lower = Numbers.fixed(row.lower(), decimals());
        String upper = Numbers.fixed(row.upper(), decimals());
        return lower.equals(upper) ? lower : lower + " to " + upper;
    }

    @Override
    public Optional<String> svg() {
        double names = Math.min(
                260,
                drawn().stream()
                        .mapToDouble(row -> Theme.LABEL.width(row.name()))
                        .max()
                        .orElse(0));
        double words = rows.stream()
                .mapToDouble(row -> Theme.LABEL.width(words(row)))
                .max()
                .orElse(0);
        double head = 28;
        Frame frame = Frame.of(title, note, names + 14, words + 16, head + rows.size() * PITCH, 52);
        double x = frame.legend(frame.left, frame.top + 8, Theme.BLUE, "certain");
        x = frame.legend(x, frame.top + 8, PALE, "possible");
        x = frame.legend(x, frame.top + 8, EMPTY, "impossible");
        if (rows.stream().anyMatch(row -> row.truth().isPresent())) {
            frame.svg.line(x + 4, frame.top - 2, x + 4, frame.top + 10, Ink.line(Theme.VERMILION, 2.5));
            frame.svg.text(x + 13, frame.top + 8, "truth", Theme.NOTE);
        }
        Frame field = frame.under(head);
        Scale scale = Scale.exact(0, 1, 5, field.left, field.right);
        field.xAxis(scale, "probability");
        for (int i = 0; i < rows.size(); i++) row(field, scale, rows.get(i), field.top + (i + 0.5) * PITCH, names);
        return Optional.of(frame.svg.document());
    }

    private void row(Frame field, Scale scale, Row row, double y, double names) {
        Svg svg = field.svg;
        double zero = scale.at(0);
        double lower = scale.at(row.lower());
        double upper = scale.at(row.upper());
        svg.open(row.name() + ": " + words(row));
        svg.text(Frame.SIDE, y + 4, Frame.fit(row.name(), Theme.LABEL, names), Theme.LABEL);
        svg.rect(zero, y - 10, scale.at(1) - zero, 20, 2, Ink.fill(EMPTY));
        svg.rect(zero, y - 10, upper - zero, 20, 2, Ink.fill(PALE));
        svg.rect(zero, y - 10, lower - zero, 20, 2, Ink.fill(Theme.BLUE));
        row.truth().ifPresent(truth -> {
            svg.line(scale.at(truth), y - 14, scale.at(truth), y + 14, Ink.line(Theme.VERMILION, 2.5));
        });
        svg.text(field.right + 16, y + 4, words(row), Theme.LABEL);
        svg.close();
    }
}
