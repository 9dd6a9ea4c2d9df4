// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.explanation.ActualCause.Definition;
import org.causerie.explanation.StructuralEquations.Origin;
import org.causerie.model.Intervention;

/**
 * The sufficient causes of what happened: events that bring the outcome about in every context.
 *
 * <p>\(\vec X = \vec x\) is a sufficient cause of \(\varphi\) where (SC1) both hold; (SC2) one of the events is a cause of
 * \(\varphi\) or part of one; (SC3) setting \(\vec X\) to \(\vec x\) makes \(\varphi\) hold in every context; and (SC4) no part
 * of \(\vec X\) does all this.
 *
 * <p>Besides the search for causes this solves the equations for each set of events in each context: \(O(2^n c\,n)\)
 * for \(n\) events and \(c\) contexts, at most 2<sup>16</sup>; sets that contain a sufficient cause are left out, and a set
 * is given up at the first context in which it fails.
 *
 * <p>Halpern, J. Y. (2016). Actual Causality, section 2.6. MIT Press. doi:10.7551/mitpress/10809.001.0001
 *
 * @param cause what counts as a cause in SC2; the defaults of {@link ActualCause} by default
 */
public record SufficientCause(ActualCause cause) {
    private static final long MOST_CONTEXTS = 1 << 16;
    private static final int MOST_EVENTS = 24;

    public static SufficientCause withDefaults() {
        return new SufficientCause(ActualCause.withDefaults());
    }

    public SufficientCause cause(ActualCause newCause) {
        return new SufficientCause(newCause);
    }

    /** The same by another definition of a cause. */
    public SufficientCause definition(Definition definition) {
        return new SufficientCause(cause.definition(definition));
    }

    /**
     * The sufficient causes of an outcome.
     *
     * @param outcome what happened
     * @param causes the level of each event, for every sufficient cause, smallest first
     * @param settings the settings
     */
    public record Result(Formula outcome, List<Map<String, String>> causes, SufficientCause settings)
            implements Displayable {

        public Result {
            causes = List.copyOf(causes);
        }

        @Override
        public String text() {
            List<String> lines = new ArrayList<>();
            lines.add((causes.isEmpty() ? "Nothing is enough for " : "Each of these is enough for ") + outcome.text()
                    + ", whatever the context");
            for (Map<String, String> events : causes) lines.add("  " + CauseText.events(events));
            return String.join("\n", lines);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The sufficient causes, among all events but those of the variables that the outcome speaks of.
     *
     * @throws CausalException if the outcome did not happen, or there are too many contexts or events
     */
    public Result explain(Situation situation, Formula outcome) {
        StructuralEquations equations = situation.equations();
        ActualCause.Result actual = cause.explain(situation, outcome);
        List<int[]> contexts = contexts(equations);
        List<String> names = equations.events().stream()
                .filter(name -> !outcome.variables().contains(name))
                .toList();
        if (names.size() > MOST_EVENTS)
            throw new CausalException("Sufficient causes are searched for among at most " + MOST_EVENTS
                    + " events; there are " + names.size());
        int parts = 0;
        for (int i = 0; i < names.size(); i++) if (actual.isPartOfCause(names.get(i))) parts |= 1 << i;
        List<Integer> found = new ArrayList<>();
        for (int size = 1; size <= names.size(); size++) {
            for (int set = 0; set < 1 << names.size(); set++) {
                int tried = set;
                if (Integer.bitCount(set) != size || (set & parts) == 0) continue;
                if (found.stream().anyMatch(smaller -> (tried & smaller) == smaller)) continue;
                Progress.checkpoint();
                if (always(situation, outcome, names, set, contexts)) found.add(set);
            }
        }
        return new Result(
                outcome,
                found.stream().map(set -> events(situation, names, set)).toList(),
                this);
    }

    /** SC3. */
    private static boolean always(
            Situation situation, Formula outcome, List<String> names, int set, List<int[]> contexts) {
        StructuralEquations held = situation
                .equations()
                .intervene(events(situation, names, set).entrySet().stream()
                        .map(event -> Intervention.set(event.getKey(), event.getValue()))
                        .toArray(Intervention[]::new));
        return contexts.stream().allMatch(context -> new Situation(held, context).holds(outcome));
    }

    private static Map<String, String> events(Situation situation, List<String> names, int set) {
        Map<String, String> events = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++)
            if ((set >> i & 1) == 1) events.put(names.get(i), situation.level(names.get(i)));
        return events;
    }

    /** Levels of all variables with the context filled in, for each context. */
    private static List<int[]> contexts(StructuralEquations equations) {
        List<int[]> contexts = new ArrayList<>(List.of(new int[equations.size()]));
        for (int v = 0; v < equations.size(); v++) {
            if (equations.origin(v) == Origin.EQUATION) continue;
            List<int[]> longer = new ArrayList<>();
            int levels = equations.variable(v).levels().size();
            if ((long) contexts.size() * levels > MOST_CONTEXTS)
                throw new CausalException("There are more than " + MOST_CONTEXTS + " contexts of "
                        + new TreeSet<>(equations.contextVariables()) + ", too many to try each");
            for (int[] context : contexts) {
                for (int level = 0; level < levels; level++) {
                    int[] next = context.clone();
                    next[v] = level;
                    longer.add(next);
                }
            }
            contexts = longer;
        }
        return contexts;
    }
}
