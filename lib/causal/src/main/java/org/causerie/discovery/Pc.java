// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;

/**
 * Finds the graphs that fit what is independent of what: the PC algorithm, in the stable form.
 *
 * <p>Edges are removed wherever a test finds a set of neighbours given which the two ends are independent,
 * with the neighbourhoods frozen for each size of set. Background knowledge, then colliders, then
 * Meek's rules direct what is left.
 *
 * <p>Assumes that the variables have no common cause outside the data (causal sufficiency), that the graph has
 * no cycles, and that what is independent in the data is so because of the graph (faithfulness). Under these and with a
 * perfect test the result is the completed graph of the true graph's equivalence class, or, with background
 * knowledge that is true, that class narrowed by the knowledge. With finite data the marks may fit no single
 * directed acyclic graph; every contradiction met is among {@link Result#conflicts()}.
 *
 * <p>Knowledge binds throughout: a pair that is forbidden both ways is never adjacent and tested only where a collider between
 * the two hangs on it, a required edge is never tested, and a variable that cannot be a cause of x is in no
 * set that separates x as its parent.
 *
 * <p>Order does not matter: neither the skeleton nor a single mark changes with the order of the columns or
 * the number of threads. {@link ColliderRule} says which of the sets that separate a pair decide, and where two colliders
 * contradict each other the one whose ends are separated with the larger p-value stands.
 *
 * <p>An interrupt ends it with a {@link StoppedSearch} that has the edges not separated until then.
 *
 * <p>Takes at most <i>O(p² 2^d)</i> tests for <i>p</i> variables and <i>d</i> neighbours, and about <i>p²</i> where
 * the graph is sparse; memory <i>O(p²)</i>.
 *
 * <p>Spirtes, Glymour and Scheines (2000), Causation, Prediction, and Search, MIT Press. Colombo and Maathuis (2014),
 * Order-independent constraint-based causal structure learning, JMLR 15, 3921–3962.
 *
 * <p>{@snippet :
 * var tiers = Knowledge.tiers(Set.of("sex", "ses"), Set.of("encouragement"), Set.of("plans"));
 * var found = Pc.with(GSquare.withDefaults()).knowledge(tiers).discover(data);
 * found.cpdag();
 * }
 *
 * @param test the test of conditional independence; {@link FisherZ} for continuous columns, a test for contingency
 *     tables for categorical ones
 * @param alpha the level of the test, between 0 and 1 and 0.01 by default; smaller gives fewer edges, and with more
 *     cases a smaller one is right
 * @param colliders how colliders are told; {@link ColliderRule#MAJORITY} by default, which errs less than the
 *     {@link ColliderRule#STANDARD} rule of the books and leaves open what the tests contradict each other about
 * @param knowledge what is known beforehand, nothing by default
 * @param largestSet how many variables a test may condition on at most; any number by default. A limit helps with few cases
 */
public record Pc(
        IndependenceTest test, double alpha, ColliderRule colliders, Knowledge knowledge, OptionalInt largestSet)
        implements Search {

    public Pc {
        requireSettings(alpha, largestSet);
    }

    /** Checks what all searches by tests are set by. */
    static void requireSettings(double alpha, OptionalInt largestSet) {
        if (!(alpha > 0 && alpha < 1))
            throw new CausalException(
                    "The level alpha of a test lies between 0 and 1; " + alpha + " was given. 0.01 is a good start");
        if (largestSet.isPresent() && largestSet.getAsInt() < 0)
            throw new CausalException(
                    "A test conditions on 0 variables or more; at most " + largestSet.getAsInt() + " was given");
    }

    /** PC with Fisher's z test at level 0.01. */
    public static Pc withDefaults() {
        return with(FisherZ.withDefaults());
    }

    /** PC with this test at level 0.01. */
    public static Pc with(IndependenceTest test) {
        return new Pc(test, 0.01, ColliderRule.MAJORITY, Knowledge.none(), OptionalInt.empty());
    }

    public Pc test(IndependenceTest value) {
        return new Pc(value, alpha, colliders, knowledge, largestSet);
    }

    public Pc alpha(double value) {
        return new Pc(test, value, colliders, knowledge, largestSet);
    }

    public Pc colliders(ColliderRule value) {
        return new Pc(test, alpha, value, knowledge, largestSet);
    }

    public Pc knowledge(Knowledge value) {
        return new Pc(test, alpha, colliders, value, largestSet);
    }

    public Pc largestSet(int value) {
        return new Pc(test, alpha, colliders, knowledge, OptionalInt.of(value));
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        return search(test.on(data, execution), variables, bounds, execution, Provenance.of(data.hash()));
    }

    /** Searches with a test that is bound already, for example an oracle that knows the graph. */
    public Result discover(Independence independence) {
        return discover(independence, Execution.withDefaults());
    }

    /** Searches with a test that is bound already, with the threads given. */
    public Result discover(Independence independence, Execution execution) {
        Variables variables = Variables.of(independence.names());
        return search(independence, variables, Bounds.of(knowledge, variables), execution, Provenance.here());
    }

    private Result search(
            Independence independence, Variables variables, Bounds bounds, Execution execution, Provenance provenance) {
        int largest = largestSet.orElse(variables.size());
        Skeleton skeleton = new Skeleton(independence, variables, bounds, alpha, largest, execution);
        Orientation orientation = new Orientation(skeleton, bounds, colliders);
        try {
            skeleton.search();
            orientation.orient();
            return result(skeleton, orientation, provenance);
        } catch (CancellationException e) {
            skeleton.stop();
            throw new StoppedSearch(result(skeleton, orientation, provenance));
        }
    }

    private Result result(Skeleton skeleton, Orientation orientation, Provenance provenance) {
        return new Result(
                skeleton.graph().toCpdag(skeleton.variables()),
                skeleton.separatingSets(),
                orientation.conflicts(),
                orientation.ambiguous(),
                skeleton.tests(),
                this,
                provenance);
    }

    /**
     * What PC found.
     *
     * @param cpdag the graph; edges without direction may point either way
     * @param separatingSets why pairs are not adjacent
     * @param conflicts where the data contradicts itself or the knowledge; none with enough data
     * @param ambiguous triples of which the collider rule could not say whether the middle is a collider
     * @param tests how many tests were made
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            Cpdag cpdag,
            SeparatingSets separatingSets,
            List<Conflict> conflicts,
            List<Triple> ambiguous,
            long tests,
            Pc settings,
            Provenance provenance)
            implements Found {

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder(cpdag.text());
            out.append("\nPC, alpha ").append(settings.alpha());
            out.append(", ").append(tests).append(" tests");
            if (!conflicts.isEmpty()) out.append(", ").append(conflicts.size()).append(" contradictions");
            if (!ambiguous.isEmpty()) out.append(", ").append(ambiguous.size()).append(" ambiguous triples");
            if (cpdag.consistentExtension().isEmpty())
                out.append("\nThe directions fit no one acyclic graph: the data contradicts itself, see conflicts()");
            return out.toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
