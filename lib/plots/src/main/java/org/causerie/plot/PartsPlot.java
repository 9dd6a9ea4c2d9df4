// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.explanation.Contribution;
import org.causerie.explanation.DistributionChange;
import org.causerie.explanation.EffectSize;
import org.causerie.explanation.FairnessDecomposition;
import org.causerie.explanation.MechanismChange;
import org.causerie.explanation.OutlierAttribution;
import org.causerie.plot.Svg.Ink;

/**
 * Parts that add up to a whole: each bar begins where the one above it ended, and the last is the whole (a waterfall).
 *
 * @param title over the chart
 * @param note under the title, may be empty
 * @param axis what the parts are measured in
 * @param sums one or several wholes, each with its parts, from the top
 */
public record PartsPlot(String title, String note, String axis, List<Sum> sums) implements Displayable {
    private static final double PITCH = 32;
    private static final double HEAD = 28;
    private static final double Z = 1.959963984540054;
    private static final Svg.Type HEADING = Theme.LABEL.bold(true);

    /**
     * One part.
     *
     * @param name what it is the part of
     * @param value how much it adds, negative where it takes away
     * @param low the lower end of its interval, equal to {@code high} where there is none
     * @param high the upper end of its interval
     * @param remark a word at the right, may be empty
     */
    public record Part(String name, double value, double low, double high, String remark) {
        public Part {
            Numbers.finite("The part " + name, value);
            Numbers.finite("The interval of " + name, low);
            Numbers.finite("The interval of " + name, high);
            if (low > high)
                throw new CausalException(
                        "The interval of " + name + " ends at " + high + ", before it begins at " + low);
        }

        /** A part that is known exactly. */
        public static Part of(String name, double value) {
            return new Part(name, value, value, value, "");
        }
    }

    /**
     * A whole and its parts.
     *
     * @param heading over the parts, may be empty
     * @param parts in the order in which they are added
     * @param whole what the whole is called
     */
    public record Sum(String heading, List<Part> parts, String whole) {
        public Sum {
            if (parts.isEmpty())
                throw new CausalException("There are no parts of " + whole + " to draw; give at least one");
            parts = List.copyOf(parts);
        }

        /** What the parts add up to. */
        public double total() {
            return parts.stream().mapToDouble(Part::value).sum();
        }
    }

    public PartsPlot {
        if (sums.isEmpty())
            throw new CausalException("There is nothing to draw; give at least one whole with its parts");
        sums = List.copyOf(sums);
    }

    /** What each mechanism adds to a change, with its interval and the test that it stayed the same. */
    public static PartsPlot of(DistributionChange.Result result) {
        List<Part> parts = new ArrayList<>();
        for (MechanismChange change : result.changes()) {
            double low = change.interval().map(interval -> interval.lower()).orElse(change.value());
            double high = change.interval().map(interval -> interval.upper()).orElse(change.value());
            String test = change.pValue().isPresent() ? test(change.pValue().getAsDouble()) : "";
            parts.add(new Part(named(change.variable(), result.target()), change.value(), low, high, test));
        }
        boolean tested =
                result.changes().stream().anyMatch(change -> change.pValue().isPresent());
        return new PartsPlot(
                "What changed " + result.settings().measure().text() + " of " + result.target() + "?",
                tested
                        ? "Contributions of mechanisms with "
                                + Numbers.percent(result.settings().level())
                                + " intervals; p of the test that a mechanism stayed the same"
                        : "Contributions of mechanisms",
                "change of " + result.settings().measure().text(),
                List.of(new Sum("", parts, "together")));
    }

    /** What each noise adds to the score of an outlier. */
    public static PartsPlot of(OutlierAttribution.Result result) {
        List<Part> parts = new ArrayList<>();
        for (Contribution part : result.contributions())
            parts.add(interval(named(part.variable(), result.target()), part.value(), part.standardError()));
        return new PartsPlot(
                "What made " + result.target() + " extreme?",
                "One case in " + rarity(Math.exp(result.score())) + " has a value like this one",
                "outlier score (nats)",
                List.of(new Sum("", parts, "together")));
    }

