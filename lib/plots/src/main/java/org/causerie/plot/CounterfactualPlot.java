// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.model.Counterfactual;
import org.causerie.model.Distribution;
import org.causerie.model.Intervention;
import org.causerie.model.Variable;
import org.causerie.plot.Svg.Ink;

/**
 * One case in two worlds: what was, and what would have been, one line a variable that can have changed.
 *
 * <p>A number stands on a line of its own, hollow where it was and full where it would have been, with 95 % of its
 * probability where it is not certain. Levels stand side by side, the one that was outlined, each as full as it would
 * have been probable, with the bounds that hold whatever the noise.
 *
 * @param title over the picture
 * @param answer the counterfactual
 */
public record CounterfactualPlot(String title, Counterfactual answer) implements Displayable {
    private static final double PITCH = 62;
    private static final double TAIL = 0.025;
    private static final String EMPTY = "#f1f3f6";
    private static final Svg.Type SMALL = Theme.TICK.colour(Theme.INK);

    public CounterfactualPlot {
        if (answer.interventions().isEmpty())
            throw new CausalException("Nothing was changed, so there is one world only; name an intervention");
    }

    /** The two worlds of this answer. */
    public static CounterfactualPlot of(Counterfactual answer) {
        return new CounterfactualPlot("What was, and what would have been", answer);
    }

    public CounterfactualPlot title(String words) {
        return new CounterfactualPlot(words, answer);
    }

