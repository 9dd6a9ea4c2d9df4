// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.model.Intervention;
import org.causerie.model.Scm;
import org.causerie.model.StochasticMatrix;
import org.causerie.model.Variable;

/**
 * Whether it makes a difference to intervene on a fine model and then to speak of it coarsely, or to speak of the
 * intervention coarsely and make it on the coarse model.
 *
 * <p>For each setting x of all fine variables that some coarse variables are made of, the error is the distance between
 * \(\alpha_* P(\cdot \mid do(x))\) of the fine model and \(P(\cdot \mid do(\alpha(x)))\) of the coarse one, over all coarse
 * variables: no smaller set of outcomes has a larger one. The error of the abstraction is the largest of these, and that
 * of two abstractions one after the other is at most the sum of theirs.
 *
 * <p>Exact, by enumeration: takes one run of variable elimination in each model for each setting.
 *
 * <p>Reference: E. F. Rischel and S. Weichwald, Compositional abstraction error and a category of causal models, UAI 2021,
 * PMLR 161:1013-1023.
 *
 * @param distance between distributions
 * @param targets how many coarse variables are set at once at most; 0 compares what is observed only
 */
public record InterventionalConsistency(Distance distance, int targets) {
    private static final int SHOWN = 8;

    /** How far two distributions are apart, between 0 and 1. */
    public enum Distance {
        /** The largest difference of the probabilities of an event. */
        TOTAL_VARIATION {
            @Override
            double between(double[] p, double[] q) {
                double sum = 0;
                for (int i = 0; i < p.length; i++) sum += Math.abs(p[i] - q[i]);
                return sum / 2;
            }
        },
        /** The square root of the divergence of Jensen and Shannon, in bits. */
        JENSEN_SHANNON {
            @Override
            double between(double[] p, double[] q) {
                double sum = 0;
                for (int i = 0; i < p.length; i++) {
                    double mean = (p[i] + q[i]) / 2;
                    sum += part(p[i], mean) + part(q[i], mean);
                }
                return Math.sqrt(Math.max(0, sum / 2));
            }

            private double part(double p, double mean) {
                return p == 0 ? 0 : p * Math.log(p / mean) / Math.log(2);
            }
        };

        abstract double between(double[] p, double[] q);

        /** The distance of two states of the same variables in the same order. */
        public double between(StochasticMatrix p, StochasticMatrix q) {
            if (!p.inputs().isEmpty() || !q.inputs().isEmpty() || !p.outputs().equals(q.outputs()))
                throw new CausalException("Only joint distributions of the same variables are compared; one is of "
                        + p.outputs().stream().map(Variable::name).toList() + ", the other of "
                        + q.outputs().stream().map(Variable::name).toList());
            return between(p.rows()[0], q.rows()[0]);
        }
    }

    public InterventionalConsistency {
        if (targets < 0)
            throw new CausalException("The number of variables set at once is 0 or more; given " + targets);
    }

    /** By total variation, for interventions on one or two coarse variables at once, and for what is observed. */
    public static InterventionalConsistency withDefaults() {
        return new InterventionalConsistency(Distance.TOTAL_VARIATION, 2);
    }

    /** The same with another distance. */
    public InterventionalConsistency distance(Distance newDistance) {
        return new InterventionalConsistency(newDistance, targets);
    }

    /** The same with at most so many coarse variables set at once. */
    public InterventionalConsistency targets(int most) {
        return new InterventionalConsistency(distance, most);
    }

    /**
     * What one intervention shows.
     *
     * @param fine the levels set in the fine model; empty for what is observed
     * @param coarse the levels that these are in the coarse one
     * @param error how far the two distributions of the coarse variables are apart
     */
    public record Row(SortedMap<String, String> fine, SortedMap<String, String> coarse, double error) {}

    /**
     * How consistent an abstraction is.
     *
     * @param rows one for each intervention, the observed first
     * @param distance what the errors are
     */
    public record Result(List<Row> rows, Distance distance) implements Displayable {

        /** The largest error; 0 for an exact abstraction. */
        public double error() {
            return worst().error();
        }

        /** The intervention with the largest error. */
        public Row worst() {
            return rows.stream().max(Comparator.comparingDouble(Row::error)).orElseThrow();
        }

        /** The error without intervention. */
        public double observed() {
            return rows.get(0).error();
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder(String.format(
                    Locale.ROOT,
                    "Largest error %.4f (%s) over %d interventions, %.4f without one",
                    error(),
                    distance == Distance.TOTAL_VARIATION ? "total variation" : "Jensen-Shannon distance",
                    rows.size() - 1,
                    observed()));
            rows.stream()
                    .sorted(Comparator.comparingDouble(Row::error).reversed())
                    .filter(row -> !row.fine().isEmpty())
                    .limit(SHOWN)
                    .forEach(row -> out.append(String.format(
                            Locale.ROOT,
                            "\n%s as %s: %.4f",
                            LevelCells.text(row.fine()),
                            LevelCells.text(row.coarse()),
                            row.error())));
            return out.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The errors of an abstraction.
     *
     * @throws CausalException if it does not lead from the one model to the other, or a model has numbers in it
     */
    public Result check(Scm fine, Scm coarse, CausalAbstraction abstraction) {
        abstraction.requireBetween(fine, coarse);
        List<Variable> to = LevelCells.variables(coarse);
        List<Variable> from = abstraction.fine().stream().map(fine::variable).toList();
        int[] images = abstraction.images(from, to);
        List<Row> rows = new ArrayList<>();
        for (List<Variable> group : groups(fine, coarse, abstraction))
            for (int cell = 0; cell < LevelCells.count(group); cell++) {
                Progress.checkpoint();
                Map<String, String> setting = LevelCells.setting(group, cell);
                SortedMap<String, String> image = abstraction.image(setting);
                StochasticMatrix first = CausalAbstraction.push(state(fine, setting, abstraction.fine()), images, to);
                StochasticMatrix second = state(coarse, image, coarse.variables());
                rows.add(new Row(new TreeMap<>(setting), image, distance.between(first, second)));
            }
        return new Result(List.copyOf(rows), distance);
    }

    /** The fine variables to set, for each set of coarse ones that is not too large, the smaller sets first. */
    private List<List<Variable>> groups(Scm fine, Scm coarse, CausalAbstraction abstraction) {
        List<List<Variable>> groups = new ArrayList<>();
        List<List<Integer>> sets = new ArrayList<>(List.of(List.of()));
        for (int s = 0; s < sets.size(); s++) {
            List<Integer> set = sets.get(s);
            groups.add(set.stream()
                    .flatMap(v -> abstraction.part(coarse.variables().get(v)).fine().stream())
                    .map(fine::variable)
                    .toList());
            if (set.size() == targets) continue;
            int next = set.isEmpty() ? 0 : set.get(set.size() - 1) + 1;
            for (int v = next; v < coarse.variables().size(); v++) {
                List<Integer> more = new ArrayList<>(set);
                more.add(v);
                sets.add(more);
            }
        }
        return groups;
    }

    /** The joint distribution of some variables of a model where others, or these, are set. */
    static StochasticMatrix state(Scm model, Map<String, String> setting, List<String> variables) {
        Intervention[] held = setting.entrySet().stream()
                .map(set -> Intervention.set(set.getKey(), set.getValue()))
                .toArray(Intervention[]::new);
        return StochasticMatrix.of(model.intervene(held).table(variables.toArray(String[]::new)));
    }
}
