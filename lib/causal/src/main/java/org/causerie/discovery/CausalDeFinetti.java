// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;

/**
 * Finds the one graph behind many groups of exchangeable cases, in which the mechanisms change from group to group independently of
 * each other.
 *
 * <p>A variable that causes none of the others is, given all others in one case, independent of all others in another case of the same
 * group; one that does cause another is not, for its effect tells of the effect's mechanism, which the cases share. Such a variable comes last
 * and leaves, and so on. In the order found, each variable is joined with those before it on which it depends given all others
 * before it.
 *
 * <p>Assumes that there are no cycles and no common causes outside the data, that mechanisms differ between groups and independently of
 * each other, and faithfulness. A linear test asks for one thing more: that the intercepts of cause and effect do not vary in the same
 * proportion to their noise.
 *
 * <p>Knowledge binds throughout. The order of the columns and the number of threads do not matter; the order of the rows within a group
 * says which cases are compared. Takes <i>O(p³)</i> tests for <i>p</i> variables.
 *
 * <p>Guo, Tóth, Schölkopf and Huszár (2023), Causal de Finetti: on the identification of invariant causal structure in exchangeable
 * data, NeurIPS 36.
 *
 * <p>{@snippet :
 * var found = CausalDeFinetti.withDefaults().discover(data.withGroups("school"));
 * found.dag();
 * found.unconfirmed();
 * }
 *
 * @param test the test of conditional independence, over groups; {@link FisherZ} by default
 * @param alpha the level of the tests for edges, and at which the turned direction of an edge must be rejected for it to count as
 *     confirmed; between 0 and 1, 0.01 by default
 * @param means whether the two cases of a group are the means of its two halves, which is more powerful and right for linear
 *     tests; otherwise they are its first two rows. True by default
 * @param knowledge what is known beforehand, nothing by default
 */
