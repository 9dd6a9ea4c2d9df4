// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.CausalGraph;

/**
 * What tables, time series and networks have in common: variables, a graph, and what happens under an intervention.
 */
public interface CausalModel extends Displayable {

    /** The names of the variables. */
    List<String> variables();

    /** The graph over the variables; after an intervention, the graph that is left. */
    CausalGraph graph();

    /**
     * The model in which these mechanisms are changed and all else is as it was.
     *
     * @throws CausalException if a variable or a value is unknown, or one variable is changed twice
     */
    CausalModel intervene(Intervention... interventions);

    /**
     * Draws cases. The noise of each variable has a stream of its own: the same seed gives the same noise before and
     * after an intervention, so that two draws differ only by what the intervention does.
     *
     * @param rows how many, at least 1
     */
    Dataset sample(int rows, Seed seed);

    /**
     * What would have been under the interventions, for a case of which this is known.
     *
     * @param evidence numbers or level names by variable
     * @throws CausalException if the evidence is impossible under the model, or the model cannot answer
     */
    Counterfactual counterfactual(Map<String, ?> evidence, Intervention... interventions);

    /** What would have been under the interventions, for this case; see {@link #counterfactual(Map, Intervention...)}. */
    default Counterfactual counterfactual(Row evidence, Intervention... interventions) {
        return counterfactual(evidence.toMap(), interventions);
    }
}
