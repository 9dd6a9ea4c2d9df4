// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Displayable;
import org.causerie.Provenance;
import org.causerie.graph.CausalGraph;

/** What a search found: the graph, the evidence for it, and where it comes from. */
public interface Found extends Displayable {

    /** The graph, over the variables in the order of the data's columns. */
    CausalGraph graph();

    /** Enough to make the result again. */
    Provenance provenance();
}
