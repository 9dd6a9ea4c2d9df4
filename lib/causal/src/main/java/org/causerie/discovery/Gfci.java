// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.stat.AdaptiveBic;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;

/**
 * Finds what can be said about causes where variables may be hidden and the cases selected, and starts from the best
 * scoring graph without hidden variables: the GFCI algorithm.
 *
 * <p>{@link Ges} comes first. Hidden causes give its graph edges too many, never, with enough data, one too few: these are taken out by tests as
 * {@link Fci} makes them, given neighbours and possible d-sep sets, and what is left is marked by the separating sets,
 * those of the first graph among them, and Zhang's rules. With few cases it is usually more accurate than FCI.
 *
 * <p>Assumes what {@link Fci} and {@link Ges} do of the test and of the score; where cases are selected, or the score's model does not
 * hold for the observed variables, only the tests can put it right. Knowledge binds in both parts, as in {@link Fci}; neither order of
 * columns nor threads matter, and an interrupt tells what there is: the edges of the
 * first search until then, or those that no test had taken out.
 *
 * <p>Ogarrio, Spirtes and Ramsey (2016), A hybrid causal search algorithm for latent variable models, PMLR 52, 368–379.
 *
 * @param test the test of conditional independence
 * @param score the score of the first search
 * @param alpha the level of the test, between 0 and 1 and 0.01 by default
 * @param knowledge what is known beforehand, nothing by default
 * @param largestSet how many variables a test may condition on at most; any number by default
 */
public record Gfci(IndependenceTest test, Score score, double alpha, Knowledge knowledge, OptionalInt largestSet)
        implements Search {

    public Gfci {
        Pc.requireSettings(alpha, largestSet);
    }

    /** GFCI with Fisher's z test at level 0.01 and the score that {@link Ges} has by default. */
    public static Gfci withDefaults() {
        return with(FisherZ.withDefaults(), AdaptiveBic.withDefaults());
    }

    /** GFCI with this test at level 0.01 and this score. */
    public static Gfci with(IndependenceTest test, Score score) {
        return new Gfci(test, score, 0.01, Knowledge.none(), OptionalInt.empty());
    }

    public Gfci test(IndependenceTest value) {
        return new Gfci(value, score, alpha, knowledge, largestSet);
    }

    public Gfci score(Score value) {
        return new Gfci(test, value, alpha, knowledge, largestSet);
    }

    public Gfci alpha(double value) {
        return new Gfci(test, score, value, knowledge, largestSet);
    }

    public Gfci knowledge(Knowledge value) {
        return new Gfci(test, score, alpha, value, largestSet);
    }

    public Gfci largestSet(int value) {
        return new Gfci(test, score, alpha, knowledge, OptionalInt.of(value));
    }

    @Override
    public FoundPag discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public FoundPag discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables, true);
        Independence independence = test.on(data, execution);
        LocalScore local = score.on(data, execution);
        return search(independence, local, variables, bounds, execution, Provenance.of(data.hash()));
    }

    /**
     * Searches with a test and a score that are bound already, for example to the covariance of a population.
     *
     * @throws CausalException if the two are not about the same variables
     */
    public FoundPag discover(Independence independence, LocalScore local, Execution execution) {
        if (!independence.names().equals(local.names()))
            throw new CausalException(
                    "The test and the score must be of the same variables in the same order; the test has "
                            + independence.names() + ", the score " + local.names());
        Variables variables = Variables.of(independence.names());
        Bounds bounds = Bounds.of(knowledge, variables, true);
        return search(independence, local, variables, bounds, execution, Provenance.here());
    }

    private FoundPag search(
            Independence independence,
            LocalScore local,
            Variables variables,
            Bounds bounds,
            Execution execution,
            Provenance provenance) {
        int largest = largestSet.orElse(variables.size());
        Skeleton skeleton = new Skeleton(independence, variables, bounds, alpha, largest, execution);
        PagOrientation orientation = new PagOrientation(skeleton, bounds);
        try {
            skeleton.searchWithin(member(first(local, execution), variables));
            PossibleDsep.search(skeleton, bounds, largest);
            orientation.start();
            orientation.colliders(ColliderRule.STANDARD);
            orientation.rules();
            return FoundPag.of(skeleton, orientation, this, provenance);
        } catch (StoppedSearch e) {
            Cpdag first = ((Ges.Result) e.soFar().orElseThrow()).cpdag();
            skeleton.join(member(first, variables));
            throw FoundPag.stopped(skeleton, bounds, this, provenance);
        } catch (CancellationException e) {
            throw FoundPag.stopped(skeleton, bounds, this, provenance);
        }
    }

    private Cpdag first(LocalScore local, Execution execution) {
        return Ges.withDefaults()
                .knowledge(knowledge)
                .discover(local, execution)
                .cpdag();
    }

    /** One member of the class, over the variables by name. */
    private static Pattern member(Cpdag cpdag, Variables variables) {
        Dag dag = cpdag.consistentExtension().orElseThrow();
        Pattern pattern = Pattern.empty(variables.size());
        int[] columns = variables.columns();
        for (int i = 0; i < columns.length; i++)
            for (int j = 0; j < columns.length; j++) if (dag.hasEdge(columns[i], columns[j])) pattern.direct(i, j);
        return pattern;
    }
}
