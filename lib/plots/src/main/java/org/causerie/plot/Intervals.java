// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.List;
import java.util.OptionalDouble;
import org.causerie.plot.Svg.Ink;

/** Draws values with their intervals, one under the other: what a forest plot is made of. */
final class Intervals {
    /** One value with its interval; without a value it is bounds, drawn as a band. */
    record Row(String name, OptionalDouble value, double low, double high, String colour, boolean hollow) {}

    /** A vertical line that values are compared with. */
    record Mark(double at, String name, String colour) {}

    private static final double PITCH = 38;
    private static final double NAMES = 240;

    private Intervals() {}

    /** The chart; the marks' names stand over the field. */
    static String draw(String title, String note, String axis, List<Row> rows, List<Mark> marks) {
        int decimals = decimals(rows);
        double names = rows.stream()
                .mapToDouble(row -> Theme.LABEL.width(row.name()))
                .max()
                .orElse(0);
        double before = Math.min(NAMES, names) + 14;
        double after = rows.stream()
                        .mapToDouble(row -> Theme.LABEL.bold(true).width(words(row, decimals)))
                        .max()
                        .orElse(0)
                + 14;
        double head = marks.isEmpty() ? 0 : 20;
        Frame frame = Frame.of(title, note, before, after, head + rows.size() * PITCH, 52);
        Scale scale = scale(rows, marks, frame);
        frame.xAxis(scale, axis);
        double nameEnds = Double.NEGATIVE_INFINITY;
        for (Mark mark :
                marks.stream().sorted((a, b) -> Double.compare(a.at(), b.at())).toList()) {
            nameEnds = mark(frame, scale, mark, head, nameEnds);
        }
        for (int i = 0; i < rows.size(); i++) {
            row(frame, scale, rows.get(i), frame.top + head + (i + 0.5) * PITCH, before - 14, decimals);
        }
        return frame.svg.document();
    }

    private static Scale scale(List<Row> rows, List<Mark> marks, Frame frame) {
        double low = rows.stream().mapToDouble(Row::low).min().orElseThrow();
        double high = rows.stream().mapToDouble(Row::high).max().orElseThrow();
        for (Mark mark : marks) {
            low = Math.min(low, mark.at());
            high = Math.max(high, mark.at());
        }
        double room = (high - low) * 0.04;
        return Scale.around(low - (low == 0 ? 0 : room), high + (high == 0 ? 0 : room), 6, frame.left, frame.right);
    }

    private static double mark(Frame frame, Scale scale, Mark mark, double head, double nameEnds) {
        double x = scale.at(mark.at());
        frame.svg.line(
                x,
                frame.top + head - 4,
                x,
                frame.bottom,
                Ink.line(mark.colour(), 1.5).dashed("5 3"));
        double half = Theme.TICK.width(mark.name()) / 2;
        double centre = Math.max(x, nameEnds + half + 8);
        frame.svg.text(centre, frame.top + head - 9, mark.name(), Theme.TICK.colour(mark.colour()));
        return centre + half;
    }

    private static void row(Frame frame, Scale scale, Row row, double y, double room, int decimals) {
        Svg svg = frame.svg;
        svg.open(row.name() + ": " + words(row, decimals));
        name(svg, row.name(), y, room + 0.01);
        if (row.value().isEmpty()) {
            double from = scale.at(row.low());
            svg.rect(
                    from,
                    y - 7,
                    scale.at(row.high()) - from,
                    14,
                    3,
                    Ink.fill(row.colour()).opacity(0.55));
        }
        if (row.high() > row.low()) {
            svg.line(scale.at(row.low()), y, scale.at(row.high()), y, Ink.line(row.colour(), 2.5));
            double half = row.value().isEmpty() ? 8 : 5;
            for (double end : new double[] {row.low(), row.high()}) {
                svg.line(scale.at(end), y - half, scale.at(end), y + half, Ink.line(row.colour(), 2));
            }
        }
        Ink point = Ink.fill(row.hollow() ? Theme.PAPER : row.colour()).outlined(row.colour(), 2);
        row.value().ifPresent(value -> svg.circle(scale.at(value), y, 5.5, point));
        svg.text(frame.right + 14, y + 4, words(row, decimals), Theme.LABEL);
        svg.close();
    }

    /** A name on one line, or on two where it is too long; what is longer still is cut. */
    private static void name(Svg svg, String name, double y, double room) {
        List<String> lines = Letters.lines(name, Theme.LABEL, room);
        if (Theme.LABEL.width(name) <= room || lines.size() < 2) {
            svg.text(Frame.SIDE, y + 4, Frame.fit(name, Theme.LABEL, room), Theme.LABEL);
            return;
        }
        String rest = String.join(" ", lines.subList(1, lines.size()));
        svg.text(Frame.SIDE, y - 3.5, lines.get(0), Theme.LABEL);
        svg.text(Frame.SIDE, y + 11, Frame.fit(rest, Theme.LABEL, room), Theme.LABEL);
    }

    /** As many decimals as show the narrowest interval to about two digits. */
    static int decimals(List<Row> rows) {
        double narrowest = rows.stream()
                .mapToDouble(row -> row.high() - row.low())
                .filter(width -> width > 0)
                .min()
                .orElseGet(() -> rows.stream()
                        .mapToDouble(row -> Math.abs(row.low()))
                        .max()
                        .orElse(1));
        return Math.max(0, Math.min(7, Numbers.decimals(narrowest) - 1));
    }

    static String words(Row row, int decimals) {
        String interval = "[" + Numbers.fixed(row.low(), decimals) + ", " + Numbers.fixed(row.high(), decimals) + "]";
        if (row.value().isEmpty()) return interval;
        String value = Numbers.fixed(row.value().getAsDouble(), decimals);
        return row.high() > row.low() ? value + "  " + interval : value;
    }
}
