// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.graph.Admg;

/**
 * Why no experiment answers a question about several worlds: a district of the {@link CounterfactualGraph}, joined by
 * hidden causes or by the noise of one variable, in which one variable has two values.
 *
 * <p>Two vertices of one variable are a recanting witness of an effect along paths; vertices of several variables a
 * recanting district. The simplest are \(P(y_x, y'_{x'})\) with \(X \to Y\), the W-graph, and \(P(y_x, x')\) with \(X \to
 * Y, X \leftrightarrow Y\).
 *
 * <p>References: I. Shpitser and J. Pearl, "Complete identification methods for the causal hierarchy", JMLR 9 (2008),
 * line 8 of ID*; C. Avin, I. Shpitser and J. Pearl, "Identifiability of path-specific effects", IJCAI 2005; I. Shpitser,
 * "Counterfactual graphical models for longitudinal mediation analysis with unobserved confounding", Cognitive Science
 * 37 (2013), doi:10.1111/cogs.12058.
 *
 * @param district the vertices of the district
 * @param variable the variable that has two values
 * @param first one of them
 * @param second the other, equal to the first at most for some levels
 * @param models two models that agree in every experiment and differ in the question: made of parities where two
 *     vertices hear of the variable and such models are found; otherwise a {@link HiddenCauseModel} is looked for, where
 *     causes have three levels if two are enough for an answer. None where the question has more than 8 variables and
 *     ancestors, names levels other than 0 and 1, or nothing is found: long districts may need more levels of hidden
 *     causes than are tried
 */
public record WorldConflict(
        SortedSet<Term> district, String variable, Value first, Value second, Optional<ModelPair> models)
        implements Witness {

    public WorldConflict {
        district = Collections.unmodifiableSortedSet(new TreeSet<>(district));
    }

    /** The first conflict in a district, if it has any. */
    static Optional<WorldConflict> in(SortedSet<Term> district) {
        Optional<String> recanted = recanted(district);
        Map<String, Value> values = new HashMap<>();
        for (Term vertex : district) {
            Map<String, Value> all = new HashMap<>(vertex.world());
            all.put(vertex.variable(), vertex.value());
            for (String name : new TreeSet<>(all.keySet())) {
                Value value = all.get(name);
                Value before = values.putIfAbsent(name, value);
                if (before == null
                        || before.equals(value)
                        || recanted.filter(name::equals).isPresent()) continue;
                return Optional.of(new WorldConflict(district, name, before, value, Optional.empty()));
            }
        }
        return Optional.empty();
    }

    /** The same with models that differ in this question, if there are simple ones. */
    WorldConflict about(Expression asked, Admg graph) {
        Optional<ModelPair> models =
                ConflictModels.of(asked, this, graph).or(() -> new ConflictSearch(asked).models(graph));
        return new WorldConflict(district, variable, first, second, models);
    }

    /** The variable that the district has twice, the recanting witness; empty where it has each once. */
    public Optional<String> recanting() {
        return recanted(district);
    }

    private static Optional<String> recanted(SortedSet<Term> district) {
        SortedSet<String> seen = new TreeSet<>();
        for (Term vertex : district) if (!seen.add(vertex.variable())) return Optional.of(vertex.variable());
        return Optional.empty();
    }

    @Override
    public String text() {
        String shared = recanting()
                .map(name -> name + " has the same noise in both (a recanting witness)")
                .orElse("these variables share hidden causes");
        return "no experiment shows " + new Probability(Domain.target(), district, new TreeSet<>()).text() + ": "
                + shared + ", and both " + first.text(variable) + " and " + second.text(variable) + " are at work";
    }

    @Override
    public String toString() {
        return text();
    }
}