    /** Where a disparity comes from, counted once from each of the two groups. */
    public static PartsPlot of(FairnessDecomposition.Result result) {
        String groups = result.attribute() + " = ";
        return new PartsPlot(
                "Where does the disparity of " + result.outcome() + " come from?",
                "E[" + result.outcome() + " | " + groups + result.to() + "] − E[" + result.outcome() + " | " + groups
                        + result.from() + "]",
                "difference of " + result.outcome(),
                List.of(
                        disparity("seen from " + groups + result.from(), result.forward(), 1),
                        disparity("seen from " + groups + result.to(), result.backward(), -1)));
    }

    private static Sum disparity(String heading, FairnessDecomposition.Parts parts, int sign) {
        return new Sum(
                heading,
                List.of(
                        interval("direct", parts.direct(), sign),
                        interval("through mediators", parts.indirect(), -sign),
                        interval("spurious", parts.spurious(), -sign)),
                "disparity");
    }

    private static Part interval(String name, EffectSize effect, int sign) {
        return interval(name, sign * effect.value(), effect.standardError());
    }

    private static Part interval(String name, double value, double error) {
        return new Part(name, value, value - Z * error, value + Z * error, "");
    }

    private static String rarity(double cases) {
        return cases < 1e9 ? Numbers.count(cases) : String.format(Locale.ROOT, "%.1e", cases);
    }

    private static String named(String variable, String target) {
        return variable.equals(target) ? variable + " itself" : variable;
    }

    private static String test(double p) {
        return p < 0.001 ? "p < 0.001" : "p = " + Numbers.fixed(p, 3);
    }

    public PartsPlot title(String words) {
        return new PartsPlot(words, note, axis, sums);
    }

    public PartsPlot note(String words) {
        return new PartsPlot(title, words, axis, sums);
    }

    /** What the parts are measured in. */
    public PartsPlot axis(String words) {
        return new PartsPlot(title, note, words, sums);
    }

