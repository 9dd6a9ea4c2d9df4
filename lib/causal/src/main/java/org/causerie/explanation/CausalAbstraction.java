// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.model.Scm;
import org.causerie.model.StochasticMatrix;
import org.causerie.model.Variable;

/**
 * How a coarse model of levels speaks of a fine one: each coarse variable is made of a group of fine variables, and each
 * combination of their levels is one of its levels. Fine variables in no group are left out.
 *
 * <p>{@snippet :
 * CausalAbstraction.empty()
 *         .with("health", "pressure", Map.of("low", "good", "middle", "good", "high", "bad"))
 *         .with("habit", List.of("smokes", "drinks"), habits);
 * }
 *
 * <p>This says what stands for what, not that the coarse model is right about it: for that see {@link
 * InterventionalConsistency}.
 *
 * <p>References: E. F. Rischel and S. Weichwald, Compositional abstraction error and a category of causal models, UAI 2021,
 * PMLR 161:1013-1023; S. Beckers and J. Y. Halpern, Abstracting causal models, AAAI 2019,
 * doi:10.1609/aaai.v33i01.33012678.
 *
 * @param parts one for each coarse variable
 */
public record CausalAbstraction(List<Part> parts) implements Displayable {

    /**
     * What one coarse variable is made of.
     *
     * @param coarse its name
     * @param fine the fine variables
     * @param levels the coarse level for each combination of levels of these, in their order
     */
    public record Part(String coarse, List<String> fine, Map<List<String>, String> levels) {
        public Part {
            fine = List.copyOf(fine);
            if (fine.isEmpty()) throw new CausalException(coarse + " has to be made of at least one fine variable");
            Map<List<String>, String> copy = new LinkedHashMap<>();
            for (Map.Entry<List<String>, String> entry : levels.entrySet()) {
                if (entry.getKey().size() != fine.size())
                    throw new CausalException("A level of " + coarse + " is given for levels of " + fine
                            + ", one of each; given " + entry.getKey());
                copy.put(List.copyOf(entry.getKey()), entry.getValue());
            }
            levels = Collections.unmodifiableMap(copy);
        }

        String at(List<String> combination) {
            String level = levels.get(combination);
            if (level == null)
                throw new CausalException("The abstraction says no level of " + coarse + " for " + fine + " = "
                        + combination + "; give one for each combination");
            return level;
        }
    }

    /** Refuses groups that share a variable. */
    public CausalAbstraction {
        parts = List.copyOf(parts);
        Set<String> coarse = new LinkedHashSet<>();
        Set<String> fine = new LinkedHashSet<>();
        for (Part part : parts) {
            if (!coarse.add(part.coarse()))
                throw new CausalException("The abstraction makes " + part.coarse() + " twice; make it once");
            for (String name : part.fine())
                if (!fine.add(name))
                    throw new CausalException(
                            name + " is in two groups, or twice in one; a fine variable is part of one"
                                    + " coarse variable at most");
        }
    }

    /** Nothing yet. */
    public static CausalAbstraction empty() {
        return new CausalAbstraction(List.of());
    }

    /** The same with one more coarse variable, made of several fine ones. */
    public CausalAbstraction with(String coarse, List<String> fine, Map<List<String>, String> levels) {
        List<Part> more = new ArrayList<>(parts);
        more.add(new Part(coarse, fine, levels));
        return new CausalAbstraction(more);
    }

    /** The same with one more coarse variable, made of one fine one. */
    public CausalAbstraction with(String coarse, String fine, Map<String, String> levels) {
        Map<List<String>, String> lists = new LinkedHashMap<>();
        levels.forEach((from, to) -> lists.put(List.of(from), to));
        return with(coarse, List.of(fine), lists);
    }

    /** The same with one more coarse variable that is a fine one under another name. */
    public CausalAbstraction with(String coarse, String fine, List<String> levels) {
        Map<String, String> same = new LinkedHashMap<>();
        levels.forEach(level -> same.put(level, level));
        return with(coarse, fine, same);
    }

    /** This, and then the next: from the finest model to the coarsest. */
    public CausalAbstraction then(CausalAbstraction next) {
        List<Part> composed = new ArrayList<>();
        for (Part part : next.parts) {
            List<Part> inner = part.fine().stream().map(this::part).toList();
            List<String> fine =
                    inner.stream().flatMap(each -> each.fine().stream()).toList();
            Map<List<String>, List<String>> combinations = new LinkedHashMap<>(Map.of(List.of(), List.of()));
            for (Part each : inner) {
                Map<List<String>, List<String>> longer = new LinkedHashMap<>();
                combinations.forEach((finest, middle) -> each.levels()
                        .forEach((more, level) -> longer.put(joined(finest, more), joined(middle, List.of(level)))));
                combinations = longer;
            }
            Map<List<String>, String> levels = new LinkedHashMap<>();
            combinations.forEach((finest, middle) -> levels.put(finest, part.at(middle)));
            composed.add(new Part(part.coarse(), fine, levels));
        }
        return new CausalAbstraction(composed);
    }

