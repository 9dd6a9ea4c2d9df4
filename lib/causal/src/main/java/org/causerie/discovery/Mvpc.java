// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.FisherZ;
import org.causerie.stat.IndependenceTest;

/**
 * Finds the graphs that fit data with missing values, also where what is missing depends on the other variables: the
 * missing-value PC algorithm.
 *
 * <p>First it looks for the causes of each variable's gaps, as PC looks for neighbours. Then it runs {@link Pc}, each test
 * on the rows where its variables are present. An independence found that way stands. A dependence that may come
 * from the selection of rows, because a cause of gaps is not in the conditioning set, is tested again as if
 * nothing were missing, in one of two ways: {@link Correction}.
 *
 * <p>Assumes, with what {@link Pc} assumes, that no variable causes its own gaps, that gaps cause nothing, and that no gap
 * follows from the data alone (faithful observability). Knowledge binds as in {@link Pc}.
 *
 * <p>Tests are those of {@link Pc}, each with its own rows.
 *
 * <p>Tu, R., Zhang, C., Ackermann, P., Mohan, K., Kjellström, H. &amp; Zhang, K. (2019). Causal discovery in the presence of missing
 * data. PMLR 89, 1762-1770.
 *
 * @param test the test, which needs to take sampling weights for {@link Correction#WEIGHTING}; {@link FisherZ} by default
 * @param alpha the level of the test, between 0 and 1 and 0.01 by default
 * @param colliders how colliders are told; {@link ColliderRule#MAJORITY} by default
 * @param correction how dependences are tested again; by default by permutation where all columns are numbers, and by weights else
 * @param knowledge what is known beforehand, nothing by default
 * @param largestSet how many variables a test may condition on at most; any number by default
 * @param seed of the permutations
 */
public record Mvpc(
        IndependenceTest test,
        double alpha,
        ColliderRule colliders,
        Optional<Correction> correction,
        Knowledge knowledge,
        OptionalInt largestSet,
        Seed seed)
        implements Search {

    /** How a dependence is tested again as if nothing were missing. */
    public enum Correction {
        /**
         * On the complete rows, each weighted by how rarely one like it is complete, with the chances from a logistic regression on
         * the causes of gaps, their squares included. For any kinds, and tests that take sampling weights. Rejects too often
         * where the chance of a gap is near 0 for some rows and near 1 for others, since few rows then carry the weight.
         */
        WEIGHTING,
        /**
         * On rows made of linear regressions on the causes of gaps: their residuals, with values of the causes from all
         * rows. For numbers, and any test.
         */
        PERMUTATION
    }

    public Mvpc {
        new Pc(test, alpha, colliders, knowledge, largestSet);
    }

    /** Fisher's z test at level 0.01. */
    public static Mvpc withDefaults() {
        return with(FisherZ.withDefaults());
    }

    /** With this test at level 0.01. */
    public static Mvpc with(IndependenceTest test) {
        return new Mvpc(
                test, 0.01, ColliderRule.MAJORITY, Optional.empty(), Knowledge.none(), OptionalInt.empty(), Seed.of(0));
    }

    public Mvpc test(IndependenceTest value) {
        return new Mvpc(value, alpha, colliders, correction, knowledge, largestSet, seed);
    }

    public Mvpc alpha(double value) {
        return new Mvpc(test, value, colliders, correction, knowledge, largestSet, seed);
    }

    public Mvpc colliders(ColliderRule value) {
        return new Mvpc(test, alpha, value, correction, knowledge, largestSet, seed);
    }

    public Mvpc correction(Correction value) {
        return new Mvpc(test, alpha, colliders, Optional.of(value), knowledge, largestSet, seed);
    }

    public Mvpc knowledge(Knowledge value) {
        return new Mvpc(test, alpha, colliders, correction, value, largestSet, seed);
    }

    public Mvpc largestSet(int value) {
        return new Mvpc(test, alpha, colliders, correction, knowledge, OptionalInt.of(value), seed);
    }

    public Mvpc seed(Seed value) {
        return new Mvpc(test, alpha, colliders, correction, knowledge, largestSet, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given.
     *
     * @throws CausalException if the data does not suit the test, rows have sampling weights, or too few rows are left for a test
     * @throws StoppedSearch if the thread was interrupted, with the edges not separated until then once the causes of the gaps
     *     are known
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        if (data.weighted()) {
            throw new CausalException(
                    "The rows have sampling weights, and the correction for missing values needs weights of"
                            + " its own; resample the rows by their weights first");
        }
        Variables.of(data.names());
        knowledge.check(data.names());
        Dataset cases = data.expanded();
        MissingnessCauses causes = causes(cases, execution);
        CorrectedIndependence corrected = new CorrectedIndependence(cases, this, causes);
        Pc pc = new Pc(test, alpha, colliders, knowledge, largestSet);
        Provenance provenance = Provenance.of(data.hash(), seed);
        try {
            Pc.Result found = pc.discover(corrected, execution);
            return new Result(found, causes.names(), corrected.corrected(), this, provenance);
        } catch (StoppedSearch e) {
            if (e.soFar().isEmpty()) throw e;
            Pc.Result found = (Pc.Result) e.soFar().get();
            throw new StoppedSearch(new Result(found, causes.names(), corrected.corrected(), this, provenance));
        }
    }

    private MissingnessCauses causes(Dataset cases, Execution execution) {
        try {
            return MissingnessCauses.find(cases, test, alpha, largestSet.orElse(cases.size()), execution);
        } catch (CancellationException e) {
            throw new StoppedSearch("it looked for the causes of the gaps still, and tests no edge before it has them");
        }
    }

    /**
     * What the search found.
     *
     * @param pc the graph and the evidence for it
     * @param missingness for each variable with gaps the variables that cause them, by name
     * @param corrections how many dependences were found to come from the selection of rows
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            Pc.Result pc, Map<String, Set<String>> missingness, long corrections, Mvpc settings, Provenance provenance)
            implements Found {

        public Result {
            missingness = Collections.unmodifiableMap(new TreeMap<>(missingness));
        }

        public Cpdag cpdag() {
            return pc.cpdag();
        }

        @Override
        public Cpdag graph() {
            return pc.cpdag();
        }

        public SeparatingSets separatingSets() {
            return pc.separatingSets();
        }

        public List<Conflict> conflicts() {
            return pc.conflicts();
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder(pc.text());
            out.append("\nMissing values taken into account, ")
                    .append(corrections)
                    .append(" tests corrected");
            missingness.forEach((name, by) -> out.append("\ngaps of ")
                    .append(name)
                    .append(by.isEmpty() ? " have no cause in the data" : " are caused by " + String.join(", ", by)));
            return out.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
