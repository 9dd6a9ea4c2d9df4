// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;

/**
 * Where the data contradicts itself or the background knowledge, as finite samples do: what was demanded
 * and why it was not done.
 *
 * @param kind what contradicts what
 * @param variables the variables concerned: the triple end, middle, end, or the two ends of an edge
 */
public record Conflict(Kind kind, List<String> variables) {

    /** What contradicts what. */
    public enum Kind {
        /** A triple looks like a collider, but background knowledge forbids one of the arrows. */
        COLLIDER_AGAINST_KNOWLEDGE,
        /** A triple looks like a collider, but a better supported one points an edge the other way. */
        COLLIDER_AGAINST_COLLIDER,
        /** A triple looks like a collider, but its arrows would close a directed cycle. */
        COLLIDER_IN_CYCLE,
        /** Background knowledge directs the edges that were found so that they close a cycle. */
        KNOWLEDGE_IN_CYCLE,
        /** What is directed already demands both directions of an edge, or one that closes a cycle. */
        RULES
    }

    public Conflict {
        variables = List.copyOf(variables);
    }

    @Override
    public String toString() {
        String names = String.join(", ", variables);
        return switch (kind) {
            case COLLIDER_AGAINST_KNOWLEDGE -> triple() + " is against the background knowledge";
            case COLLIDER_AGAINST_COLLIDER -> triple() + " is against a better supported collider";
            case COLLIDER_IN_CYCLE -> triple() + " would close a cycle";
            case KNOWLEDGE_IN_CYCLE -> "the background knowledge closes a cycle through " + names;
            case RULES ->
                "the edge between " + variables.get(0) + " and " + variables.get(1)
                        + " would have to point both ways or close a cycle";
        };
    }

    private String triple() {
        return "the collider " + variables.get(0) + " → " + variables.get(1) + " ← " + variables.get(2);
    }
}
