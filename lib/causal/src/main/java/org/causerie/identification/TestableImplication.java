// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.SortedSet;
import org.causerie.Displayable;

/** Something that a graph says about the distribution of what is observed, so that data can contradict it. */
public sealed interface TestableImplication extends Displayable
        permits ImpliedIndependence, VermaConstraint, InstrumentalInequality, InstrumentalFacet, SeparationByDeletion {

    /** The variables that it is about. */
    SortedSet<String> variables();

    /**
     * How far a distribution is from it, as a difference of probabilities; 0 where it holds. What is conditioned on but
     * has probability 0 counts as probability 0: of data, smooth the frequencies where combinations of levels are rare.
     *
     * @param source the distribution of the variables, which have levels
     * @throws org.causerie.CausalException if a probability cannot be had from the source
     */
    double violation(Distributions source);
}
