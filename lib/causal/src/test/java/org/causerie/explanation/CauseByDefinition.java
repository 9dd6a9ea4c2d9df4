// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.causerie.explanation.ActualCause.Definition;

/**
 * Causes straight from the words of the definitions, over Boolean equations given as functions; slow, and sharing nothing
 * with the library.
 *
 * @param equations the equations, causes first
 */
record CauseByDefinition(LinkedHashMap<String, Predicate<Map<String, Boolean>>> equations) {

    Map<String, Boolean> solve(Map<String, Boolean> held) {
        Map<String, Boolean> world = new LinkedHashMap<>();
        equations.forEach((name, equation) ->
                world.put(name, held.containsKey(name) ? held.get(name) : Boolean.valueOf(equation.test(world))));
        return world;
    }

    /** All sets of variables whose actual values are a cause. */
    Set<Set<String>> causes(Definition definition, Predicate<Map<String, Boolean>> outcome) {
        Map<String, Boolean> actual = solve(Map.of());
        Set<Set<String>> enough = new HashSet<>();
        if (!outcome.test(actual)) return enough;
        for (Set<String> x : subsets(List.copyOf(equations.keySet())))
            if (!x.isEmpty() && second(definition, outcome, actual, x)) enough.add(x);
        Set<Set<String>> minimal = new HashSet<>();
        for (Set<String> x : enough)
            if (enough.stream().noneMatch(y -> !y.equals(x) && x.containsAll(y))) minimal.add(x);
        return minimal;
    }

    /** AC2 in full: every change of X, every W, every setting of W, and for (b) every W' and Z'. */
    private boolean second(
            Definition definition,
            Predicate<Map<String, Boolean>> outcome,
            Map<String, Boolean> actual,
            Set<String> x) {
        List<String> others = new ArrayList<>(equations.keySet());
        others.removeAll(x);
        for (Map<String, Boolean> changed : settings(List.copyOf(x))) {
            if (definition == Definition.BUT_FOR) {
                boolean every = x.stream().noneMatch(name -> changed.get(name).equals(actual.get(name)));
                if (every && !outcome.test(solve(changed))) return true;
                continue;
            }
            for (Set<String> w : subsets(others)) {
                for (Map<String, Boolean> setting : settings(List.copyOf(w))) {
                    if (definition == Definition.MODIFIED && !actual.entrySet().containsAll(setting.entrySet()))
                        continue;
                    Map<String, Boolean> both = new LinkedHashMap<>(changed);
                    both.putAll(setting);
                    if (outcome.test(solve(both))) continue;
                    if (definition == Definition.MODIFIED || stays(definition, outcome, actual, x, others, setting))
                        return true;
                }
            }
        }
        return false;
    }

    private boolean stays(
            Definition definition,
            Predicate<Map<String, Boolean>> outcome,
            Map<String, Boolean> actual,
            Set<String> x,
            List<String> others,
            Map<String, Boolean> setting) {
        List<String> z = new ArrayList<>(others);
        z.removeAll(setting.keySet());
        for (Set<String> back : subsets(z)) {
            for (Set<String> kept : subsets(List.copyOf(setting.keySet()))) {
                if (definition == Definition.ORIGINAL && kept.size() < setting.size()) continue;
                Map<String, Boolean> held = new LinkedHashMap<>();
                x.forEach(name -> held.put(name, actual.get(name)));
                back.forEach(name -> held.put(name, actual.get(name)));
                kept.forEach(name -> held.put(name, setting.get(name)));
                if (!outcome.test(solve(held))) return false;
            }
        }
        return true;
    }

    private static List<Set<String>> subsets(List<String> names) {
        List<Set<String>> subsets = new ArrayList<>();
        for (int bits = 0; bits < 1 << names.size(); bits++) {
            Set<String> subset = new HashSet<>();
            for (int i = 0; i < names.size(); i++) if ((bits >> i & 1) == 1) subset.add(names.get(i));
            subsets.add(subset);
        }
        return subsets;
    }

    private static List<Map<String, Boolean>> settings(List<String> names) {
        List<Map<String, Boolean>> settings = new ArrayList<>();
        for (int bits = 0; bits < 1 << names.size(); bits++) {
            Map<String, Boolean> setting = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) setting.put(names.get(i), (bits >> i & 1) == 1);
            settings.add(setting);
        }
        return settings;
    }
}