    /** What a coarse variable is made of. */
    public Part part(String coarse) {
        return parts.stream()
                .filter(part -> part.coarse().equals(coarse))
                .findFirst()
                .orElseThrow(() -> CausalException.unknown(
                        "coarse variable",
                        coarse,
                        parts.stream().map(Part::coarse).toList()));
    }

    /** The fine variables of all groups, in their order. */
    public List<String> fine() {
        return parts.stream().flatMap(part -> part.fine().stream()).toList();
    }

    /**
     * The intervention on the coarse model that an intervention on the fine one is.
     *
     * @param setting levels of fine variables, all or none of each group
     * @throws CausalException if there is no such intervention
     */
    public SortedMap<String, String> image(Map<String, String> setting) {
        SortedMap<String, String> image = new TreeMap<>();
        Set<String> left = new LinkedHashSet<>(setting.keySet());
        for (Part part : parts) {
            List<String> set = part.fine().stream().filter(setting::containsKey).toList();
            if (set.isEmpty()) continue;
            if (set.size() < part.fine().size())
                throw new CausalException("To set " + set + " is no intervention on " + part.coarse()
                        + ", which is made of " + part.fine() + "; set all of these or none");
            image.put(part.coarse(), part.at(set.stream().map(setting::get).toList()));
            left.removeAll(part.fine());
        }
        if (!left.isEmpty())
            throw new CausalException("No coarse variable is made of " + left
                    + ", so that to set it is no intervention on the coarse model");
        return image;
    }

    /**
     * The distribution of the coarse variables that one of the fine variables amounts to.
     *
     * @param state a joint distribution of all fine variables of the groups, and maybe others
     * @param coarse the coarse model
     */
    public StochasticMatrix push(StochasticMatrix state, Scm coarse) {
        StochasticMatrix relevant = state.outputs(fine().toArray(String[]::new));
        List<Variable> to = LevelCells.variables(coarse);
        return push(relevant, images(relevant.outputs(), to), to);
    }

    /** The distribution that a state of the fine variables of the groups amounts to, with the images of its cells. */
    static StochasticMatrix push(StochasticMatrix state, int[] images, List<Variable> to) {
        double[] cells = new double[LevelCells.count(to)];
        double[] row = state.rows()[0];
        for (int cell = 0; cell < row.length; cell++) cells[images[cell]] += row[cell];
        return StochasticMatrix.state(to, cells);
    }

    /** By cell of the fine variables of the groups, in their order, the cell of the coarse variables. */
    int[] images(List<Variable> from, List<Variable> to) {
        int[] images = new int[LevelCells.count(from)];
        for (int cell = 0; cell < images.length; cell++) {
            List<String> levels = LevelCells.levels(from, cell);
            List<String> coarse = new ArrayList<>(Collections.nCopies(to.size(), ""));
            int start = 0;
            for (Part part : parts) {
                int end = start + part.fine().size();
                int place = LevelCells.place(to, part.coarse());
                coarse.set(place, part.at(levels.subList(start, end)));
                start = end;
            }
            images[cell] = LevelCells.cell(to, coarse);
        }
        return images;
    }

    /**
     * Checks that this leads from the one model to the other.
     *
     * @throws CausalException if a group or a level is missing, or a coarse level stands for nothing
     */
    void requireBetween(Scm fine, Scm coarse) {
        for (String name : coarse.variables()) {
            Part part = part(name);
            Set<String> met = new LinkedHashSet<>();
            List<Variable> group = part.fine().stream().map(fine::variable).toList();
            for (int cell = 0; cell < LevelCells.count(group); cell++) {
                String level = part.at(LevelCells.levels(group, cell));
                coarse.variable(name).code(level);
                met.add(level);
            }
            for (String level : coarse.variable(name).levels())
                if (!met.contains(level))
                    throw new CausalException("The level " + level + " of " + name + " stands for no combination of "
                            + part.fine() + "; each coarse level stands for something");
        }
        for (Part part : parts) coarse.variable(part.coarse());
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Override
    public String text() {
        return parts.stream()
                .map(part -> part.coarse() + " is made of " + String.join(", ", part.fine()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return text();
    }
}
