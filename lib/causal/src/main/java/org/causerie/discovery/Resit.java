// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;

/**
 * Finds the graph of a model with additive noise by regression with subsequent independence test: RESIT.
 *
 * <p>From the last effect to the first cause: the variable whose residuals on all others that remain depend on these
 * least, by the Hilbert-Schmidt independence criterion, comes last and leaves. Then from each variable's causes, which are all before it,
 * those go without which the residuals are independent of all before it still.
 *
 * <p>Assumes that there are no cycles and no common causes outside the data, that noise adds to the effects, and that the effects
 * of several causes add: the regressions are additive with splines. Noise of any distribution is allowed; linear effects
 * with normal noise have no direction that data could tell. Where the model is wrong the last residuals depend on their
 * causes: {@link Result#fits()}.
 *
 * <p>Knowledge binds throughout. The order of the columns and the number of threads do not matter. Takes <i>O(p²)</i>
 * regressions and tests of <i>O(n²)</i> each for <i>n</i> cases and <i>p</i> variables.
 *
 * <p>Peters, Mooij, Janzing and Schölkopf (2014), Causal discovery with continuous additive noise models, JMLR 15,
 * 2009–2053.
 *
 * @param alpha the level of the independence tests, between 0 and 1; 0.05 by default. Smaller gives fewer edges
 * @param cases how many cases are used at most, evenly taken from all; 500 by default
 * @param knowledge what is known beforehand, nothing by default
 */
public record Resit(double alpha, int cases, Knowledge knowledge) implements Search {

    public Resit {
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException("The level alpha of a test lies between 0 and 1; " + alpha + " was given");
        Pair.requireCases(cases);
    }

    /** Level 0.05, with at most 500 cases. */
    public static Resit withDefaults() {
        return new Resit(0.05, 500, Knowledge.none());
    }

    public Resit alpha(double value) {
        return new Resit(value, cases, knowledge);
    }

    public Resit cases(int value) {
        return new Resit(alpha, value, knowledge);
    }

