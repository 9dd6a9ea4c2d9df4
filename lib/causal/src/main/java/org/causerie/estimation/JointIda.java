// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.graph.Cpdag;
import org.causerie.identification.PossibleParents;
import org.causerie.stat.Covariance;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Joint-IDA: the effects that several variables have on an outcome when all of them are set, in all graphs of a class, in a
 * linear model with normal noise and without hidden causes. Only the parents of the treatments need be known of a graph.
 *
 * <p>Both methods agree in the population; in a sample where the graph forbids covariances that are not quite 0 they may
 * differ. Takes, for each choice of parents of k treatments, O(2<sup>k</sup> k² q³) for recursive regressions and O(k q³)
 * for modified Cholesky decompositions, with q the number of treatments and their parents.
 *
 * <p>{@snippet :
 * JointIda.withDefaults().estimate(graph, List.of("A", "B"), "Y", data);
 * }
 *
 * <p>P. Nandy, M. H. Maathuis and T. S. Richardson, Estimating the effect of joint interventions from observational data in
 * sparse high-dimensional settings, Annals of Statistics 45 (2017), doi:10.1214/16-AOS1462.
 *
 * @param method how the effects follow from the parents
 */
public record JointIda(Method method) {

    /** How joint effects follow from the covariances and the parents of the treatments. */
    public enum Method {
        /** From single effects, by taking out what goes through other treatments: theorem 3.1. */
        RECURSIVE_REGRESSIONS,
        /** From the covariances that are left when the edges into the treatments are cut: section 3.2; no standard errors. */
        MODIFIED_CHOLESKY
    }

    public static JointIda withDefaults() {
        return new JointIda(Method.RECURSIVE_REGRESSIONS);
    }

    public JointIda method(Method method) {
        return new JointIda(method);
    }

    /**
     * The possible joint effects.
     *
     * @param graph a class, narrowed by background knowledge or not
     * @param treatments the variables set, distinct
     * @param covariance of the graph's variables, or of more
     * @throws CausalException if the graph or the covariance does not know a variable, one is named twice, no directed
     *     acyclic graph agrees with the graph, or variables determine each other or are more than the cases
     */
    public PossibleJointEffects estimate(Cpdag graph, List<String> treatments, String outcome, Covariance covariance) {
        return estimate(graph, treatments, outcome, covariance, Provenance.here());
    }

    /** The possible joint effects, from data without groups. */
    public PossibleJointEffects estimate(Cpdag graph, List<String> treatments, String outcome, Dataset data) {
        return estimate(graph, treatments, outcome, Ida.covariance(graph, data), Provenance.of(data.hash()));
    }

    private PossibleJointEffects estimate(
            Cpdag graph, List<String> treatments, String outcome, Covariance covariance, Provenance provenance) {
        for (String treatment : treatments) Ida.requireDistinct(treatment, outcome);
        graph.index(outcome);
        List<PossibleJointEffects.JointEffect> effects = new ArrayList<>();
        for (PossibleParents.Choice choice :
                PossibleParents.of(graph, treatments).choices()) {
            Progress.checkpoint();
            effects.add(effect(treatments, outcome, choice, covariance));
        }
        return new PossibleJointEffects(treatments, outcome, effects, this, provenance);
    }

    private PossibleJointEffects.JointEffect effect(
            List<String> treatments, String outcome, PossibleParents.Choice choice, Covariance covariance) {
        Set<String> needed = new LinkedHashSet<>(treatments);
        choice.parents().forEach(needed::addAll);
        needed.add(outcome);
        if (!(covariance.cases() > needed.size() + 1))
            throw new CausalException("The joint effects of " + String.join(", ", treatments) + " need more than "
                    + (needed.size() + 1) + " cases; there are " + Numbers.shown(covariance.cases()));
        Covariance part = part(covariance, List.copyOf(needed));
        int y = part.names().indexOf(outcome);
        int[][] parents =
                choice.parents().stream().map(set -> Ida.places(part, set)).toArray(int[][]::new);
        return method == Method.RECURSIVE_REGRESSIONS
                ? recursive(part, parents, y, choice)
                : cut(part, parents, y, choice);
    }