    @Override
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("", "was", "would have been"));
        for (String name : answer.changed()) {
            Distribution other = answer.distribution(name);
            OptionalDouble was = actual(other.variable());
            lines.add(List.of(
                    name,
                    was.isPresent() ? other.variable().show(was.getAsDouble()) : "unknown",
                    other.variable().categorical() ? levels(other) : number(other)));
        }
        return title + "\n"
                + Columns.aligned(lines, List.of(false, false, false)).stripTrailing();
    }

    private OptionalDouble actual(Variable variable) {
        return answer.evidence().containsKey(variable)
                ? OptionalDouble.of(answer.evidence().get(variable))
                : OptionalDouble.empty();
    }

    private String levels(Distribution other) {
        List<String> words = new ArrayList<>();
        for (String level : other.variable().levels())
            words.add(level + " " + Numbers.percent(other.probability(level)) + bounds(other.variable(), level));
        return String.join(", ", words);
    }

    private static String number(Distribution other) {
        int decimals = Numbers.decimals(Math.abs(other.mean()));
        String mean = Numbers.fixed(other.mean(), decimals);
        if (certain(other)) return mean;
        return mean + "  [" + Numbers.fixed(other.quantile(TAIL), decimals) + ", "
                + Numbers.fixed(other.quantile(1 - TAIL), decimals) + "]";
    }

    private static boolean certain(Distribution other) {
        return !(other.standardDeviation() > 1e-9 * (1 + Math.abs(other.mean())));
    }

    /** What holds whatever the noise, where that is wider than the answer. */
    private String bounds(Variable variable, String level) {
        if (!answer.bounds().containsKey(variable.name())) return "";
        Counterfactual.Bounds found = answer.bounds(variable.name(), level);
        if (!(found.upper() - found.lower() > 0.005)) return "";
        return " (" + Numbers.fixed(found.lower() * 100, 0) + " to " + Numbers.percent(found.upper()) + ")";
    }

    private String note() {
        List<String> changes =
                answer.interventions().stream().map(Intervention::text).toList();
        return "under " + String.join(", ", changes);
    }

    @Override
    public Optional<String> svg() {
        List<String> names = answer.changed();
        double widest = names.stream().mapToDouble(Theme.LABEL::width).max().orElse(0);
        double before = Math.min(180, widest) + 20;
        double head = 26;
        Frame frame = Frame.of(title, note(), before, 10, head + names.size() * PITCH, 14);
        Svg svg = frame.svg;
        svg.circle(frame.left + 5, frame.top + 4, 5, Ink.fill(Theme.PAPER).outlined(Theme.SOFT, 2));
        svg.text(frame.left + 16, frame.top + 8, "was", Theme.NOTE);
        double x = frame.left + 16 + Theme.NOTE.width("was") + 18;
        svg.circle(x + 5, frame.top + 4, 5.5, Ink.fill(Theme.BLUE));
        svg.text(x + 16, frame.top + 8, "would have been", Theme.NOTE);
        for (int i = 0; i < names.size(); i++) {
            double y = frame.top + head + (i + 0.5) * PITCH;
            Distribution other = answer.distribution(names.get(i));
            svg.text(Frame.SIDE, y + 4, Frame.fit(names.get(i), Theme.LABEL, before - 19), Theme.LABEL);
            if (other.variable().categorical()) boxes(frame, other, y);
            else line(frame, other, y);
        }
        return Optional.of(svg.document());
    }

    private void line(Frame frame, Distribution other, double y) {
        Svg svg = frame.svg;
        OptionalDouble was = actual(other.variable());
        double mean = other.mean();
        double low = certain(other) ? mean : other.quantile(TAIL);
        double high = certain(other) ? mean : other.quantile(1 - TAIL);
        double least = Math.min(low, was.orElse(low));
        double most = Math.max(high, was.orElse(high));
        Scale scale = scale(least, most, frame);
        svg.open(other.variable().name() + ": "
                + (was.isPresent() ? "was " + other.variable().show(was.getAsDouble()) + ", " : "") + "would have been "
                + number(other));
        svg.line(frame.left, y, frame.right, y, Ink.line(Theme.FRAME, 2));
        if (scale.low() <= 0 && scale.high() >= 0) {
            double zero = scale.at(0);
            svg.line(zero, y - 5, zero, y + 5, Ink.line(Theme.AXIS, 1));
            boolean free = was.isEmpty() || Math.abs(scale.at(was.getAsDouble()) - zero) > 40;
            if (free) svg.text(inside(frame, zero, "0"), y + 20, "0", Theme.TICK);
        }
        if (high > low) svg.line(scale.at(low), y, scale.at(high), y, Ink.line(Theme.SKY, 7));
        if (was.isPresent()) {
            double from = scale.at(was.getAsDouble());
            svg.circle(from, y, 5, Ink.fill(Theme.PAPER).outlined(Theme.SOFT, 2));
            svg.text(
                    inside(frame, from, other.variable().show(was.getAsDouble())),
                    y + 20,
                    other.variable().show(was.getAsDouble()),
                    SMALL.colour(Theme.SOFT));
        }
        svg.circle(scale.at(mean), y, 5.5, Ink.fill(Theme.BLUE));
        svg.text(inside(frame, scale.at(mean), number(other)), y - 11, number(other), SMALL.colour(Theme.BLUE));
        svg.close();
    }

    /** With a part of the range at either side; from 0 where that is not far off. */
    private static Scale scale(double least, double most, Frame frame) {
        double room = most > least ? (most - least) * 0.15 : 1 + Math.abs(most) * 0.1;
        double size = Math.max(Math.abs(least), Math.abs(most));
        boolean near = most - least > 0.1 * size;
        double low = near && least >= 0 ? 0 : least - room;
        double high = near && most <= 0 ? 0 : most + room;
        return Scale.exact(low, high, 5, frame.left, frame.right);
    }

    /** The centre nearest to a place at which a word stays inside the field. */
    private static double inside(Frame frame, double x, String word) {
        double half = SMALL.width(word) / 2;
        return Math.max(frame.left + half, Math.min(frame.right - half, x));
    }

    private void boxes(Frame frame, Distribution other, double y) {
        Svg svg = frame.svg;
        List<String> levels = other.variable().levels();
        OptionalDouble was = actual(other.variable());
        double wide = Math.min(230, (frame.right - frame.left - 12 * (levels.size() - 1)) / levels.size());
        for (int level = 0; level < levels.size(); level++) {
            String name = levels.get(level);
            double x = frame.left + level * (wide + 12);
            double share = other.probability(name);
            boolean outlined = was.isPresent() && was.getAsDouble() == level;
            String words = Numbers.percent(share) + bounds(other.variable(), name);
            svg.open(other.variable().name() + " = " + name + ": " + words + (outlined ? ", as it was" : ""));
            svg.text(x + 2, y - 14, Frame.fit(name, SMALL, wide - 4), SMALL.start());
            svg.rect(x, y - 8, wide, 16, 3, Ink.fill(EMPTY));
            svg.rect(x, y - 8, wide * share, 16, 3, Ink.fill(Theme.BLUE));
            if (answer.bounds().containsKey(other.variable().name())) {
                Counterfactual.Bounds found = answer.bounds(other.variable().name(), name);
                whisker(svg, x + wide * found.lower(), x + wide * found.upper(), y);
            }
            if (outlined) svg.rect(x - 2, y - 10, wide + 4, 20, 4, Ink.line(Theme.SOFT, 2));
            svg.text(x + 2, y + 23, Frame.fit(words, SMALL, wide), SMALL.start());
            svg.close();
        }
    }

    private static void whisker(Svg svg, double low, double high, double y) {
        if (high - low < 1) return;
        Ink ink = Ink.line(Theme.INK, 1.2);
        svg.line(low, y, high, y, ink);
        svg.line(low, y - 4, low, y + 4, ink);
        svg.line(high, y - 4, high, y + 4, ink);
    }
}
