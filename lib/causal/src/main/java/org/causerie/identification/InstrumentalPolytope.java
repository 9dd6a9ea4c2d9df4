// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The distributions P(x, y | z) that an instrument allows: mixtures of response functions, of which each has one cell
 * (x, y) of probability 1 at every z, with the same y wherever x is the same. Cells are numbered by z, x, y, the last
 * fastest.
 *
 * @param instruments how many levels Z has
 * @param treatments how many X has
 * @param outcomes how many Y has
 */
record InstrumentalPolytope(int instruments, int treatments, int outcomes) {
    private static final int MOST = 1 << 13;
    private static final int DENOMINATORS = 60;
    private static final int ROUND = 32;
    private static final double CLOSE = 1e-6;

    /** The inequality that the sum of the probabilities of cells times these weights, none below 0, is at least so much. */
    @SuppressWarnings("ArrayRecordComponent")
    record Cut(double[] weights, double least) {

        /** By which share the sum is too small. */
        double missing(double[] probabilities) {
            return 1 - LinearProgramme.dot(weights, probabilities) / least;
        }
    }

    int cells() {
        return instruments * treatments * outcomes;
    }

    int cell(int z, int x, int y) {
        return (z * treatments + x) * outcomes + y;
    }

    /** The functions from levels of a cause to levels of an effect. */
    private static List<int[]> functions(int causes, int effects) {
        double count = Math.pow(effects, causes);
        if (count > MOST)
            throw new CausalException("There are more than " + MOST + " functions from " + causes + " levels to "
                    + effects + "; merge some levels");
        return IntStream.range(0, (int) count)
                .mapToObj(code -> ResponseFunctions.function(code, causes, effects))
                .toList();
    }

    /** All inequalities that do not follow from others, but for those that a probability is at least 0; exactly. */
    List<Cut> facets() {
        int block = treatments * outcomes;
        List<int[]> taken = functions(instruments, treatments);
        List<int[]> responses = functions(treatments, outcomes);
        if (taken.size() * responses.size() > MOST)
            throw new CausalException("There are more than " + MOST + " pairs of response functions for " + instruments
                    + ", " + treatments + " and " + outcomes + " levels; ask for what a distribution violates instead");
        List<long[]> points = new ArrayList<>();
        for (int[] x : taken)
            for (int[] y : responses) {
                // the last cell at each z is 1 less the others
                long[] point = new long[1 + instruments * (block - 1)];
                point[0] = 1;
                for (int z = 0; z < instruments; z++) {
                    int within = x[z] * outcomes + y[x[z]];
                    if (within < block - 1) point[1 + z * (block - 1) + within] = 1;
                }
                points.add(point);
            }
        return ConeRays.of(points).stream()
                .map(this::cut)
                .filter(cut -> cut.least() > 0)
                .toList();
    }

    /** The same inequality with the least weight at each z moved to the right side. */
    private Cut cut(long[] ray) {
        int block = treatments * outcomes;
        double[] weights = new double[cells()];
        double least = -ray[0];
        for (int z = 0; z < instruments; z++) {
            long smallest = 0;
            for (int c = 0; c < block - 1; c++) smallest = Math.min(smallest, ray[1 + z * (block - 1) + c]);
            for (int c = 0; c < block; c++)
                weights[z * block + c] = (c < block - 1 ? ray[1 + z * (block - 1) + c] : 0) - smallest;
            least -= smallest;
        }
        return new Cut(weights, least);
    }

    /**
     * The inequality that these probabilities are farthest from, empty where they are a mixture of response functions;
     * levels of the instrument without probabilities are left out.
     *
     * <p>A linear programme finds the largest share that such a mixture explains, by its dual (Farkas): weights of least
     * sum for which every response function weighs 1 or more, of which the lightest are added in turn. Exponential in
     * the levels of the treatment only.
     */
    Optional<Cut> violated(double[] probabilities) {
        ExpressionsBasedModel programme = new ExpressionsBasedModel();
        int block = treatments * outcomes;
        Variable[] unknowns = new Variable[cells()];
        double[] weights = new double[cells()];
        for (int z = 0; z < instruments; z++) {
            double total =
                    Arrays.stream(probabilities, z * block, (z + 1) * block).sum();
            for (int c = z * block; c < (z + 1) * block; c++)
                // a weight that costs nothing is kept small too
                unknowns[c] = programme
                        .newVariable("w" + c)
                        .lower(0)
                        .upper(total > 0.5 ? 1 : 0)
                        .weight(probabilities[c] + CLOSE);
        }
        List<int[]> responses = functions(treatments, outcomes);
        Set<List<Integer>> demanded = new HashSet<>();
        while (true) {
            Progress.checkpoint();
            double[] now = weights;
            List<List<Integer>> light = responses.stream()
                    .map(response -> lightest(response, now))
                    .filter(cells -> weight(cells, now) < 1 - CLOSE && !demanded.contains(cells))
                    .sorted(Comparator.comparingDouble(cells -> weight(cells, now)))
                    .distinct()
                    .limit(ROUND)
                    .toList();
            if (light.isEmpty()) break;
            for (List<Integer> cells : light) {
                demanded.add(cells);
                var row = programme.newExpression("r" + demanded.size()).lower(1);
                for (int c : cells) row.set(unknowns[c], 1);
            }
            Optimisation.State state = programme.minimise().getState();
            if (!state.isOptimal())
                throw new CausalException("The linear programme of " + cells() + " weights was not solved (" + state
                        + "); merge some levels");
            weights = Arrays.stream(unknowns)
                    .mapToDouble(unknown -> unknown.getValue().doubleValue())
                    .toArray();
        }
        double[] whole = whole(weights);
        double least = responses.stream()
                .mapToDouble(response -> weight(lightest(response, whole), whole))
                .min()
                .orElseThrow();
        Cut cut = new Cut(whole, least);
        return least > 0 && cut.missing(probabilities) > CLOSE ? Optional.of(cut) : Optional.empty();
    }

    /** The cells of the combination of this response with the lightest choice of the treatment at each z. */
    private List<Integer> lightest(int[] response, double[] weights) {
        return IntStream.range(0, instruments)
                .map(z -> {
                    int best = cell(z, 0, response[0]);
                    for (int x = 1; x < treatments; x++)
                        if (weights[cell(z, x, response[x])] < weights[best]) best = cell(z, x, response[x]);
                    return best;
                })
                .boxed()
                .toList();
    }

    private static double weight(List<Integer> cells, double[] weights) {
        return cells.stream().mapToDouble(c -> weights[c]).sum();
    }

    /** Whole numbers in the same proportions, where small ones will do. */
    private static double[] whole(double[] weights) {
        for (int scale = 1; scale <= DENOMINATORS; scale++) {
            int by = scale;
            double[] scaled = Arrays.stream(weights).map(w -> by * w).toArray();
            if (Arrays.stream(scaled).allMatch(w -> Math.abs(w - Math.rint(w)) < 1e-4))
                return Arrays.stream(scaled).map(Math::rint).toArray();
        }
        return weights;
    }
}
