// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.stat.Design;

/**
 * Learns a bijective mechanism whose noise depends on one parent, the treatment, through hidden common causes, with an
 * instrument.
 *
 * <p>The mechanism \(y = f(x, w, u)\) rises with \(u\), uniform on (0, 1) and independent of the instrument \(i\) and of
 * the exogenous parents \(w\), so that \(P(y \le f(x, w, \tau) \mid i, w) = \tau\) for every \(\tau\). These are the
 * equations of instrumental quantile regression. The rank of a case among those with the same parents,
 * \(r = F(y \mid x, w) = P(U \le u \mid x, w)\), is not its noise; but whatever \(f\) is, what remains to be found is
 * only how the noise depends on the treatment. {@link QuantileTransform} gives \(r\); then \(\Phi^{-1}(u)\) is taken as
 * \(a(x) + \sum_j b_j(w_j)\) plus a function of \(\Phi^{-1}(r)\) that rises, with slopes of its own at each \(x\), all
 * piecewise linear, such that \(u\) is uniform and independent of the instrument. A Gaussian dependence between noise and
 * treatment is a straight line; departures from it are penalised, and how much is chosen by Mallows' criterion.
 *
 * <p>Assumes, beside what {@link MonotoneIdentification.Instrumental} says, that no other mechanism satisfies the
 * equations (completeness). A treatment of levels needs as many levels of the instrument. For a numeric treatment an
 * instrument of at most eight values settles too little by itself; the treatment is then taken to rise with one noise of
 * its own too, given the instrument and the exogenous parents, and the instrument to be independent of both noises
 * jointly, as it is where it causes the treatment and has no hidden cause in common with it.
 *
 * <p>A counterfactual asks what the rank would have been for another treatment. Where hidden causes keep cases of such a
 * noise away from that treatment, it comes from a tail of the fitted distribution.
 *
 * <p><i>O(n² d)</i> for the ranks of <i>n</i> rows and <i>O(n K)</i> for each of some hundred steps with <i>K</i>
 * functions of the instrument.
 *
 * <p>Chernozhukov, V. &amp; Hansen, C. (2005). An IV model of quantile treatment effects. Econometrica 73, 245-261.
 * doi:10.1111/j.1468-0262.2005.00570.x. Nasr-Esfahany, Alizadeh and Shah (2023), see {@link Monotone}, for the
 * counterfactuals; Imbens, G. W. &amp; Newey, W. K. (2009), doi:10.3982/ECTA7108, for treatments with a scalar noise;
 * Staiger, D. &amp; Stock, J. H. (1997), doi:10.2307/2171753, for weak instruments.
 *
 * @param smoothness how much an effective parameter of the correction must pay for itself; 1 by default, more gives
 *     smoother corrections
 * @param leastStrength the F statistic below which an instrument is refused as weak; 10 by default
 */
public record InstrumentalCorrection(double smoothness, double leastStrength) {
    private static final int TREATMENT_KNOTS = 6;
    private static final int EXOGENOUS_KNOTS = 5;
    private static final Hats SCORE = new Hats(-2, 0.8, 6);

    public InstrumentalCorrection {
        if (!(smoothness > 0) || Double.isInfinite(smoothness))
            throw new CausalException(
                    "The smoothness of a correction must be positive and finite; " + smoothness + " was given");
        if (!(leastStrength >= 0) || Double.isInfinite(leastStrength))
            throw new CausalException("The least strength of an instrument is an F statistic of at least 0; "
                    + leastStrength + " was given");
    }

    public static InstrumentalCorrection withDefaults() {
        return new InstrumentalCorrection(1, 10);
    }

    public InstrumentalCorrection smoothness(double newSmoothness) {
        return new InstrumentalCorrection(newSmoothness, leastStrength);
    }

    public InstrumentalCorrection leastStrength(double newLeastStrength) {
        return new InstrumentalCorrection(smoothness, newLeastStrength);
    }

