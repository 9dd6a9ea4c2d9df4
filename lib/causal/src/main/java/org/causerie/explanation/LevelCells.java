// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.model.Scm;
import org.causerie.model.Variable;

/** Combinations of levels by number, the last variable fastest. */
final class LevelCells {
    private LevelCells() {}

    static List<Variable> variables(Scm model) {
        return model.variables().stream().map(model::variable).toList();
    }

    static int count(List<Variable> variables) {
        int count = 1;
        for (Variable variable : variables) {
            if (!variable.categorical())
                throw new CausalException(variable.name() + " is a number; abstractions are between models of levels");
            count = Math.multiplyExact(count, variable.levels().size());
        }
        return count;
    }

    static List<String> levels(List<Variable> variables, int cell) {
        List<String> levels = new ArrayList<>();
        int block = count(variables);
        int rest = cell;
        for (Variable variable : variables) {
            block /= variable.levels().size();
            levels.add(variable.levels().get(rest / block));
            rest %= block;
        }
        return levels;
    }

    static int cell(List<Variable> variables, List<String> levels) {
        int cell = 0;
        for (int v = 0; v < levels.size(); v++)
            cell = cell * variables.get(v).levels().size()
                    + (int) variables.get(v).code(levels.get(v));
        return cell;
    }

    static int place(List<Variable> variables, String name) {
        List<String> names = variables.stream().map(Variable::name).toList();
        if (!names.contains(name)) throw CausalException.unknown("coarse variable", name, names);
        return names.indexOf(name);
    }

    static Map<String, String> setting(List<Variable> variables, int cell) {
        Map<String, String> setting = new LinkedHashMap<>();
        List<String> levels = levels(variables, cell);
        for (int v = 0; v < levels.size(); v++) setting.put(variables.get(v).name(), levels.get(v));
        return setting;
    }

    /** An intervention as it is written. */
    static String text(Map<String, String> setting) {
        return setting.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", ", "do(", ")"));
    }
}
