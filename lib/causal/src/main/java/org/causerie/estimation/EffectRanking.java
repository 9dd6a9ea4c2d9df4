// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.causerie.Displayable;

/**
 * The variables by the least that each does to an outcome, whichever graph of the class is true: the order in which to
 * try interventions.
 *
 * <p>M. H. Maathuis, D. Colombo, M. Kalisch and P. Bühlmann, Predicting causal effects in large-scale systems from
 * observational data, Nature Methods 7 (2010), doi:10.1038/nmeth0410-247.
 *
 * @param outcome the variable the effects are on
 * @param causes the possible effects of each other variable, the largest least effect first
 */
public record EffectRanking(String outcome, List<PossibleEffects> causes) implements Displayable {
    private static final int SHOWN = 20;

    public EffectRanking {
        causes = causes.stream()
                .sorted(Comparator.comparingDouble(PossibleEffects::least)
                        .reversed()
                        .thenComparing(PossibleEffects::treatment))
                .toList();
    }

    @Override
    public String text() {
        String lines = causes.stream()
                .limit(SHOWN)
                .map(cause -> "  " + cause.treatment() + ": at least " + Numbers.shown(cause.least()) + ", "
                        + Numbers.shown(cause.effects().get(0).value()) + " to "
                        + Numbers.shown(
                                cause.effects().get(cause.effects().size() - 1).value()))
                .collect(Collectors.joining("\n"));
        int more = causes.size() - SHOWN;
        return "Least absolute effects on " + outcome + ":\n" + lines + (more > 0 ? "\n  and " + more + " more" : "");
    }

    @Override
    public String toString() {
        return text();
    }
}
