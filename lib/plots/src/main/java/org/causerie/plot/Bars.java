// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.data.Dataset;
import org.causerie.plot.Svg.Ink;

/**
 * Upright bars in groups: shares of cases, or any numbers by name.
 *
 * @param title over the chart
 * @param groupAxis what the groups are
 * @param valueAxis what the heights are, with the unit
 * @param legend what the colours are
 * @param percent whether the numbers are shares between 0 and 1, printed as percentages
 * @param bars in the order of panels, groups and colours
 */
public record Bars(String title, String groupAxis, String valueAxis, String legend, boolean percent, List<Bar> bars)
        implements Displayable {
    private static final double PANEL = 230;

    /**
     * One bar.
     *
     * @param panel the chart it stands in, empty where there is only one
     * @param group where it stands
     * @param series its colour, empty where there is only one
     * @param value its height
     * @param low the lower end of its interval, equal to {@code high} where there is none
     * @param high the upper end of its interval
     * @param note what its tooltip adds
     */
    public record Bar(String panel, String group, String series, double value, double low, double high, String note) {
        public Bar {
            Numbers.finite("The value of " + group, value);
            Numbers.finite("The interval of " + group, low);
            Numbers.finite("The interval of " + group, high);
        }
    }

    public Bars {
        if (bars.isEmpty()) throw new CausalException("There are no bars to draw; give at least one");
        bars = List.copyOf(bars);
    }

    /**
     * The share of cases with a level of an outcome, by up to three columns: the first makes the groups, the second
     * the colours, the third the panels. Whiskers are 95 % intervals by Wilson's formula.
     *
     * @throws CausalException if a column has no levels, or there is no such column or level
     */
    public static Bars of(Dataset data, String outcome, String level, String... by) {
        String title = "P(" + outcome + " = " + level + (by.length == 0 ? "" : " | " + String.join(", ", by)) + ")";
        String legend = by.length > 1 ? by[1] : "";
        String groups = by.length == 0 ? "" : by.length == 3 ? by[0] + "; panels: " + by[2] : by[0];
        String axis = "share with " + outcome + " = " + level + " (%)";
        return new Bars(title, groups, axis, legend, true, Shares.of(data, outcome, level, by));
    }

    /** Numbers by name, in the order of the map. */
    public static Bars of(Map<String, Double> values) {
        List<Bar> bars = new ArrayList<>();
        values.forEach((name, value) -> bars.add(new Bar("", name, "", value, value, value, name)));
        return new Bars("", "", "", "", false, bars);
    }

    public Bars title(String words) {
        return new Bars(words, groupAxis, valueAxis, legend, percent, bars);
    }

    /** What the groups and the heights are. */
    public Bars axes(String groups, String values) {
        return new Bars(title, groups, values, legend, percent, bars);
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(title);
        for (Bar bar : bars) {
            if (!out.isEmpty()) out.append('\n');
            out.append(name(bar)).append(": ").append(label(bar.value(), 1));
        }
        return out.toString();
    }

    private String name(Bar bar) {
        List<String> parts = new ArrayList<>(List.of(bar.group(), bar.series(), bar.panel()));
        parts.removeIf(String::isEmpty);
        return String.join(", ", parts);
    }

    private String label(double value, int decimals) {
        if (percent) return Numbers.fixed(value * 100, decimals) + " %";
        return Numbers.fixed(value, Math.min(4, Numbers.decimals(highest())));
    }

    private double highest() {
        return bars.stream().mapToDouble(Bar::high).max().orElse(1);
    }

    private List<String> distinct(Function<Bar, String> part) {
        Set<String> found = new LinkedHashSet<>();
        bars.forEach(bar -> found.add(part.apply(bar)));
        return List.copyOf(found);
    }

    @Override
    public Optional<String> svg() {
        List<String> panels = distinct(Bar::panel);
        List<String> series = distinct(Bar::series);
        boolean keyed = series.size() > 1;
        boolean headed = panels.size() > 1 || !panels.get(0).isEmpty();
        double head = (keyed ? 26 : 6) + (headed ? 20 : 0);
        double pitch = PANEL + 30 + (headed ? 20 : 0);
        int across = panels.size() == 4 ? 2 : Math.min(panels.size(), 3);
        int down = (panels.size() + across - 1) / across;
        Frame frame = Frame.of(title, "", 54, 6, head + PANEL + (down - 1) * pitch, 52);
        if (keyed) legend(frame, series);
        double factor = percent ? 100 : 1;
        double low = Math.min(0, bars.stream().mapToDouble(Bar::low).min().orElse(0)) * factor;
        double gap = 16;
        double wide = (frame.right - frame.left - gap * (across - 1)) / across;
        for (int p = 0; p < panels.size(); p++) {
            int line = p / across;
            double left = frame.left + (p % across) * (wide + gap);
            double top = frame.top + head + line * pitch;
            Frame field = frame.part(left, left + wide, top, top + PANEL);
            Scale scale = Scale.around(low, Math.max(highest() * factor, percent ? 1 : 0), 5, field.bottom, field.top);
            field.grid(scale, p % across == 0);
            if (headed) {
                String name = Frame.fit(panels.get(p), Theme.LABEL, wide);
                field.svg.text(
                        left + wide / 2, top - 8, name, Theme.LABEL.middle().bold(true));
            }
            panel(field, panels.get(p), series, scale, factor);
        }
        frame.yName(valueAxis);
        frame.xName(groupAxis, frame.bottom + 38);
        return Optional.of(frame.svg.document());
    }

    private void legend(Frame frame, List<String> series) {
        double x = frame.left;
        if (!legend.isEmpty()) {
            String name = Frame.fit(legend + ":", Theme.NOTE, 160);
            frame.svg.text(x, frame.top + 8, name, Theme.NOTE);
            x += Theme.NOTE.width(name) + 10;
        }
        for (int s = 0; s < series.size() && x < frame.right - 60; s++) {
            x = frame.legend(x, frame.top + 8, Theme.series(s), series.get(s));
        }
    }

    private void panel(Frame field, String panel, List<String> series, Scale scale, double factor) {
        List<String> groups = distinct(Bar::group);
        double pitch = (field.right - field.left) / groups.size();
        double wide = Math.min(64, pitch * 0.78 / series.size());
        boolean printed = wide > 33 || (wide > 26 && percent);
        for (Bar bar : bars) {
            if (!bar.panel().equals(panel)) continue;
            int s = series.indexOf(bar.series());
            double centre = field.left + (groups.indexOf(bar.group()) + 0.5) * pitch;
            double x = centre + (s - series.size() / 2.0) * wide;
            double zero = scale.at(0);
            double end = scale.at(bar.value() * factor);
            field.svg.open(name(bar) + ": " + label(bar.value(), 1) + " (" + bar.note() + ")");
            field.svg.rect(x + 1, Math.min(zero, end), wide - 2, Math.abs(end - zero), 1.5, Ink.fill(Theme.series(s)));
            double top = Math.min(end, zero);
            if (bar.high() > bar.low()) top = Math.min(top, whisker(field, bar, x + wide / 2, scale, factor));
            if (printed) field.svg.text(x + wide / 2, top - 5, label(bar.value(), 0), Theme.TICK.colour(Theme.INK));
            field.svg.close();
        }
        field.svg.line(field.left, scale.at(0), field.right, scale.at(0), Ink.line(Theme.AXIS, 1));
        for (int g = 0; g < groups.size(); g++) {
            Svg.Type type = Theme.TICK.width(groups.get(g)) <= pitch - 4 ? Theme.TICK : Theme.TICK.size(9.5);
            field.svg.open(groups.get(g));
            String name = Frame.fit(groups.get(g), type, pitch - 4);
            field.svg.text(field.left + (g + 0.5) * pitch, field.bottom + 17, name, type);
            field.svg.close();
        }
    }

    private static double whisker(Frame field, Bar bar, double x, Scale scale, double factor) {
        double high = scale.at(bar.high() * factor);
        double low = scale.at(bar.low() * factor);
        Ink ink = Ink.line(Theme.INK, 1.2);
        field.svg.line(x, low, x, high, ink);
        field.svg.line(x - 3, low, x + 3, low, ink);
        field.svg.line(x - 3, high, x + 3, high, ink);
        return high;
    }
}
