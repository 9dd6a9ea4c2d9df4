// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.plot.Svg.Ink;

/**
 * Which causes carry how much of an outcome's variance: one bar a cause, the longest on top.
 *
 * @param title over the chart
 * @param parts the bars
 */
public record ContributionPlot(String title, List<Part> parts) implements Displayable {
    private static final double PITCH = 34;

    /**
     * The share one cause carries.
     *
     * @param name the cause
     * @param share of the whole, 0.25 for a quarter; an estimated share may be a little below zero
     */
    public record Part(String name, double share) {
        public Part {
            Numbers.finite("The share of " + name, share);
        }
    }

    public ContributionPlot {
        if (parts.isEmpty()) throw new CausalException("There are no contributions to draw; give at least one");
        parts = List.copyOf(parts);
    }

    /** A plot of shares by name, 0.25 for a quarter. */
    public static ContributionPlot of(Map<String, Double> shares) {
        List<Part> parts = new ArrayList<>();
        shares.forEach((name, share) -> parts.add(new Part(name, share)));
        parts.sort(Comparator.comparingDouble(Part::share).reversed().thenComparing(Part::name));
        return new ContributionPlot("Share of the variance", parts);
    }

    public ContributionPlot title(String words) {
        return new ContributionPlot(words, parts);
    }

    @Override
    public String text() {
        int widest = parts.stream().mapToInt(part -> part.name().length()).max().orElse(0);
        StringBuilder out = new StringBuilder(title);
        for (Part part : parts) {
            out.append('\n')
                    .append(part.name())
                    .append(" ".repeat(widest - part.name().length() + 2));
            out.append(Numbers.fixed(part.share() * 100, 1)).append(" %");
        }
        return out.toString();
    }

    @Override
    public Optional<String> svg() {
        double widest = parts.stream()
                .mapToDouble(part -> Theme.LABEL.width(part.name()))
                .max()
                .orElse(0);
        double before = Math.min(240, widest) + 12;
        Frame frame = Frame.of(title, "", before, 56, parts.size() * PITCH, 52);
        double low = Math.min(0, parts.stream().mapToDouble(Part::share).min().orElse(0)) * 100;
        double high = Math.max(0, parts.stream().mapToDouble(Part::share).max().orElse(0)) * 100;
        Scale scale = Scale.around(low, Math.max(high, 1), 6, frame.left, frame.right);
        frame.xAxis(scale, "share of the variance (%)");
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double y = frame.top + (i + 0.5) * PITCH;
            double zero = scale.at(0);
            double end = scale.at(part.share() * 100);
            String value = Numbers.fixed(part.share() * 100, 1) + " %";
            frame.svg.open(part.name() + ": " + value);
            String name = Frame.fit(part.name(), Theme.LABEL, before - 12);
            frame.svg.text(frame.left - 10, y + 4, name, Theme.LABEL.end());
            Ink ink = Ink.fill(part.share() < 0 ? Theme.GREY : Theme.BLUE);
            frame.svg.rect(Math.min(zero, end), y - 10, Math.abs(end - zero), 20, 2, ink);
            frame.svg.text(Math.max(zero, end) + 7, y + 4, value, Theme.LABEL);
            frame.svg.close();
        }
        frame.svg.line(scale.at(0), frame.top, scale.at(0), frame.bottom, Ink.line(Theme.AXIS, 1));
        return Optional.of(frame.svg.document());
    }
}
