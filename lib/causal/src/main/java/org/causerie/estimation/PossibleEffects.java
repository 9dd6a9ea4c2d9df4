// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Provenance;

/**
 * The total effects of a treatment on an outcome that a class of graphs allows: one for each set of parents that the
 * treatment may have. Counted once each they are the multiset of local IDA, counted by their members that of global IDA.
 *
 * @param treatment the variable set
 * @param outcome the variable the effect is on
 * @param effects the effects, ascending
 * @param settings how they were found
 * @param provenance what is needed to make them again
 */
public record PossibleEffects(
        String treatment, String outcome, List<PossibleEffect> effects, Ida settings, Provenance provenance)
        implements Displayable {

    public PossibleEffects {
        if (effects.isEmpty())
            throw new CausalException("A class of graphs allows at least one effect; none was given");
        effects = effects.stream()
                .sorted(Comparator.comparingDouble(PossibleEffect::value)
                        .thenComparing(effect -> String.join(",", effect.parents())))
                .toList();
    }

    /** The smallest absolute value: the treatment changes the outcome by no less, whichever graph is true. */
    public double least() {
        return effects.stream()
                .mapToDouble(effect -> Math.abs(effect.value()))
                .min()
                .orElseThrow();
    }

    /** The number of graphs in the class. */
    public BigInteger members() {
        return effects.stream().map(PossibleEffect::members).reduce(BigInteger.ZERO, BigInteger::add);
    }

    String question() {
        return "Possible effects of " + treatment + " on " + outcome;
    }

    @Override
    public String text() {
        return question() + ", at least " + Numbers.shown(least()) + " in absolute value:\n"
                + effects.stream().map(effect -> "  " + effect.text()).collect(Collectors.joining("\n"));
    }

    @Override
    public Optional<String> html() {
        String rows = effects.stream()
                .map(effect -> "<tr><td>" + Numbers.shown(effect.value()) + "</td><td>"
                        + Numbers.shown(effect.interval().lower()) + " to "
                        + Numbers.shown(effect.interval().upper()) + "</td><td>"
                        + Displayable.escape("{" + String.join(", ", effect.parents()) + "}") + "</td><td>"
                        + effect.members() + "</td></tr>")
                .collect(Collectors.joining());
        return Optional.of("<div><p>" + Displayable.escape(question()) + ", at least " + Numbers.shown(least())
                + " in absolute value</p><table><tr><th>effect</th><th>95 % interval</th><th>parents of "
                + Displayable.escape(treatment) + "</th><th>graphs</th></tr>" + rows + "</table></div>");
    }

    @Override
    public String toString() {
        return text();
    }
}