    /** The treatments come first, in their order. */
    private static Covariance part(Covariance covariance, List<String> names) {
        int[] places = Ida.places(covariance, names);
        DMatrixRMaj matrix = new DMatrixRMaj(places.length, places.length);
        double[] mean = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            mean[i] = covariance.mean()[places[i]];
            for (int j = 0; j < places.length; j++)
                matrix.set(i, j, covariance.matrix().get(places[i], places[j]));
        }
        return new Covariance(names, covariance.cases(), mean, matrix);
    }

    private static PossibleJointEffects.JointEffect recursive(
            Covariance part, int[][] parents, int y, PossibleParents.Choice choice) {
        Recursion recursion = new Recursion(part, parents);
        List<Double> values = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < parents.length; i++) {
            Slope effect = recursion.effect(i, y, (1L << parents.length) - 1);
            values.add(effect.value());
            errors.add(effect.standardError(part));
        }
        return new PossibleJointEffects.JointEffect(values, Optional.of(errors), choice.parents(), choice.members());
    }

    /** θ of theorem 3.1, each worked out once. */
    private static final class Recursion {
        private final Covariance part;
        private final int[][] parents;
        private final Map<List<Long>, Slope> known = new HashMap<>();

        Recursion(Covariance part, int[][] parents) {
            this.part = part;
            this.parents = parents;
        }

        /** The effect of treatment i on variable v when the treatments of the set are set. */
        Slope effect(int i, int v, long set) {
            List<Long> key = List.of((long) i, (long) v, set);
            Slope found = known.get(key);
            if (found != null) return found;
            Progress.checkpoint();
            Slope effect;
            long others = set & ~(1L << i);
            if (others == 0) {
                effect = single(i, v);
            } else {
                int j = Long.numberOfTrailingZeros(others);
                long without = set & ~(1L << j);
                effect = effect(i, v, without).minus(effect(i, j, without), effect(j, v, others));
            }
            known.put(key, effect);
            return effect;
        }

        private Slope single(int i, int v) {
            for (int parent : parents[i])
                if (parent == v) return Slope.none(part.names().size());
            return Slope.of(part, i, v, parents[i]);
        }
    }

    /** Makes each treatment in turn the part of it that its parents do not explain, and takes along what that changes. */
    private static PossibleJointEffects.JointEffect cut(
            Covariance part, int[][] parents, int y, PossibleParents.Choice choice) {
        Covariance left = part;
        for (int i = 0; i < parents.length; i++) if (parents[i].length > 0) left = withoutParents(left, i, parents[i]);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < parents.length; i++)
            values.add(left.matrix().get(i, y) / left.matrix().get(i, i));
        return new PossibleJointEffects.JointEffect(values, Optional.empty(), choice.parents(), choice.members());
    }

    /** The covariance T Σ T' of v - t γ'pa, with γ the regression of x on its parents and t what x does to each variable. */
    private static Covariance withoutParents(Covariance covariance, int x, int[] parents) {
        Slope.Residual noise = Slope.Residual.of(covariance, x, parents);
        int p = covariance.names().size();
        DMatrixRMaj change = CommonOps_DDRM.identity(p);
        double[] form = noise.form();
        for (int v = 0; v < p; v++) {
            double effect = v == x ? 1 : noise.with(v) / noise.variance();
            for (int parent : parents) if (parent == v) effect = 0;
            for (int parent : parents) change.add(v, parent, effect * form[parent]);
        }
        DMatrixRMaj half = CommonOps_DDRM.mult(change, covariance.matrix(), null);
        DMatrixRMaj matrix = CommonOps_DDRM.multTransB(half, change, null);
        return new Covariance(covariance.names(), covariance.cases(), covariance.mean(), matrix);
    }
}
