// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.function.DoubleFunction;

/** The part all charts share: title, note, and axes around the field where the data is drawn. */
final class Frame {
    static final double SIDE = 20;

    final Svg svg;
    final double left;
    final double right;
    final double top;
    final double bottom;

    private Frame(Svg svg, double left, double right, double top, double bottom) {
        this.svg = svg;
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = bottom;
    }

    /**
     * Starts a chart.
     *
     * @param title over the chart, may be empty
     * @param note under the title, may be empty
     * @param before room left of the field for labels, in pixels
     * @param after room right of the field, in pixels
     * @param height of the field, in pixels
     * @param below room under the field, in pixels
     */
    static Frame of(String title, String note, double before, double after, double height, double below) {
        double y = 18 + (title.isEmpty() ? 0 : 18) + (note.isEmpty() ? 0 : 18) + 8;
        Svg svg = new Svg(Theme.WIDTH, y + height + below, title.isEmpty() ? note : title);
        double line = 14;
        double room = Theme.WIDTH - 2 * SIDE;
        if (!title.isEmpty()) svg.text(SIDE, line += 16, fit(title, Theme.TITLE, room), Theme.TITLE);
        if (!note.isEmpty()) svg.text(SIDE, line + 18, fit(note, Theme.NOTE, room), Theme.NOTE);
        return new Frame(svg, SIDE + before, Theme.WIDTH - SIDE - after, y, y + height);
    }

    static String fit(String text, Svg.Type type, double room) {
        return Letters.fit(text, type.size(), type.bold(), room);
    }

    /** The same chart with a field that starts so much lower. */
    Frame under(double head) {
        return new Frame(svg, left, right, top + head, bottom);
    }

    /** The same chart with another field. */
    Frame part(double fromX, double toX, double fromY, double toY) {
        return new Frame(svg, fromX, toX, fromY, toY);
    }

    /** Vertical grid lines with their values below, and the name of the axis. */
    void xAxis(Scale scale, String name) {
        for (double tick : scale.ticks()) {
            double x = scale.at(tick);
            svg.line(x, top, x, bottom, Svg.Ink.line(Theme.GRID, 1));
            svg.text(x, bottom + 17, scale.label(tick), Theme.TICK);
        }
        svg.line(left, bottom, right, bottom, Svg.Ink.line(Theme.AXIS, 1));
        xName(name, bottom + 37);
    }

    /** The name of the horizontal axis, centred under the field. */
    void xName(String name, double y) {
        if (name.isEmpty()) return;
        double room = 2 * Math.min((left + right) / 2 - SIDE, Theme.WIDTH - SIDE - (left + right) / 2);
        svg.text((left + right) / 2, y, fit(name, Theme.NOTE, room), Theme.NOTE.middle());
    }

    /** Horizontal grid lines with their values, and the name of the axis. */
    void yAxis(Scale scale, String name, DoubleFunction<String> label) {
        for (double tick : scale.ticks()) {
            double y = scale.at(tick);
            svg.line(left, y, right, y, Svg.Ink.line(Theme.GRID, 1));
            svg.text(left - 8, y + 4, label.apply(tick), Theme.TICK.end());
        }
        yName(name);
    }

    /** Horizontal grid lines, with their values where there is room for them at the left. */
    void grid(Scale scale, boolean labelled) {
        if (labelled) yAxis(scale, "", scale::label);
        else
            scale.ticks()
                    .forEach(
                            tick -> svg.line(left, scale.at(tick), right, scale.at(tick), Svg.Ink.line(Theme.GRID, 1)));
    }

    /** The name of the vertical axis. */
    void yName(String name) {
        if (name.isEmpty()) return;
        String shown = fit(name, Theme.NOTE, bottom - top + 40);
        svg.text(SIDE + 8, (top + bottom) / 2, shown, Theme.NOTE.middle(), -90);
    }

    /** A row of coloured squares with their names, starting at the field's left; the next free x is returned. */
    double legend(double x, double y, String colour, String name) {
        svg.rect(x, y - 9, 10, 10, 2, Svg.Ink.fill(colour));
        String shown = fit(name, Theme.NOTE, 200);
        svg.text(x + 15, y, shown, Theme.NOTE);
        return x + 15 + Theme.NOTE.width(shown) + 18;
    }
}