    /**
     * The mechanism and how well the instrument served.
     *
     * @param ranks how the ranks among cases with the same parents are found
     * @param found the treatment, the exogenous parents and the instrument
     * @throws CausalException if a column is unknown or has missing values, the outcome has levels, there are fewer than
     *     20 rows, or the instrument does not vary, cannot move all levels of the treatment, or moves it too weakly
     */
    public InstrumentalFit fit(QuantileTransform ranks, MonotoneIdentification.Instrumental found, Dataset data) {
        List<String> parents = new ArrayList<>(List.of(found.treatment()));
        parents.addAll(found.exogenous());
        List<String> used = new ArrayList<>(parents);
        used.addAll(List.of(found.variable(), found.instrument()));
        for (String name : used) {
            if (data.missing(name) > 0)
                throw new CausalException("Column " + name + " has " + data.missing(name)
                        + " missing values; drop these rows with dropMissing() or fill them in first");
        }
        InstrumentBasis basis = InstrumentBasis.of(data, found.instrument(), found.exogenous(), Optional.empty());
        double strength = strength(found, data, basis);
        boolean numeric = !data.kind(found.treatment()).categorical();
        boolean triangular = numeric && InstrumentBasis.few(data, found.instrument());
        if (triangular)
            basis = InstrumentBasis.of(
                    data, found.instrument(), found.exogenous(), Optional.of(treatmentNoise(ranks, found, data)));
        Monotone uncorrected = ranks.fit(data, found.variable(), parents);
        List<Variable> read =
                parents.stream().map(name -> Columns.variable(data, name)).toList();
        double[][] columns = parents.stream().map(data::values).toArray(double[][]::new);
        NoiseCorrection shape = shape(data, found);
        CorrectionSearch search = new CorrectionSearch(
                shape,
                CorrectedQuantiles.places(shape, read, columns, data.rows()),
                Arrays.stream(uncorrected.transform().noise(read, columns, data.values(found.variable())))
                        .mapToObj(shape::areas)
                        .toArray(double[][]::new),
                basis);
        CorrectionSearch.Found best = search.best(smoothness);
        Monotone mechanism = new Monotone(
                parents,
                new CorrectedQuantiles(uncorrected.transform(), shape, best.parameters()),
                uncorrected.noise(),
                "quantile(" + uncorrected.noise().text() + " | " + String.join(", ", parents) + "; instrument "
                        + found.instrument() + ")",
                Optional.of(found));
        return new InstrumentalFit(
                found,
                mechanism,
                strength,
                triangular,
                search.misfit(new double[shape.size()]),
                search.misfit(best.parameters()),
                search.moments());
    }

    private double strength(MonotoneIdentification.Instrumental found, Dataset data, InstrumentBasis basis) {
        if (basis.moving() == 0)
            throw new CausalException("The instrument " + found.instrument() + " does not vary"
                    + (found.exogenous().isEmpty() ? "" : " given " + found.exogenous())
                    + "; give data in which it does, or another instrument");
        double[][] treatment = Design.of(data, List.of(found.treatment())).columns();
        if (basis.moving() < treatment.length)
            throw new CausalException(
                    "The treatment " + found.treatment() + " has "
                            + data.levels(found.treatment()).size() + " levels, but the instrument "
                            + found.instrument()
                            + " takes too few values (" + (basis.moving() + 1)
                            + ") to move each; merge levels of the treatment, or use an instrument with at least as many values");
        double strength = basis.strength(treatment);
        if (!(strength >= leastStrength))
            throw new CausalException(String.format(
                    Locale.ROOT,
                    "The instrument %s is weak: it moves %s with F = %.2f, where at least %s is asked for; use more"
                            + " rows or a stronger instrument, or lower leastStrength(...) and trust the result less",
                    found.instrument(),
                    found.treatment(),
                    strength,
                    Numbers.text(leastStrength)));
        return strength;
    }

    private static double[] treatmentNoise(
            QuantileTransform ranks, MonotoneIdentification.Instrumental found, Dataset data) {
        List<String> causes = new ArrayList<>(List.of(found.instrument()));
        causes.addAll(found.exogenous());
        return ranks.fit(data, found.treatment(), causes)
                .transform()
                .noise(
                        causes.stream()
                                .map(name -> Columns.variable(data, name))
                                .toList(),
                        causes.stream().map(data::values).toArray(double[][]::new),
                        data.values(found.treatment()));
    }

    private static NoiseCorrection shape(Dataset data, MonotoneIdentification.Instrumental found) {
        double[] weights = data.weights();
        double[][] features = Design.of(data, found.exogenous()).columns();
        OptionalInt levels = data.kind(found.treatment()).categorical()
                ? OptionalInt.of(data.levels(found.treatment()).size())
                : OptionalInt.empty();
        return new NoiseCorrection(
                Hats.over(data.values(found.treatment()), weights, TREATMENT_KNOTS),
                levels,
                SCORE,
                Arrays.stream(features)
                        .map(feature -> Hats.over(feature, weights, EXOGENOUS_KNOTS))
                        .toArray(Hats[]::new));
    }
}
