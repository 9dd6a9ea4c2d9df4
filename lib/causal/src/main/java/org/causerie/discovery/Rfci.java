// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Optional;
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
 * Finds what can be said about causes where variables may be hidden and the cases selected, for many variables: the
 * RFCI algorithm, really fast causal inference.
 *
 * <p>It never conditions on more than neighbours. Instead, before a triple or a discriminating path is read for a collider, it checks
 * that the edges in it are not separated by the set that separates its ends, and takes out those that are.
 *
 * <p>Assumes what {@link Fci} does. With a perfect test every arrowhead and tail is right in the sense of the ancestors
 * in the true graph; the graph may have edges that FCI's has not, and fewer marks. Knowledge binds as in {@link Fci}, neither order of columns nor
 * threads matter, and an interrupt tells what there is.
 *
 * <p>Colombo, Maathuis, Kalisch and Richardson (2012), Learning high-dimensional directed acyclic graphs with latent and selection
 * variables, doi:10.1214/11-AOS940.
 *
 * @param test the test of conditional independence
 * @param alpha the level of the test, between 0 and 1 and 0.01 by default
 * @param knowledge what is known beforehand, nothing by default
 * @param largestSet how many variables a test may condition on at most; any number by default
 */
public record Rfci(IndependenceTest test, double alpha, Knowledge knowledge, OptionalInt largestSet) implements Search {

    public Rfci {
        Pc.requireSettings(alpha, largestSet);
    }

    /** RFCI with Fisher's z test at level 0.01. */
    public static Rfci withDefaults() {
        return with(FisherZ.withDefaults());
    }

    /** RFCI with this test at level 0.01. */
    public static Rfci with(IndependenceTest test) {
        return new Rfci(test, 0.01, Knowledge.none(), OptionalInt.empty());
    }

    public Rfci test(IndependenceTest value) {
        return new Rfci(value, alpha, knowledge, largestSet);
    }

    public Rfci alpha(double value) {
        return new Rfci(test, value, knowledge, largestSet);
    }

    public Rfci knowledge(Knowledge value) {
        return new Rfci(test, alpha, value, largestSet);
    }

    public Rfci largestSet(int value) {
        return new Rfci(test, alpha, knowledge, OptionalInt.of(value));
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
        try {
            skeleton.search();
            return FoundPag.of(skeleton, oriented(skeleton, bounds), this, provenance);
        } catch (CancellationException e) {
            throw FoundPag.stopped(skeleton, bounds, this, provenance);
        }
    }

    /** Marks, takes out the edges that the checks on the way separate, and starts over until there are none. */
    static PagOrientation oriented(Skeleton skeleton, Bounds bounds) {
        while (true) {
            RfciChecks checks = new RfciChecks(skeleton, bounds);
            checks.triples();
            PagOrientation orientation = new PagOrientation(skeleton, bounds);
            orientation.start();
            for (int[] triple : orientation.unshielded())
                if (!skeleton.holds(triple[0], triple[2], triple[1])) orientation.collide(triple);
            orientation.rules(
                    path -> checks.separated(path) ? Optional.empty() : Optional.of(!orientation.separates(path)));
            if (!checks.takeOut()) return orientation;
        }
    }
}
