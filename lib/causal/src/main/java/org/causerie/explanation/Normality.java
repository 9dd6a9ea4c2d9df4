// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which worlds are normal: a partial order, in which two worlds may also be incomparable.
 *
 * <p>Halpern, J. Y. &amp; Hitchcock, C. (2015). Graded causation and defaults. The British Journal for the Philosophy of
 * Science 66, 413-457. doi:10.1093/bjps/axt050
 */
@FunctionalInterface
public interface Normality {

    /**
     * Whether one world is at least as normal as another; true of a world and itself, and transitive.
     *
     * @param world the level of every event, by variable
     * @param than the other world
     */
    boolean atLeastAsNormal(Map<String, String> world, Map<String, String> than);

    /**
     * Worlds ordered by defaults: one is at least as normal as another where it breaks no default that the other keeps.
     * Worlds that break different defaults are incomparable.
     *
     * @param usual the level that is usual or right, for the variables that have one
     */
    static Normality defaults(Map<String, ?> usual) {
        Map<String, ?> kept = new LinkedHashMap<>(usual);
        return (world, than) -> kept.entrySet().stream().allMatch(entry -> {
            String level = String.valueOf(entry.getValue());
            return level.equals(world.get(entry.getKey())) || !level.equals(than.get(entry.getKey()));
        });
    }
}