    @Override
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        for (Sum sum : sums) {
            if (!sum.heading().isEmpty()) lines.add(List.of(sum.heading(), "", ""));
            for (Part part : sum.parts()) lines.add(List.of(part.name(), words(part), part.remark()));
            lines.add(List.of(sum.whole(), signed(sum.total()), ""));
        }
        return title + "\n"
                + Columns.aligned(lines, List.of(false, false, false)).stripTrailing();
    }

    /** As many decimals as tell the parts apart. */
    private int decimals() {
        double widest = sums.stream()
                .flatMap(sum -> sum.parts().stream())
                .mapToDouble(part -> Math.abs(part.value()))
                .max()
                .orElse(1);
        return Math.min(5, Numbers.decimals(widest));
    }

    private String signed(double value) {
        String shown = Numbers.fixed(value, decimals());
        return (shown.startsWith("−") || Double.parseDouble(shown) == 0 ? "" : "+") + shown;
    }

    private String words(Part part) {
        if (!(part.high() > part.low())) return signed(part.value());
        return signed(part.value()) + "  [" + Numbers.fixed(part.low(), decimals()) + ", "
                + Numbers.fixed(part.high(), decimals()) + "]";
    }

    @Override
    public Optional<String> svg() {
        double names = 0;
        double words = 0;
        double remarks = 0;
        double height = 0;
        for (Sum sum : sums) {
            height += (sum.heading().isEmpty() ? 0 : HEAD) + (sum.parts().size() + 1) * PITCH;
            names = Math.max(names, HEADING.width(sum.whole()));
            for (Part part : sum.parts()) {
                names = Math.max(names, Theme.LABEL.width(part.name()));
                words = Math.max(words, Theme.LABEL.width(words(part)));
                remarks = Math.max(remarks, part.remark().isEmpty() ? 0 : Theme.NOTE.width(part.remark()) + 14);
            }
        }
        names = Math.min(200, names);
        remarks = Math.min(140, remarks);
        Frame frame = Frame.of(title, note, names + 14, words + remarks + 16, height, 52);
        Scale scale = scale(frame);
        frame.xAxis(scale, axis);
        frame.svg.line(scale.at(0), frame.top, scale.at(0), frame.bottom, Ink.line(Theme.AXIS, 1));
        double y = frame.top;
        for (Sum sum : sums) y = draw(frame, scale, sum, y, names, frame.right + 16 + words + 14, remarks);
        return Optional.of(frame.svg.document());
    }

    private Scale scale(Frame frame) {
        double low = 0;
        double high = 0;
        for (Sum sum : sums) {
            double start = 0;
            for (Part part : sum.parts()) {
                low = Numbers.min(low, start + part.low(), start + part.value());
                high = Numbers.max(high, start + part.high(), start + part.value());
                start += part.value();
            }
        }
        return Scale.around(low, high, 6, frame.left, frame.right);
    }

    private double draw(Frame frame, Scale scale, Sum sum, double from, double names, double remark, double room) {
        Svg svg = frame.svg;
        double y = from;
        if (!sum.heading().isEmpty()) {
            String heading = Frame.fit(sum.heading(), HEADING, frame.right - Frame.SIDE);
            svg.rect(Frame.SIDE, y + 4, HEADING.width(heading) + 6, HEAD - 8, 0, Ink.fill(Theme.PAPER));
            svg.text(Frame.SIDE, y + 19, heading, HEADING);
            y += HEAD;
        }
        double start = 0;
        for (Part part : sum.parts()) {
            svg.open(part.name() + ": " + words(part));
            svg.text(Frame.SIDE, y + PITCH / 2 + 4, Frame.fit(part.name(), Theme.LABEL, names), Theme.LABEL);
            String colour = part.value() < 0 ? Theme.ORANGE : Theme.BLUE;
            bar(svg, scale, start, start + part.value(), y, colour);
            if (part.high() > part.low()) whisker(svg, scale, start + part.low(), start + part.high(), y + PITCH / 2);
            svg.text(frame.right + 16, y + PITCH / 2 + 4, words(part), Theme.LABEL);
            if (!part.remark().isEmpty())
                svg.text(remark, y + PITCH / 2 + 4, Frame.fit(part.remark(), Theme.NOTE, room - 13), Theme.NOTE);
            svg.close();
            start += part.value();
            double end = scale.at(start);
            svg.line(
                    end,
                    y + PITCH / 2 + 9,
                    end,
                    y + 1.5 * PITCH - 9,
                    Ink.line(Theme.GREY, 1).dashed("2 2"));
            y += PITCH;
        }
        svg.open(sum.whole() + ": " + signed(start));
        svg.text(Frame.SIDE, y + PITCH / 2 + 4, Frame.fit(sum.whole(), HEADING, names), HEADING);
        bar(svg, scale, 0, start, y, Theme.SOFT);
        svg.text(frame.right + 16, y + PITCH / 2 + 4, signed(start), HEADING);
        svg.close();
        return y + PITCH;
    }

    private static void bar(Svg svg, Scale scale, double from, double to, double y, String colour) {
        double left = Math.min(scale.at(from), scale.at(to));
        double width = Math.max(1, Math.abs(scale.at(to) - scale.at(from)));
        svg.rect(left, y + PITCH / 2 - 9, width, 18, width > 3 ? 1.5 : 0, Ink.fill(colour));
    }

    private static void whisker(Svg svg, Scale scale, double low, double high, double y) {
        Ink ink = Ink.line(Theme.INK, 1.2);
        svg.line(scale.at(low), y, scale.at(high), y, ink);
        svg.line(scale.at(low), y - 4, scale.at(low), y + 4, ink);
        svg.line(scale.at(high), y - 4, scale.at(high), y + 4, ink);
    }
}
