// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.plot.Svg.Ink;
import org.causerie.sensitivity.EValue;
import org.causerie.sensitivity.RobustnessValue;

/**
 * How strong a hidden cause would have to be: each curve joins the pairs of strengths, towards the treatment and
 * towards the outcome, that change the estimate equally much.
 *
 * <p>T.J. VanderWeele, P. Ding (2017), <a href="https://doi.org/10.7326/M16-2607">Sensitivity analysis in
 * observational research: introducing the E-value</a>. C. Cinelli, C. Hazlett (2020), <a
 * href="https://doi.org/10.1111/rssb.12348">Making sense of sensitivity</a>.
 *
 * @param title over the chart
 * @param note under the title
 * @param xAxis what strength towards the treatment means
 * @param yAxis what strength towards the outcome means
 * @param low the weakest strength shown, on both axes
 * @param high the strongest strength shown, on both axes
 * @param curves the curves, the decisive one first
 * @param points strengths to compare with
 */
public record SensitivityPlot(
        String title,
        String note,
        String xAxis,
        String yAxis,
        double low,
        double high,
        List<Curve> curves,
        List<Point> points)
        implements Displayable {
    private static final double SIZE = 340;

    /**
     * Pairs of strengths that change the estimate equally much.
     *
     * @param name what the estimate becomes there
     * @param decisive whether the conclusion is lost there
     * @param from the weakest strength towards the treatment for which the curve exists
     * @param strength the strength towards the outcome that belongs to one towards the treatment
     */
    public record Curve(String name, boolean decisive, double from, DoubleUnaryOperator strength) {}

    /** A hidden cause of known strength, for example one as strong as a measured covariate. */
    public record Point(String name, double x, double y) {
        public Point {
            Numbers.finite("The strength of " + name, x);
            Numbers.finite("The strength of " + name, y);
        }
    }

    public SensitivityPlot {
        curves = List.copyOf(curves);
        points = List.copyOf(points);
    }

    /** The pairs of risk ratios behind an E-value. */
    public static SensitivityPlot of(EValue value) {
        double ratio = value.riskRatio();
        return eValue(
                ratio, ratio >= 1 ? value.interval().lower() : value.interval().upper());
    }

    /** What is left of the coefficient behind a robustness value. */
    public static SensitivityPlot of(RobustnessValue value) {
        RobustnessValue.Regression regression = value.regression();
        return partialR2(regression.coefficient(), regression.standardError(), regression.degreesOfFreedom());
    }

    /**
     * Risk ratios that a hidden cause needs with treatment and outcome to explain an estimate away.
     *
     * @param riskRatio the estimated risk ratio, above 0
     * @param limit the end of its interval nearest to 1, above 0; beyond 1 when the interval holds 1
     */
    public static SensitivityPlot eValue(double riskRatio, double limit) {
        if (!(riskRatio > 0 && limit > 0 && Double.isFinite(riskRatio + limit))) {
            throw new CausalException("A risk ratio must be above 0; given were " + riskRatio + " and " + limit);
        }
        double ratio = Math.max(riskRatio, 1 / riskRatio);
        double nearest = riskRatio >= 1 ? limit : 1 / limit;
        double eValue = eValue(ratio);
        List<Curve> curves = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        curves.add(new Curve("estimate explained away", true, ratio, a -> ratio * (a - 1) / (a - ratio)));
        points.add(new Point("E-value " + Numbers.fixed(eValue, 2), eValue, eValue));
        if (nearest > 1 && nearest < ratio) {
            curves.add(new Curve("interval reaches 1", false, nearest, a -> nearest * (a - 1) / (a - nearest)));
            double second = eValue(nearest);
            points.add(new Point("for the interval " + Numbers.fixed(second, 2), second, second));
        }
        return new SensitivityPlot(
                "How strong would a hidden cause have to be?",
                "Risk ratio " + Numbers.fixed(riskRatio, 2) + ": pairs on or above the curve could explain it away",
                "risk ratio of hidden cause and treatment",
                "risk ratio of hidden cause and outcome",
                1,
                Math.max(1.5, 1 + (eValue - 1) * 2.4),
                curves,
                points);
    }

    private static double eValue(double ratio) {
        return ratio + Math.sqrt(ratio * (ratio - 1));
    }

    /**
     * What the estimate of a linear model becomes with a hidden cause of given partial R².
     *
     * @param estimate of the effect
     * @param standardError of the estimate, above 0
     * @param degreesOfFreedom of the regression, above 0
     */
    public static SensitivityPlot partialR2(double estimate, double standardError, double degreesOfFreedom) {
        Numbers.finite("The estimate", estimate);
        if (!(standardError > 0 && degreesOfFreedom > 0 && Double.isFinite(standardError + degreesOfFreedom))) {
            throw new CausalException("Standard error and degrees of freedom must be above 0; given were "
                    + standardError + " and " + degreesOfFreedom);
        }
        double unit = standardError * Math.sqrt(degreesOfFreedom);
        double f = Math.abs(estimate) / unit;
        double robustness = (Math.sqrt(f * f * f * f + 4 * f * f) - f * f) / 2;
        List<Curve> curves = new ArrayList<>();
        curves.add(new Curve("effect 0", true, 0, strength(f)));
        Scale levels = Scale.around(Math.min(0, estimate), Math.max(0, estimate), 4, 0, 1);
        for (double level : levels.ticks()) {
            boolean between = level != 0 && Math.abs(level) < Math.abs(estimate) && level * estimate > 0;
            double bias = Math.abs(estimate - level) / unit;
            if (between) curves.add(new Curve("effect " + levels.label(level), false, 0, strength(bias)));
        }
        return new SensitivityPlot(
                "How strong would a hidden cause have to be?",
                "Estimate " + Numbers.fixed(estimate, Numbers.decimals(estimate))
                        + ": what is left of it on each curve",
                "partial R² of hidden cause and treatment",
                "partial R² of hidden cause and outcome",
                0,
                Math.min(1, Math.max(0.05, robustness * 2.2)),
                curves,
                List.of(new Point("robustness value " + Numbers.fixed(robustness, 3), robustness, robustness)));
    }

    /** |bias| = se √df √(R²y R²d / (1 - R²d)), solved for R²y. */
    private static DoubleUnaryOperator strength(double bias) {
        return towardsTreatment -> bias * bias * (1 - towardsTreatment) / towardsTreatment;
    }

    public SensitivityPlot title(String words) {
        return new SensitivityPlot(words, note, xAxis, yAxis, low, high, curves, points);
    }

    /** With one more cause to compare with, for example one as strong as a measured covariate. */
    public SensitivityPlot benchmark(String name, double towardsTreatment, double towardsOutcome) {
        List<Point> more = new ArrayList<>(points);
        more.add(new Point(name, towardsTreatment, towardsOutcome));
        double reach = Math.max(high, low + (Math.max(towardsTreatment, towardsOutcome) - low) * 1.15);
        return new SensitivityPlot(title, note, xAxis, yAxis, low, reach, curves, more);
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(title).append('\n').append(note);
        for (Point point : points) {
            out.append('\n').append(point.name()).append(": ").append(Numbers.fixed(point.x(), 3));
            out.append(" towards the treatment, ")
                    .append(Numbers.fixed(point.y(), 3))
                    .append(" towards the outcome");
        }
        return out.toString();
    }

    @Override
    public Optional<String> svg() {
        Frame frame = Frame.of(title, note, 58, 160, SIZE, 52);
        Scale x = Scale.exact(low, high, 7, frame.left, frame.right);
        Scale y = Scale.exact(low, high, 6, frame.bottom, frame.top);
        frame.yAxis(y, yAxis, y::label);
        frame.xAxis(x, xAxis);
        for (Curve curve : curves) curve(frame, curve, x, y);
        names(frame, y);
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            boolean below = i > 0 && onCurve(point);
            boolean left = below || x.at(point.x()) + 9 + Theme.LABEL.width(point.name()) > Theme.WIDTH - 12;
            double at = y.at(point.y()) + (below ? 17 : -6);
            frame.svg.open(point.name());
            frame.svg.circle(x.at(point.x()), y.at(point.y()), 4.5, Ink.fill(Theme.INK));
            Svg.Type type = left ? Theme.LABEL.end() : Theme.LABEL;
            double room = left ? x.at(point.x()) - frame.left - 8 : Theme.WIDTH - x.at(point.x()) - 20;
            frame.svg.text(x.at(point.x()) + (left ? -5 : 9), at, Frame.fit(point.name(), type, room), type);
            frame.svg.close();
        }
        return Optional.of(frame.svg.document());
    }

    private void curve(Frame frame, Curve curve, Scale x, Scale y) {
        int steps = 160;
        Svg.Path path = new Svg.Path();
        boolean inside = false;
        for (int i = 0; i <= steps; i++) {
            double share = (double) i / steps;
            double at = curve.from() + (high - curve.from()) * (0.002 + 0.998 * share * share);
            double strength = curve.strength().applyAsDouble(at);
            if (!(strength <= high)) continue;
            if (inside) path.line(x.at(at), y.at(Math.max(low, strength)));
            else path.move(x.at(at), y.at(Math.max(low, strength)));
            inside = true;
        }
        if (inside) frame.svg.path(path, Ink.line(colour(curve), curve.decisive() ? 2.5 : 1.5));
    }

    private boolean onCurve(Point point) {
        return curves.stream()
                .anyMatch(curve -> point.x() > curve.from()
                        && Math.abs(curve.strength().applyAsDouble(point.x()) - point.y()) < 1e-9 * point.y());
    }

    private static String colour(Curve curve) {
        return curve.decisive() ? Theme.VERMILION : Theme.BLUE;
    }

    /** The names of the curves where they leave the field at the right, from the top down. */
    private void names(Frame frame, Scale y) {
        double free = frame.top;
        List<Curve> downwards = curves.stream()
                .filter(curve -> end(curve) <= high)
                .sorted(Comparator.comparingDouble(this::end).reversed())
                .toList();
        for (Curve curve : downwards) {
            double at = Math.max(y.at(Math.max(low, end(curve))) + 4, free);
            Svg.Type type = Theme.TICK.start().colour(colour(curve));
            frame.svg.text(frame.right + 8, at, Frame.fit(curve.name(), type, 165), type);
            free = at + 14;
        }
    }

    private double end(Curve curve) {
        return curve.strength().applyAsDouble(high);
    }
}
