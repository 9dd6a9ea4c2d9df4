// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

/**
 * Why no formula answers a query: two C-forests with the same roots, the larger with treatments in it and the smaller
 * without, and two models of the graph that agree on everything observed and differ in what is asked.
 *
 * <p>I. Shpitser and J. Pearl, Identification of joint interventional distributions in recursive semi-Markovian causal
 * models, AAAI 2006, theorem 4.
 *
 * @param query the question
 * @param larger the C-forest F
 * @param smaller the C-forest F', part of F
 * @param models two models with the same observed distribution and different answers
 */
public record Hedge(InterventionalDistribution query, CForest larger, CForest smaller, ModelPair models)
        implements Witness {

    @Override
    public String text() {
        return "hedge: F is " + larger.text() + "; F' is " + smaller.text();
    }

    @Override
    public String toString() {
        return text();
    }
}
