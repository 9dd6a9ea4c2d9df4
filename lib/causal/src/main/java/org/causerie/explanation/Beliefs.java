// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.model.NoiseAtom;
import org.causerie.model.Scm;

/**
 * What somebody takes to be possible: situations with their probabilities. The equations may differ between them.
 *
 * @param situations the situations, with probabilities that sum to 1
 */
public record Beliefs(Map<Situation, Double> situations) {
    private static final int MOST = 1 << 20;

    public Beliefs {
        double sum = 0;
        for (double probability : situations.values()) {
            if (!(probability >= 0))
                throw new CausalException("A probability must be at least 0; " + probability + " was given");
            sum += probability;
        }
        if (Math.abs(sum - 1) > 1e-9)
            throw new CausalException("The probabilities of the situations must sum to 1; they sum to " + sum);
        situations = Collections.unmodifiableMap(new LinkedHashMap<>(situations));
    }

    /** All that can happen under a model of levels, each way in which its noises can fall with its probability. */
    public static Beliefs of(Scm model) {
        return of(model, Map.of());
    }

    /**
     * All that can have happened under a model of levels, given what was seen of a case.
     *
     * @param evidence levels by variable
     * @throws CausalException if the model has numbers, the evidence is impossible, or there are more than
     *     2<sup>20</sup> ways in which the noises can fall
     */
    public static Beliefs of(Scm model, Map<String, ?> evidence) {
        StructuralEquations equations = StructuralEquations.of(model);
        List<Map<String, String>> contexts = new ArrayList<>(List.of(Map.of()));
        List<Double> chances = new ArrayList<>(List.of(1.0));
        for (String name : model.variables()) {
            List<NoiseAtom> atoms = model.noiseAtoms(name);
            if (atoms.size() == 1) continue;
            if ((long) contexts.size() * atoms.size() > MOST)
                throw new CausalException(
                        "The noises of the model can fall in more than " + MOST + " ways, too many to try each");
            List<Map<String, String>> longer = new ArrayList<>();
            List<Double> longerChances = new ArrayList<>();
            for (int i = 0; i < contexts.size(); i++) {
                for (int atom = 0; atom < atoms.size(); atom++) {
                    Map<String, String> next = new LinkedHashMap<>(contexts.get(i));
                    next.put(StructuralEquations.noiseOf(name), Integer.toString(atom));
                    longer.add(next);
                    longerChances.add(chances.get(i) * atoms.get(atom).probability());
                }
            }
            contexts = longer;
            chances = longerChances;
        }
        Map<Situation, Double> possible = new LinkedHashMap<>();
        for (int i = 0; i < contexts.size(); i++) {
            Situation situation = equations.in(contexts.get(i));
            boolean seen = evidence.entrySet().stream()
                    .allMatch(event -> situation.holds(Formula.is(event.getKey(), event.getValue())));
            if (seen && chances.get(i) > 0) possible.put(situation, chances.get(i));
        }
        double total =
                possible.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(total > 0))
            throw new CausalException(
                    "The evidence " + evidence + " has probability 0 under the model; check its levels");
        possible.replaceAll((situation, chance) -> chance / total);
        return new Beliefs(possible);
    }
}
