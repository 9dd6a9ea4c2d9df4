// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;

/** Where the probabilities in an {@link Expression} come from: a model, the frequencies of data, tables of experiments. */
public interface Distributions {

    /**
     * The levels of a variable in their order.
     *
     * @throws org.causerie.CausalException if there is no such variable, or it has no levels
     */
    List<String> levels(String variable);

    /**
     * The joint distribution of variables, each in its world.
     *
     * @param domain the population
     * @param variables distinct; variables of the world as it is, of one intervention, or of several worlds
     * @return a probability for each combination of levels, the last variable fastest
     * @throws org.causerie.CausalException if the population or the worlds cannot be had from this source
     */
    double[] joint(Domain domain, List<CounterfactualVariable> variables);
}
