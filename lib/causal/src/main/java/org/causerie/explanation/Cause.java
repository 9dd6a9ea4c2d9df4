// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.causerie.Displayable;

/**
 * An actual cause of an outcome: a conjunction of events none of which can be left out.
 *
 * @param events the level of each variable of the cause, \(\vec X = \vec x\)
 * @param witness the change that shows it, with the fewest variables changed
 * @param responsibility 1 divided by the number of variables that the witness changes, those of the cause included
 * @param normalWitnesses the worlds of the most normal witnesses; only that of {@code witness} where no order was given
 */
public record Cause(
        Map<String, String> events, Witness witness, double responsibility, List<Map<String, String>> normalWitnesses)
        implements Displayable {

    public Cause {
        events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
        normalWitnesses = List.copyOf(normalWitnesses);
    }

    /**
     * Why a cause is one: with the events changed and the others held, the outcome does not come about.
     *
     * @param changed what the variables of the cause are changed to, \(\vec x'\)
     * @param held what other variables are held at, \(\vec W = \vec w\)
     * @param changes how many of the held variables are held away from their actual level
     * @param world the level of every event that was looked at, under these changes
     */
    public record Witness(Map<String, String> changed, Map<String, String> held, int changes, Map<String, String> world)
            implements Displayable {

        public Witness {
            changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
            held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
            world = Collections.unmodifiableMap(new LinkedHashMap<>(world));
        }

        @Override
        public String text() {
            return "had it been " + CauseText.events(changed)
                    + (held.isEmpty() ? "" : " with " + CauseText.events(held) + " held");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * Whether this cause has at least as normal witnesses as another: each of the other's best witnesses is matched by
     * one that is at least as normal. People name the better of two causes more readily.
     */
    public boolean atLeastAsGood(Cause other, Normality normality) {
        return other.normalWitnesses().stream()
                .allMatch(theirs -> normalWitnesses.stream().anyMatch(ours -> normality.atLeastAsNormal(ours, theirs)));
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT, "%s (responsibility %.3g): %s", CauseText.events(events), responsibility, witness.text());
    }

    @Override
    public String toString() {
        return text();
    }
}
