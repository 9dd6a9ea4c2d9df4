// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Exact counterfactuals of a model of levels, in the twin network. */
record DiscreteAbduction(Abduction.Case asked, Coupling coupling) {

    Counterfactual predict(Intervention... interventions) {
        Scm actual = asked.actual();
        BitSet shared = (BitSet) asked.copied().clone();
        shared.andNot(asked.fresh());
        TwinNetwork twin = new TwinNetwork(actual, asked.other(), asked.copied(), shared, coupling);
        Map<String, Distribution> found = new LinkedHashMap<>();
        for (int v = 0; v < actual.size(); v++) {
            double[] probabilities = asked.copied().get(v)
                    ? twin.joint(new int[0], v, asked.given())
                    : DiscreteModel.of(actual).marginal(v, asked.given());
            found.put(
                    actual.variable(v).name(),
                    new LevelDistribution(
                            actual.variable(v),
                            Arrays.stream(probabilities).boxed().toList()));
        }
        Map<String, List<Counterfactual.Bounds>> bounds = new CounterfactualBounds(asked).all();
        boolean matters = !shared.isEmpty();
        return asked.result(
                found,
                Counterfactual.Method.EXACT,
                matters ? Optional.of(coupling) : Optional.empty(),
                bounds,
                interventions);
    }
}
