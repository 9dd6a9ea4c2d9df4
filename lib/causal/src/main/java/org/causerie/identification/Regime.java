// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.Displayable;

/**
 * What data there is: the distribution of a population, as it is or where an experiment sets some variables.
 *
 * @param population where the data come from
 * @param set the variables that the experiment sets; empty for what is observed
 */
public record Regime(Domain population, SortedSet<String> set) implements Displayable {

    public Regime {
        set = Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }

    /** The population that is asked about, as it is. */
    public static Regime observed() {
        return new Regime(Domain.target(), new TreeSet<>());
    }

    /** An experiment in the population that is asked about. */
    public static Regime experiment(String... set) {
        return new Regime(Domain.target(), new TreeSet<>(Set.of(set)));
    }

    /** The same in another population. */
    public Regime in(Domain population) {
        return new Regime(population, set);
    }

    @Override
    public String text() {
        return "P" + (population.name().isEmpty() ? "" : "^" + population.name())
                + (set.isEmpty() ? "" : " after do(" + String.join(", ", set) + ")");
    }

    @Override
    public String toString() {
        return text();
    }
}
