// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * A variable in a world: the value it would have under interventions, \(Y_x\); or, where another variable is given the
 * value it would have in yet another world, the nested \(Y_{x, M_{x'}}\).
 *
 * <p>{@snippet :
 * var treated = PotentialOutcome.of("Y", Intervention.set("X", 1));
 * var mediator = PotentialOutcome.of("M", Intervention.set("X", 0));
 * var nested = treated.with(mediator);                       // Y[X = 1, M[X = 0]]
 * }
 *
 * @param variable the variable
 * @param interventions what is changed in its world; none for the world as it is
 * @param imagined variables whose values come from other worlds
 */
public record PotentialOutcome(String variable, List<Intervention> interventions, List<PotentialOutcome> imagined)
        implements Displayable {

    public PotentialOutcome {
        interventions = List.copyOf(interventions);
        imagined = List.copyOf(imagined);
        Set<String> seen = new LinkedHashSet<>();
        List<String> changed = new ArrayList<>();
        interventions.forEach(intervention -> changed.add(intervention.variable()));
        imagined.forEach(outcome -> changed.add(outcome.variable()));
        for (String name : changed) {
            if (!seen.add(name))
                throw new CausalException("The world of " + variable + " changes " + name + " twice; change it once");
        }
    }

    /** The variable in the world with these interventions; without any, as it is. */
    public static PotentialOutcome of(String variable, Intervention... interventions) {
        return new PotentialOutcome(variable, List.of(interventions), List.of());
    }

    /** The same in a world where the other's variable has the value that it has in the other's world. */
    public PotentialOutcome with(PotentialOutcome other) {
        List<PotentialOutcome> more = new ArrayList<>(imagined);
        more.add(other);
        return new PotentialOutcome(variable, interventions, more);
    }

    /** For example {@code Y[X = 1, M[X = 0]]}. */
    @Override
    public String text() {
        List<String> changes = new ArrayList<>();
        for (Intervention intervention : interventions) {
            String text = intervention.text();
            changes.add(text.substring("do(".length(), text.length() - 1));
        }
        imagined.forEach(outcome -> changes.add(outcome.text()));
        return changes.isEmpty() ? variable : variable + "[" + String.join(", ", changes) + "]";
    }

    @Override
    public String toString() {
        return text();
    }
}
