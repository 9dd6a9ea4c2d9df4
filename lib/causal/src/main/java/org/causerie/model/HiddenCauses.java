// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.BitSet;
import java.util.Map;
import java.util.function.IntFunction;
import org.causerie.CausalException;

/** What a model with mechanisms learned in spite of hidden common causes does not answer. */
final class HiddenCauses {
    private HiddenCauses() {}

    /**
     * Refuses worlds that change what a back-door set holds.
     *
     * @param mechanisms those of the world
     * @param touched what is made otherwise in it
     */
    static void requireHeld(Scm model, IntFunction<Mechanism> mechanisms, BitSet touched) {
        BitSet moved = model.graph().descendants(touched);
        for (int v = 0; v < model.size(); v++) {
            if (!(mechanisms.apply(v).reason().orElse(null) instanceof MonotoneIdentification.BackDoor backDoor))
                continue;
            for (String held : backDoor.given()) {
                if (moved.get(model.graph().index(held)))
                    throw new CausalException("The counterfactuals of " + backDoor.variable() + " are known for changes"
                            + " of " + backDoor.parents() + " that leave " + backDoor.given()
                            + " as they are, as its noise depends on these; the intervention changes "
                            + held + ": set " + backDoor.parents() + " instead, or observe the hidden cause");
            }
        }
    }

    /** Refuses evidence that says something of a noise that is tied to that of the treatment without settling it. */
    static void requireSettled(Scm model, Map<Integer, Double> given) {
        for (int v = 0; v < model.size(); v++) {
            if (!(model.mechanism(v).reason().orElse(null) instanceof MonotoneIdentification.Instrumental found))
                continue;
            BitSet family = new BitSet();
            family.set(v);
            for (int parent : model.parents(v)) family.set(parent);
            boolean settled = family.stream().allMatch(given::containsKey);
            if (!settled)
                throw new CausalException("The noises of " + found.treatment() + " and " + found.variable()
                        + " have a hidden cause in common, so evidence must have " + found.variable()
                        + " and all its parents " + model.mechanism(v).parents() + "; it has "
                        + given.keySet().stream()
                                .map(known -> model.variable(known).name())
                                .toList());
        }
    }

    /** Refuses draws of a treatment whose noise is tied to that of its outcome. */
    static void requireDrawable(Scm model) {
        for (int v = 0; v < model.size(); v++) {
            if (!(model.mechanism(v).reason().orElse(null) instanceof MonotoneIdentification.Instrumental found))
                continue;
            if (!model.isFresh(model.graph().index(found.treatment())) && !model.isFresh(v))
                throw new CausalException("The noises of " + found.treatment() + " and " + found.variable()
                        + " have a hidden cause in common, which the model does not know, so it cannot draw both; intervene"
                        + " on " + found.treatment() + " first");
        }
    }
}