public record CausalDeFinetti(IndependenceTest test, double alpha, boolean means, Knowledge knowledge)
        implements Search {

    public CausalDeFinetti {
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException("The level alpha of a test lies between 0 and 1; " + alpha + " was given");
    }

    /** Fisher's z test at level 0.01 on the means of the groups' halves. */
    public static CausalDeFinetti withDefaults() {
        return with(FisherZ.withDefaults());
    }

    /** This test at level 0.01 on the means of the groups' halves. */
    public static CausalDeFinetti with(IndependenceTest test) {
        return new CausalDeFinetti(test, 0.01, true, Knowledge.none());
    }

    public CausalDeFinetti test(IndependenceTest value) {
        return new CausalDeFinetti(value, alpha, means, knowledge);
    }

    public CausalDeFinetti alpha(double value) {
        return new CausalDeFinetti(test, value, means, knowledge);
    }

    public CausalDeFinetti means(boolean value) {
        return new CausalDeFinetti(test, alpha, value, knowledge);
    }

    public CausalDeFinetti knowledge(Knowledge value) {
        return new CausalDeFinetti(test, alpha, means, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given.
     *
     * @throws CausalException if the rows have no groups, a group has fewer than two rows, there are fewer groups than the tests
     *     need, a column is nominal, constant, a linear function of others or has missing values, or the knowledge leaves no
     *     order
     * @throws StoppedSearch if the thread was interrupted, with the last part of the order and all causes not taken out until then
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Precedence precedence = Precedence.of(knowledge, variables);
        if (data.weighted()) Sample.of(data, "Causal de Finetti");
        Dataset cases = data.expanded();
        Sample sample = Sample.of(cases, "Causal de Finetti").independent();
        int[] groups = Environments.groups(cases, "Causal de Finetti");
        Independence pairs = test.on(pairs(sample, groups));
        Independence single = test.on(whole(sample, groups));
        Work work = new Work(pairs, single, bounds, variables.size(), alpha, execution);
        Provenance provenance = Provenance.of(data.hash());
        try {
            work.order(precedence);
            work.takeOut();
            return work.result(variables, this, provenance);
        } catch (CancellationException e) {
            if (work.order.isEmpty()) throw new StoppedSearch("it had not found the last effect yet");
            throw new StoppedSearch(work.result(variables, this, provenance));
        }
    }

    /** One row for each group, with each variable in one case and, p columns later, in another. */
    private Dataset pairs(Sample sample, int[] groups) {
        int p = sample.size();
        List<int[]> members = members(groups);
        double[][] columns = new double[2 * p][members.size()];
        for (int g = 0; g < members.size(); g++) {
            int[] rows = members.get(g);
            int half = means ? rows.length / 2 : 1;
            for (int i = 0; i < p; i++) {
                columns[i][g] = mean(sample.columns()[i], rows, 0, half);
                columns[p + i][g] = mean(sample.columns()[i], rows, half, means ? rows.length : 2);
            }
        }
        return Dataset.of(IntStream.range(0, 2 * p).mapToObj(i -> "V" + i).toList(), columns);
    }

    /** One row for each group: the means of its cases, or its first case. */
    private Dataset whole(Sample sample, int[] groups) {
        int p = sample.size();
        List<int[]> members = members(groups);
        double[][] columns = new double[p][members.size()];
        for (int g = 0; g < members.size(); g++)
            for (int i = 0; i < p; i++)
                columns[i][g] = mean(sample.columns()[i], members.get(g), 0, means ? members.get(g).length : 1);
        return Dataset.of(IntStream.range(0, p).mapToObj(i -> "V" + i).toList(), columns);
    }

    private static List<int[]> members(int[] groups) {
        int count = Arrays.stream(groups).max().orElse(0) + 1;
        List<int[]> members = IntStream.range(0, count)
                .mapToObj(g -> IntStream.range(0, groups.length)
                        .filter(row -> groups[row] == g)
                        .toArray())
                .toList();
        for (int[] rows : members)
            if (rows.length < 2)
                throw new CausalException(
                        "A group has " + rows.length + " row; at least 2 are needed in each, for cases of"
                                + " the same group are compared: leave small groups out");
        return members;
    }

    private static double mean(double[] column, int[] rows, int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) sum += column[rows[k]];
        return sum / (to - from);
    }

    /** The search for one variable after the other that causes none of those that remain. */
    private static final class Work {
        private final Independence pairs;
        private final Independence single;
        private final Bounds bounds;
        private final int p;
        private final double alpha;
        private final Execution execution;
        private final Deque<Integer> order = new ArrayDeque<>();
        private final double[] notLast;
        private final int[][] causes;

        Work(Independence pairs, Independence single, Bounds bounds, int p, double alpha, Execution execution) {
            this.pairs = pairs;
            this.single = single;
            this.bounds = bounds;
            this.p = p;
            this.alpha = alpha;
            this.execution = execution;
            notLast = new double[p * p];
            causes = new int[p][];
        }

        void order(Precedence precedence) {
            BitSet remaining = new BitSet();
            remaining.set(0, p);
            while (remaining.cardinality() > 1) {
                int[] candidates = Pattern.members(precedence.last(remaining));
                int[] rest = Pattern.members(remaining);
                List<Double> pValues =
                        execution.map("looking for the last effect", candidates.length, c -> last(candidates[c], rest));
                int best = 0;
                for (int c = 1; c < candidates.length; c++) if (pValues.get(c) > pValues.get(best)) best = c;
                for (int c = 0; c < candidates.length; c++)
                    notLast[candidates[best] * p + candidates[c]] = pValues.get(c);
                place(candidates[best], remaining);
            }
            place(remaining.nextSetBit(0), remaining);
        }

        private void place(int last, BitSet remaining) {
            order.addFirst(last);
            remaining.clear(last);
            causes[last] = remaining.stream()
                    .filter(cause -> !bounds.forbidden(cause, last))
                    .toArray();
        }

        /** The p-value of the hypothesis that a variable causes none of the others, the smallest of all corrected for their number. */
        private double last(int candidate, int[] remaining) {
            int[] others = IntStream.of(remaining).filter(i -> i != candidate).toArray();
            int[] later = IntStream.of(others).map(i -> p + i).toArray();
            double least = 1;
            for (int other : others) {
                Progress.checkpoint();
                least = Math.min(least, pairs.test(candidate, p + other, others).pValue());
                least = Math.min(least, pairs.test(p + candidate, other, later).pValue());
            }
            return Math.min(1, least * 2 * others.length);
        }

        /** Takes out the causes on which a variable does not depend given all others before it. */
        void takeOut() {
            BitSet before = new BitSet();
            for (int effect : order) {
                int[] all = Pattern.members(before);
                causes[effect] = IntStream.of(causes[effect])
                        .filter(cause -> bounds.required(cause).get(effect) || depends(effect, cause, all))
                        .toArray();
                before.set(effect);
            }
        }

        private boolean depends(int effect, int cause, int[] before) {
            Progress.checkpoint();
            int[] others = IntStream.of(before).filter(i -> i != cause).toArray();
            return single.test(cause, effect, others).pValue() <= alpha;
        }

        Result result(Variables variables, CausalDeFinetti settings, Provenance provenance) {
            List<int[]> edges = new ArrayList<>();
            List<String> unconfirmed = new ArrayList<>();
            for (int effect : order) {
                for (int cause : causes[effect]) {
                    edges.add(new int[] {variables.columns()[cause], variables.columns()[effect]});
                    if (notLast[effect * p + cause] > alpha)
                        unconfirmed.add(variables.name(cause) + " → " + variables.name(effect));
                }
            }
            int[] placed = order.stream().mapToInt(Integer::intValue).toArray();
            Dag dag = Dag.of(variables.names(), edges);
            return new Result(
                    dag, LinearModels.named(variables, placed), List.copyOf(unconfirmed), settings, provenance);
        }
    }

    /**
     * What was found.
     *
     * @param dag the graph
     * @param order a causal order, causes first
     * @param unconfirmed edges of which the data does not reject the turned direction
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            Dag dag, List<String> order, List<String> unconfirmed, CausalDeFinetti settings, Provenance provenance)
            implements Found {

        @Override
        public Dag graph() {
            return dag;
        }

        @Override
        public String text() {
            String doubts = unconfirmed.isEmpty()
                    ? ""
                    : unconfirmed.stream().collect(Collectors.joining(", ", "\nMay point the other way: ", ""));
            return dag.text() + "\nCausal de Finetti, order " + String.join(", ", order) + doubts;
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
