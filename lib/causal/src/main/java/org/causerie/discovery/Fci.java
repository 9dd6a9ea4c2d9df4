// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;

/**
 * Finds what can be said about causes where variables may be hidden and the cases selected: the FCI algorithm, in the
 * stable form, with all ten orientation rules.
 *
 * <p>Edges are removed as in {@link Pc}, then a second time by sets that hold more than neighbours (possible d-sep);
 * colliders and Zhang's rules mark what is left.
 *
 * <p>Assumes that the full graph, hidden and selection variables with it, has no cycles, and that what is independent in the
 * data is so because of the graph (faithfulness). With a perfect test the result is the partial ancestral graph of the
 * true class, whatever the rule for colliders. Samples contradict themselves, and one false separating set makes a collider whose
 * arrowheads the rules carry on: {@link ColliderRule#MAJORITY}, the default, asks all sets of neighbours that separate, and was
 * nearer to the true graph than {@link ColliderRule#STANDARD} on all kinds of simulated data tried (20 and 50 variables, degree 2 and
 * 4, 1000 and 10000 cases). With {@link ColliderRule#MAX_P} this is FCI-max (Raghu et al. 2018).
 *
 * <p>Knowledge binds: a required arrow is an edge {@code ->} and never tested; a forbidden one, also by tiers or because its end is
 * a root, says that the one variable does not cause the other, also not through hidden ones, so that an edge between them has an arrowhead at the first;
 * where both directions are forbidden an edge can only be {@code <->}. Neither the order of the columns nor the number of threads
 * matters. An interrupt ends the search with a {@link StoppedSearch} that has the edges not separated until then.
 *
 * <p>Takes at most exponentially many tests in the size of the largest possible d-sep set; limit it with
 * {@link #largestSet(int)}: what is marked then still holds, but less may be marked (anytime FCI, Spirtes 2001), or use {@link Rfci}.
 *
 * <p>Spirtes, Meek and Richardson (1995), Causal inference in the presence of latent variables and selection bias, UAI; Zhang (2008),
 * On the completeness of orientation rules …, doi:10.1016/j.artint.2008.08.001; Colombo and Maathuis (2014), JMLR 15, 3921–3962.
 *
 * @param test the test of conditional independence
 * @param alpha the level of the test, between 0 and 1 and 0.01 by default
 * @param colliders how colliders are told; {@link ColliderRule#MAJORITY} by default
 * @param knowledge what is known beforehand, nothing by default
 * @param largestSet how many variables a test may condition on at most; any number by default
 */
public record Fci(
        IndependenceTest test, double alpha, ColliderRule colliders, Knowledge knowledge, OptionalInt largestSet)
        implements Search {

    public Fci {
        Pc.requireSettings(alpha, largestSet);
    }

    /** FCI with Fisher's z test at level 0.01. */
    public static Fci withDefaults() {
        return with(FisherZ.withDefaults());
    }

    /** FCI with this test at level 0.01. */
    public static Fci with(IndependenceTest test) {
        return new Fci(test, 0.01, ColliderRule.MAJORITY, Knowledge.none(), OptionalInt.empty());
    }

    public Fci test(IndependenceTest value) {
        return new Fci(value, alpha, colliders, knowledge, largestSet);
    }

    public Fci alpha(double value) {
        return new Fci(test, value, colliders, knowledge, largestSet);
    }

    public Fci colliders(ColliderRule value) {
        return new Fci(test, alpha, value, knowledge, largestSet);
    }

    public Fci knowledge(Knowledge value) {
        return new Fci(test, alpha, colliders, value, largestSet);
    }

    public Fci largestSet(int value) {
        return new Fci(test, alpha, colliders, knowledge, OptionalInt.of(value));
    }

    @Override
    public FoundPag discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public FoundPag discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables, true);
        return search(test.on(data, execution), variables, bounds, execution, Provenance.of(data.hash()));
    }

    /** Searches with a test that is bound already, for example an oracle that knows the graph. */
    public FoundPag discover(Independence independence) {
        return discover(independence, Execution.withDefaults());
    }

    /** Searches with a test that is bound already, with the threads given. */
    public FoundPag discover(Independence independence, Execution execution) {
        Variables variables = Variables.of(independence.names());
        return search(independence, variables, Bounds.of(knowledge, variables, true), execution, Provenance.here());
    }

    private FoundPag search(
            Independence independence, Variables variables, Bounds bounds, Execution execution, Provenance provenance) {
        int largest = largestSet.orElse(variables.size());
        Skeleton skeleton = new Skeleton(independence, variables, bounds, alpha, largest, execution);
        PagOrientation orientation = new PagOrientation(skeleton, bounds);
        try {
            skeleton.search();
            PossibleDsep.search(skeleton, bounds, largest);
            orientation.start();
            orientation.colliders(colliders);
            orientation.rules();
            return FoundPag.of(skeleton, orientation, this, provenance);
        } catch (CancellationException e) {
            throw FoundPag.stopped(skeleton, bounds, this, provenance);
        }
    }
}
