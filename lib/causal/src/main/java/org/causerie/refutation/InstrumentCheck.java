// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.causerie.identification.InstrumentalFacet;
import org.causerie.identification.InstrumentalInequality;

/**
 * The test of all inequalities of an instrument at once, in every stratum of the covariates: the smallest p-value times
 * the number of inequalities that have cases at each level of the instrument that they are about, over the strata. This is
 * Holm's for the first of them. Inequalities other than Pearl's are derived for few levels only, as their number grows fast.
 *
 * @param pValue of all together
 * @param worst the inequality with the smallest p-value, where some sum exceeds its bound and others than Pearl's were derived
 */
record InstrumentCheck(double pValue, Optional<InstrumentalFacet> worst) {
    /** Combinations of levels of the three: binary with up to four levels of the instrument, or three, three and two. */
    private static final int MOST = 18;

    static InstrumentCheck of(InstrumentalInequality inequality, Dataset data) {
        List<String> names = new ArrayList<>(inequality.covariates());
        names.addAll(List.of(inequality.instrument(), inequality.treatment(), inequality.outcome()));
        List<String> z = data.levels(inequality.instrument());
        List<String> x = data.levels(inequality.treatment());
        List<String> y = data.levels(inequality.outcome());
        double[] shares = CellCounts.of(data, names, 0).shares();
        int block = x.size() * y.size();
        double[][][] strata = new double[shares.length / (z.size() * block)][z.size()][block];
        for (int cell = 0; cell < shares.length; cell++)
            strata[cell / (z.size() * block)][cell / block % z.size()][cell % block] = shares[cell] * data.cases();
        boolean few = z.size() * block <= MOST && z.size() > 1 && x.size() > 1 && y.size() > 1;
        if (!few) return pearl(strata, x.size(), y.size());
        Map<String, List<String>> levels =
                Map.of(inequality.instrument(), z, inequality.treatment(), x, inequality.outcome(), y);
        return all(inequality.facets(levels), strata, levels);
    }

    private static InstrumentCheck all(
            List<InstrumentalFacet> facets, double[][][] strata, Map<String, List<String>> levels) {
        double least = 1;
        int number = 0;
        Optional<InstrumentalFacet> worst = Optional.empty();
        for (InstrumentalFacet facet : facets) {
            ShareInequality inequality = new ShareInequality(effects(facet, levels), facet.bound());
            for (double[][] stratum : strata) {
                Progress.checkpoint();
                OptionalDouble p = inequality.pValue(stratum);
                if (p.isPresent()) number++;
                if (p.orElse(1) >= least) continue;
                least = p.getAsDouble();
                worst = Optional.of(facet);
            }
        }
        return new InstrumentCheck(adjusted(least, number), worst);
    }

    private static double adjusted(double least, double number) {
        return Math.min(1, Math.max(1, number) * least);
    }

    /** What the facet multiplies each P(x, y | z) with, a row for each z, the levels of y fastest. */
    private static double[][] effects(InstrumentalFacet facet, Map<String, List<String>> levels) {
        List<String> outcomes = levels.get(facet.instrument().outcome());
        return levels.get(facet.instrument().instrument()).stream()
                .map(z -> levels.get(facet.instrument().treatment()).stream()
                        .flatMapToDouble(x -> outcomes.stream().mapToDouble(y -> facet.weight(z, x, y)))
                        .toArray())
                .toArray(double[][]::new);
    }

    /**
     * At each x the largest of the sums over y of P(x, y | z(y)), with as many sums as there are choices of z(y) that is not
     * the same for all y.
     */
    private static InstrumentCheck pearl(double[][][] strata, int treatments, int outcomes) {
        double least = 1;
        double number = 0;
        for (double[][] stratum : strata) {
            Progress.checkpoint();
            double seen =
                    Arrays.stream(stratum).filter(cells -> total(cells) > 0).count();
            number += treatments * (Math.pow(seen, outcomes) - seen);
            for (int x = 0; x < treatments; x++) {
                ShareInequality largest = new ShareInequality(largest(stratum, x, outcomes), 1);
                least = Math.min(least, largest.pValue(stratum).orElse(1));
            }
        }
        return new InstrumentCheck(adjusted(least, number), Optional.empty());
    }

    private static double total(double[] cells) {
        return Arrays.stream(cells).sum();
    }

    /** 1 at x and each y in the sample where most cases have them, else 0. */
    private static double[][] largest(double[][] stratum, int x, int outcomes) {
        double[][] effects = new double[stratum.length][stratum[0].length];
        for (int cell = x * outcomes; cell < (x + 1) * outcomes; cell++) {
            double most = 0;
            int best = 0;
            for (int z = 0; z < stratum.length; z++) {
                double share = stratum[z][cell] == 0 ? 0 : stratum[z][cell] / total(stratum[z]);
                if (share > most) {
                    most = share;
                    best = z;
                }
            }
            if (most > 0) effects[best][cell] = 1;
        }
        return effects;
    }
}