    public Resit knowledge(Knowledge value) {
        return new Resit(alpha, cases, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given.
     *
     * @throws CausalException if a column is nominal, constant, a linear function of others or has missing values, there are
     *     no more cases than variables, rows have sampling weights, or the knowledge leaves no order
     * @throws StoppedSearch if the thread was interrupted, with the last part of the order and all causes not taken out until then
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Precedence precedence = Precedence.of(knowledge, variables);
        if (data.weighted()) Sample.of(data, "RESIT");
        Dataset expanded = data.expanded();
        int used = Math.min(cases, expanded.rows());
        int[] thinned = IntStream.range(0, used)
                .map(i -> (int) ((long) i * expanded.rows() / used))
                .toArray();
        Sample sample = Sample.of(expanded.rows(thinned), "RESIT").independent();
        AdditiveSplines splines = new AdditiveSplines(
                sample.columns(), Math.min(10, AdditiveSplines.basisSize(used / Math.max(1, sample.size() / 4))));
        Work work = new Work(sample, splines, bounds, execution);
        Provenance provenance = Provenance.of(data.hash());
        try {
            work.order(precedence);
            work.takeOut(alpha);
            return work.result(this, provenance);
        } catch (CancellationException e) {
            if (work.order.isEmpty()) throw new StoppedSearch("it had not found the last effect yet");
            throw new StoppedSearch(work.result(this, provenance));
        }
    }

    /** What the two phases share, and how far they are. */
    private static final class Work {
        private final Sample sample;
        private final AdditiveSplines splines;
        private final Bounds bounds;
        private final Execution execution;
        private final Deque<Integer> order = new ArrayDeque<>();
        private final Parents[] parents;

        Work(Sample sample, AdditiveSplines splines, Bounds bounds, Execution execution) {
            this.sample = sample;
            this.splines = splines;
            this.bounds = bounds;
            this.execution = execution;
            parents = new Parents[sample.size()];
        }

        void order(Precedence precedence) {
            BitSet remaining = new BitSet();
            remaining.set(0, sample.size());
            while (!remaining.isEmpty()) {
                int[] candidates = Pattern.members(precedence.last(remaining));
                int last = candidates.length == 1 ? candidates[0] : mostIndependent(candidates, remaining);
                order.addFirst(last);
                remaining.clear(last);
                int[] before = Pattern.members(remaining);
                parents[last] = new Parents(before, allowed(last, before), 1);
            }
        }

        private int mostIndependent(int[] candidates, BitSet remaining) {
            List<Double> dependence = execution.map("looking for the last effect", candidates.length, c -> {
                BitSet others = (BitSet) remaining.clone();
                others.clear(candidates[c]);
                int[] rest = Pattern.members(others);
                return dependence(candidates[c], allowed(candidates[c], rest), rest)
                        .standardised();
            });
            int least = 0;
            for (int c = 1; c < candidates.length; c++) if (dependence.get(c) < dependence.get(least)) least = c;
            return candidates[least];
        }

        private int[] allowed(int target, int[] causes) {
            return IntStream.of(causes)
                    .filter(cause -> !bounds.forbidden(cause, target))
                    .toArray();
        }

        /** How far the residuals on the causes depend on all of the others together. */
        private Hsic.Dependence dependence(int target, int[] causes, int[] others) {
            Hsic joint = Hsic.of(
                    IntStream.of(others).mapToObj(i -> sample.columns()[i]).toArray(double[][]::new));
            return dependence(target, causes, joint);
        }

        private Hsic.Dependence dependence(int target, int[] causes, Hsic others) {
            return others.with(Hsic.of(splines.residuals(splines.fit(target, causes))));
        }

        void takeOut(double alpha) {
            Integer[] effects = order.stream().skip(1).toArray(Integer[]::new);
            execution.map("taking causes out", effects.length, i -> {
                parents[effects[i]] = parents(effects[i], parents[effects[i]].before(), alpha);
                return i;
            });
        }

        Result result(Resit settings, Provenance provenance) {
            int[] columns = sample.variables().columns();
            List<int[]> edges = new ArrayList<>();
            double least = 1;
            for (int effect : order) {
                for (int cause : parents[effect].causes()) edges.add(new int[] {columns[cause], columns[effect]});
                least = Math.min(least, parents[effect].pValue());
            }
            Dag dag = Dag.of(sample.variables().names(), edges);
            double corrected = Math.min(1, least * (sample.size() - 1));
            int[] placed = order.stream().mapToInt(Integer::intValue).toArray();
            return new Result(dag, LinearModels.named(sample.variables(), placed), corrected, settings, provenance);
        }

        /** Takes out one cause after the other, last first, where the residuals stay independent of all before. */
        private Parents parents(int effect, int[] before, double alpha) {
            Hsic joint = Hsic.of(
                    IntStream.of(before).mapToObj(i -> sample.columns()[i]).toArray(double[][]::new));
            List<Integer> kept = new ArrayList<>(
                    IntStream.of(allowed(effect, before)).boxed().toList());
            List<Integer> candidates = new ArrayList<>(kept);
            Collections.reverse(candidates);
            double pValue = dependence(effect, array(kept), joint).pValue();
            for (Integer cause : candidates) {
                if (bounds.required(cause).get(effect)) continue;
                List<Integer> fewer = new ArrayList<>(kept);
                fewer.remove(cause);
                double without = dependence(effect, array(fewer), joint).pValue();
                if (without <= alpha) continue;
                kept = fewer;
                pValue = without;
            }
            return new Parents(before, array(kept), pValue);
        }

        private static int[] array(List<Integer> list) {
            return list.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /**
     * The causes of a variable.
     *
     * @param before what comes before it in the order, by number
     * @param causes those of them that were not taken out
     * @param pValue of the hypothesis that the residuals are independent of all before; 1 where it was not tested
     */
    private record Parents(int[] before, int[] causes, double pValue) {}

    /**
     * What RESIT found.
     *
     * @param dag the graph
     * @param order a causal order, causes first
     * @param pValue of the hypothesis that all residuals are independent of the variables before, the smallest of all corrected for
     *     their number: small where the model is wrong
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(Dag dag, List<String> order, double pValue, Resit settings, Provenance provenance)
            implements Found {

        @Override
        public Dag graph() {
            return dag;
        }

        /** Whether the model may be right: the residuals are not shown to depend on causes. */
        public boolean fits() {
            return pValue > settings.alpha();
        }

        @Override
        public String text() {
            String warning = fits()
                    ? ""
                    : "\nResiduals depend on causes: there may be common causes outside the data, or noise does not add";
            return dag.text() + "\nRESIT, order " + String.join(", ", order) + warning;
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
