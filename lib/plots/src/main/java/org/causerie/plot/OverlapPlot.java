// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.Arrays;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Overlap;
import org.causerie.plot.Svg.Ink;

/**
 * Whether both arms hold comparable cases: the estimated probability of treatment among the treated, upwards, and
 * among the untreated, downwards. Where one side is empty there is nothing to compare with.
 *
 * @param title over the chart
 * @param propensity the probability of treatment of each case
 * @param treated 1 for a treated case, 0 for an untreated one
 * @param weights how many cases each row stands for
 */
public record OverlapPlot(String title, double[] propensity, double[] treated, double[] weights)
        implements Displayable {
    private static final int BINS = 40;

    public OverlapPlot {
        propensity = Numbers.finite("propensities", propensity);
        for (double value : propensity) Numbers.share("A propensity", value);
        if (treated.length != propensity.length || weights.length != propensity.length) {
            throw new CausalException("An overlap plot needs one treatment and one weight per propensity; given were "
                    + propensity.length + " propensities, " + treated.length + " treatments and " + weights.length
                    + " weights");
        }
        treated = treated.clone();
        for (double value : treated) {
            if (value != 0 && value != 1) {
                throw new CausalException("A treatment is " + value + "; an overlap plot needs 0 or 1");
            }
        }
        weights = Numbers.finite("weights", weights);
        for (double value : weights) {
            if (value < 0) throw new CausalException("A weight is " + value + "; it must not be negative");
        }
    }

    /**
     * The propensities an estimate rests on.
     *
     * @throws CausalException if its estimator has no propensity score
     */
    public static OverlapPlot of(Estimate estimate) {
        Overlap overlap = overlap(estimate);
        boolean[] treated = overlap.treated();
        double[] arms = new double[treated.length];
        for (int i = 0; i < arms.length; i++) arms[i] = treated[i] ? 1 : 0;
        return of(overlap.propensity(), arms, estimate.data().weights());
    }

    /** The overlap that an estimator with a propensity score reports. */
    static Overlap overlap(Estimate estimate) {
        return estimate.diagnostics()
                .overlap()
                .orElseThrow(() -> new CausalException(
                        "The estimate by " + estimate.estimator().name()
                                + " has no propensity score; estimate with Ipw or Aipw to see overlap and balance"));
    }

    /** One row a case. */
    public static OverlapPlot of(double[] propensity, double[] treated) {
        double[] weights = new double[propensity.length];
        Arrays.fill(weights, 1);
        return of(propensity, treated, weights);
    }

    /** Rows that stand for several cases each. */
    public static OverlapPlot of(double[] propensity, double[] treated, double[] weights) {
        return new OverlapPlot("How comparable are the arms?", propensity, treated, weights);
    }

    public OverlapPlot title(String words) {
        return new OverlapPlot(words, propensity, treated, weights);
    }

    @Override
    public double[] propensity() {
        return propensity.clone();
    }

    @Override
    public double[] treated() {
        return treated.clone();
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public String text() {
        return title + "\n" + words(1) + "\n" + words(0);
    }

    private String words(int arm) {
        double[] arms = arm(arm);
        double[] inArm = new double[propensity.length];
        int size = 0;
        for (int i = 0; i < propensity.length; i++) if (arms[i] > 0) inArm[size++] = propensity[i];
        String name = arm == 1 ? "treated" : "untreated";
        if (size == 0) return name + ": no cases";
        double[] values = Arrays.copyOf(inArm, size);
        return name + ": " + Numbers.count(Arrays.stream(arms).sum()) + " cases, propensity "
                + Numbers.fixed(Numbers.min(values), 3) + " to " + Numbers.fixed(Numbers.max(values), 3);
    }

    private double[] arm(int arm) {
        double[] inArm = weights.clone();
        for (int i = 0; i < inArm.length; i++) if (treated[i] != arm) inArm[i] = 0;
        return inArm;
    }

    @Override
    public Optional<String> svg() {
        Histogram up = Histogram.of(propensity, arm(1), 0, 1, BINS);
        Histogram down = Histogram.of(propensity, arm(0), 0, 1, BINS);
        Frame frame = Frame.of(title, words(1) + "; " + words(0), 58, 10, 270, 52);
        double most = Math.max(up.highest(), down.highest()) * 100;
        Scale above = Scale.around(0, most, 3, (frame.top + frame.bottom) / 2, frame.top);
        Scale y = new Scale(-above.high(), above.high(), frame.bottom, frame.top, above.step());
        Scale x = Scale.exact(0, 1, 10, frame.left, frame.right);
        frame.yAxis(y, "cases of the arm (%)", tick -> above.label(Math.abs(tick)));
        frame.xAxis(x, "probability of treatment, given the adjustment set");
        bars(frame, up, x, y, 1, Theme.ORANGE);
        bars(frame, down, x, y, -1, Theme.BLUE);
        frame.svg.line(frame.left, y.at(0), frame.right, y.at(0), Ink.line(Theme.AXIS, 1));
        Svg.Type type = Theme.LABEL.bold(true);
        side(frame, up, "treated", frame.top + 14, type.colour("#9a6a00"));
        side(frame, down, "untreated", frame.bottom - 8, type.colour(Theme.BLUE));
        return Optional.of(frame.svg.document());
    }

    /** The arm's name at the emptier end of its half. */
    private static void side(Frame frame, Histogram histogram, String name, double y, Svg.Type type) {
        double[] shares = histogram.shares();
        double left = Arrays.stream(shares, 0, BINS / 4).max().orElse(0);
        double right = Arrays.stream(shares, BINS - BINS / 4, BINS).max().orElse(0);
        if (left <= right) frame.svg.text(frame.left + 8, y, name, type);
        else frame.svg.text(frame.right - 8, y, name, type.end());
    }

    private static void bars(Frame frame, Histogram histogram, Scale x, Scale y, int sign, String colour) {
        for (int i = 0; i < BINS; i++) {
            double share = histogram.shares()[i] * 100;
            if (share == 0) continue;
            double from = x.at(histogram.start(i));
            double to = x.at(histogram.start(i + 1));
            double end = y.at(sign * share);
            frame.svg.open(Numbers.fixed(share, 1) + " % of the arm");
            double top = Math.min(end, y.at(0));
            frame.svg.rect(from + 0.5, top, to - from - 1, Math.abs(end - y.at(0)), 0, Ink.fill(colour));
            frame.svg.close();
        }
    }
}
