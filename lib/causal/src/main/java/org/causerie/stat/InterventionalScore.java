// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * A score for data from experiments: cases in which a variable was set from outside say nothing of its causes, and are left out of
 * its local score.
 *
 * <p>The groups of the rows are the experiments, and it is known which variables each of them acted on. With {@link Bic} it is the
 * score of GIES, but for a penalty that grows with the number of cases from which a variable's parameters are estimated, not with
 * that of all cases; with {@link Bdeu} it is that of Cooper and Yoo.
 *
 * <p>Assumes that an intervention cuts all edges into its targets and leaves the mechanisms of the others as they are. Graphs that are
 * equivalent under these interventions score the same where the score does so for equivalent ones. Binds the score once for each
 * different set of experiments that leave a variable alone.
 *
 * <p>Hauser, A. &amp; Bühlmann, P. (2012). Characterization and greedy learning of interventional Markov equivalence classes of
 * directed acyclic graphs. JMLR 13, 2409-2464. Cooper, G. F. &amp; Yoo, C. (1999). Causal discovery from a mixture of experimental
 * and observational data. UAI, 116-125.
 *
 * @param score of the cases that are not left out
 * @param targets for each group the variables that were set from outside there, none for a group without intervention: groups
 *     count from 0 in the order of their values. Without any targets at all, groups do not matter
 */
public record InterventionalScore(Score score, List<Set<String>> targets) implements Score {

    public InterventionalScore {
        targets = targets.stream().map(Set::copyOf).toList();
    }

    /**
     * Binds the score to data.
     *
     * @throws CausalException if the groups are not as many as the targets, a target is no column, a variable was set in every group,
     *     another does not vary where it was not, or the score does not suit the data
     */
    @Override
    public LocalScore on(Dataset data) {
        LocalScore all = score.on(data);
        if (targets.isEmpty()) return all;
        int[] groups = groups(data);
        LocalScore[] scores = new LocalScore[data.size()];
        Map<BitSet, LocalScore> known = new HashMap<>();
        for (int j = 0; j < scores.length; j++) {
            String name = data.names().get(j);
            BitSet left = new BitSet();
            for (int g = 0; g < targets.size(); g++) if (!targets.get(g).contains(name)) left.set(g);
            if (left.isEmpty())
                throw new CausalException(
                        "\"" + name + "\" is a target in every group, so that nothing can be said of its"
                                + " causes; add a group without intervention on it, or leave the column out");
            if (left.cardinality() == targets.size()) known.put(left, all);
            if (!known.containsKey(left)) known.put(left, score(data, groups, left, name));
            scores[j] = known.get(left);
        }
        return new Bound(data.names(), scores);
    }

    private int[] groups(Dataset data) {
        for (Set<String> target : targets)
            for (String name : target)
                if (!data.names().contains(name)) throw CausalException.unknown("column", name, data.names());
        int[] groups = data.groups()
                .orElseThrow(() -> new CausalException("Targets belong to groups of rows, but the rows have no groups;"
                        + " say which column tells the group with withGroups(…)"));
        int count = IntStream.of(groups).max().orElse(0) + 1;
        if (count != targets.size())
            throw new CausalException(
                    "The rows come in " + count + " groups, but targets were given for " + targets.size()
                            + "; give one set for each group in the order of the groups' values, Set.of() for one without"
                            + " intervention");
        return groups;
    }

    private LocalScore score(Dataset data, int[] groups, BitSet left, String name) {
        int[] rows = IntStream.range(0, groups.length)
                .filter(row -> left.get(groups[row]))
                .toArray();
        try {
            return score.on(data.rows(rows));
        } catch (CausalException e) {
            throw new CausalException("Without the groups in which \"" + name + "\" is a target: " + e.getMessage(), e);
        }
    }

    private record Bound(List<String> names, LocalScore[] scores) implements LocalScore {

        @Override
        public double score(int node, int... parents) {
            return scores[node].score(node, parents);
        }

        @Override
        public double[] withoutEach(int node, int... parents) {
            return scores[node].withoutEach(node, parents);
        }

        @Override
        public LocalScore remembered() {
            IdentityHashMap<LocalScore, LocalScore> remembered = new IdentityHashMap<>();
            return new Bound(
                    names,
                    Arrays.stream(scores)
                            .map(score -> remembered.computeIfAbsent(score, LocalScore::remembered))
                            .toArray(LocalScore[]::new));
        }

        @Override
        public Growth growth() {
            IdentityHashMap<LocalScore, Growth> growths = new IdentityHashMap<>();
            return new Growth() {
                private Growth growth = scores[0].growth();

                @Override
                public void start(int node) {
                    growth = growths.computeIfAbsent(scores[node], LocalScore::growth);
                    growth.start(node);
                }

                @Override
                public void add(int parent) {
                    growth.add(parent);
                }

                @Override
                public void drop() {
                    growth.drop();
                }

                @Override
                public double with(int parent) {
                    return growth.with(parent);
                }

                @Override
                public int raising(int[] candidates, int count, double[] gains) {
                    return growth.raising(candidates, count, gains);
                }
            };
        }
    }
}
