// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.explanation.Contribution;
import org.causerie.explanation.IntrinsicCausalContribution;
import org.causerie.plot.Svg.Ink;

/**
 * Which causes carry how much of an outcome's variance: one bar a cause, the longest on top.
 *
 * @param title over the chart
 * @param axis what the shares are of
 * @param parts the bars
 */
public record ContributionPlot(String title, String axis, List<Part> parts) implements Displayable {
    private static final double PITCH = 34;
    private static final double Z = 1.959963984540054;

    /**
     * The share one cause carries.
     *
     * @param name the cause
     * @param share of the whole, 0.25 for a quarter; an estimated share may be a little below zero
     * @param error its standard error, 0 where it is exact
     */
    public record Part(String name, double share, double error) {
        public Part {
            Numbers.finite("The share of " + name, share);
            if (Numbers.finite("The standard error of " + name, error) < 0) {
                throw new CausalException("The standard error of " + name + " is " + error + "; it must be at least 0");
            }
        }
    }

    public ContributionPlot {
        if (parts.isEmpty()) throw new CausalException("There are no contributions to draw; give at least one");
        parts = parts.stream()
                .sorted(Comparator.comparingDouble(Part::share).reversed().thenComparing(Part::name))
                .toList();
    }

    /** A plot of shares by name, 0.25 for a quarter. */
    public static ContributionPlot of(Map<String, Double> shares) {
        List<Part> parts = new ArrayList<>();
        shares.forEach((name, share) -> parts.add(new Part(name, share, 0)));
        return new ContributionPlot("Shares of the whole", "share (%)", parts);
    }

    /** A plot of what each cause adds by itself; whiskers are 95 % intervals where the contributions were drawn. */
    public static ContributionPlot of(IntrinsicCausalContribution.Result result) {
        List<Part> parts = new ArrayList<>();
        for (Contribution part : result.contributions()) {
            String name = part.variable().equals(result.outcome()) ? part.variable() + " itself" : part.variable();
            parts.add(new Part(name, part.share(), part.standardError() / result.total()));
        }
        String measure = result.settings().measure().name().toLowerCase(Locale.ROOT);
        return new ContributionPlot(
                "Where does the " + measure + " of " + result.outcome() + " arise?",
                "share of the " + measure + " of " + result.outcome() + " (%)",
                parts);
    }

    public ContributionPlot title(String words) {
        return new ContributionPlot(words, axis, parts);
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
        double low = parts.stream()
                .mapToDouble(part -> part.share() - Z * part.error())
                .min()
                .orElse(0);
        double high = parts.stream()
                .mapToDouble(part -> part.share() + Z * part.error())
                .max()
                .orElse(0);
        Scale scale = Scale.around(
                Math.min(0, Math.max(low, -1)) * 100, Math.max(high, 0.01) * 100, 6, frame.left, frame.right);
        frame.xAxis(scale, axis);
        for (int i = 0; i < parts.size(); i++) {
            String name = Frame.fit(parts.get(i).name(), Theme.LABEL, before - 12);
            double y = frame.top + (i + 0.5) * PITCH;
            frame.svg.text(frame.left - 10, y + 4, name, Theme.LABEL.end());
            bar(frame, scale, parts.get(i), y);
        }
        frame.svg.line(scale.at(0), frame.top, scale.at(0), frame.bottom, Ink.line(Theme.AXIS, 1));
        return Optional.of(frame.svg.document());
    }

    private static void bar(Frame frame, Scale scale, Part part, double y) {
        double zero = scale.at(0);
        double end = scale.at(part.share() * 100);
        double reach = Math.max(zero, end);
        String value = Numbers.fixed(part.share() * 100, 1) + " %";
        frame.svg.open(part.name() + ": " + value);
        Ink ink = Ink.fill(part.share() < 0 ? Theme.GREY : Theme.BLUE);
        frame.svg.rect(Math.min(zero, end), y - 10, Math.abs(end - zero), 20, 2, ink);
        if (part.error() > 0) {
            double from = scale.at(Math.max((part.share() - Z * part.error()) * 100, scale.low()));
            double to = scale.at((part.share() + Z * part.error()) * 100);
            frame.svg.line(from, y, to, y, Ink.line(Theme.INK, 1.2));
            frame.svg.line(from, y - 4, from, y + 4, Ink.line(Theme.INK, 1.2));
            frame.svg.line(to, y - 4, to, y + 4, Ink.line(Theme.INK, 1.2));
            reach = Math.max(reach, to);
        }
        frame.svg.text(reach + 7, y + 4, value, Theme.LABEL);
        frame.svg.close();
    }
}
