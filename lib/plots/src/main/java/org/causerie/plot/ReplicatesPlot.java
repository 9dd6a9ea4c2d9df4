// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.Arrays;
import java.util.Optional;
import org.causerie.Displayable;
import org.causerie.plot.Svg.Ink;
import org.causerie.refutation.Refutation;

/**
 * Where an estimate stands among replicates made under a null hypothesis: their histogram, the value the hypothesis
 * expects, and the estimate.
 *
 * @param title over the chart
 * @param note under the title
 * @param axis what is measured, with its unit
 * @param replicates the values under the null hypothesis
 * @param expected what the null hypothesis says their centre is
 * @param estimate the value found on the real data
 */
public record ReplicatesPlot(
        String title, String note, String axis, double[] replicates, double expected, double estimate)
        implements Displayable {
    private static final int BINS = 30;

    public ReplicatesPlot {
        replicates = Numbers.finite("replicates", replicates);
        Numbers.finite("The expected value", expected);
        Numbers.finite("The estimate", estimate);
    }

    /** Replicates that should lie about zero, and the estimate. */
    public static ReplicatesPlot of(double[] replicates, double estimate) {
        String note = replicates.length + " replicates under the null hypothesis";
        return new ReplicatesPlot("The estimate among replicates", note, "effect", replicates, 0, estimate);
    }

    /** The replicates of an attempt to break an estimate. */
    public static ReplicatesPlot of(Refutation refutation) {
        String p = refutation.pValue() < 0.001 ? "p < 0.001" : "p = " + Numbers.fixed(refutation.pValue(), 3);
        return of(refutation.replicates(), refutation.estimate().value())
                .title(refutation.attempt())
                .note(p + ", " + refutation.replicates().length + " replicates")
                .axis(refutation.estimate().scale())
                .expected(refutation.expected());
    }

    public ReplicatesPlot title(String words) {
        return new ReplicatesPlot(words, note, axis, replicates, expected, estimate);
    }

    public ReplicatesPlot note(String words) {
        return new ReplicatesPlot(title, words, axis, replicates, expected, estimate);
    }

    public ReplicatesPlot axis(String words) {
        return new ReplicatesPlot(title, note, words, replicates, expected, estimate);
    }

    /** Where the null hypothesis expects the replicates. */
    public ReplicatesPlot expected(double value) {
        return new ReplicatesPlot(title, note, axis, replicates, value, estimate);
    }

    @Override
    public double[] replicates() {
        return replicates.clone();
    }

    @Override
    public String text() {
        double mean = Arrays.stream(replicates).average().orElseThrow();
        int decimals = decimals();
        return title + "\nestimate " + Numbers.fixed(estimate, decimals) + ", " + replicates.length
                + " replicates from " + Numbers.fixed(Numbers.min(replicates), decimals) + " to "
                + Numbers.fixed(Numbers.max(replicates), decimals) + ", mean " + Numbers.fixed(mean, decimals)
                + ", expected " + Numbers.fixed(expected, decimals);
    }

    private int decimals() {
        return Math.min(4, Numbers.decimals(Numbers.max(replicates) - Numbers.min(replicates)));
    }

    @Override
    public Optional<String> svg() {
        Frame frame = Frame.of(title, note, 58, 10, 250, 52);
        double lowest = Numbers.min(replicates);
        double highest = Numbers.max(replicates);
        double low = Math.min(lowest, Math.min(expected, estimate));
        double high = Math.max(highest, Math.max(expected, estimate));
        double room = Math.max((high - low) * 0.04, Math.abs(high) * 1e-6);
        Scale x = Scale.around(low - room, high + room, 7, frame.left, frame.right);
        double spread = highest - lowest;
        double width = Math.max(spread / (BINS / 2.0), (x.high() - x.low()) / 90);
        int bins = Math.max(1, (int) Math.ceil(spread / width + 1e-9));
        double[] weights = new double[replicates.length];
        Arrays.fill(weights, 1);
        double start = (lowest + highest - bins * width) / 2;
        Histogram histogram = Histogram.of(replicates, weights, start, start + bins * width, bins);
        Scale y = Scale.around(0, histogram.highest() * replicates.length, 4, frame.bottom, frame.top + 22);
        frame.yAxis(y, "replicates", y::label);
        frame.xAxis(x, axis);
        bars(frame, histogram, x, y);
        mark(frame, x, expected, "expected", Theme.SOFT, "5 3");
        mark(frame, x, estimate, "estimate " + Numbers.fixed(estimate, decimals()), Theme.VERMILION, "");
        return Optional.of(frame.svg.document());
    }

    private void bars(Frame frame, Histogram histogram, Scale x, Scale y) {
        for (int i = 0; i < histogram.shares().length; i++) {
            double count = histogram.shares()[i] * replicates.length;
            if (count == 0) continue;
            double from = x.at(histogram.start(i));
            double to = x.at(histogram.start(i + 1));
            frame.svg.open(Numbers.count(count) + " replicates");
            double top = y.at(count);
            frame.svg.rect(from + 0.5, top, to - from - 1, frame.bottom - top, 0, Ink.fill(Theme.SKY));
            frame.svg.close();
        }
    }

    /** A line at a value, its name to the side that has more room, one line higher for the estimate. */
    private void mark(Frame frame, Scale x, double value, String name, String colour, String dash) {
        double at = x.at(value);
        double y = value == estimate && !name.equals("expected") ? frame.top + 8 : frame.top + 24;
        frame.svg.line(at, y - 8, at, frame.bottom, Ink.line(colour, 2).dashed(dash));
        boolean right = at < (frame.left + frame.right) / 2;
        Svg.Type type = Theme.LABEL.bold(true).colour(colour);
        frame.svg.text(at + (right ? 7 : -7), y + 2, name, right ? type : type.end());
    }
}
