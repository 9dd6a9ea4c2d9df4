// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Dag;
import org.causerie.model.Intervention;
import org.causerie.model.NoiseAtom;
import org.causerie.model.Scm;
import org.causerie.model.Variable;

/**
 * Deterministic equations over variables with finitely many levels: once the context is known, everything is.
 *
 * <p>{@snippet :
 * var fire = StructuralEquations.builder()
 *         .root("lightning").root("match")
 *         .equation("fire", List.of("lightning", "match"), row -> row.get("lightning") == 1 || row.get("match") == 1)
 *         .build();
 * var both = fire.in(Map.of("lightning", 1, "match", 1));
 * }
 *
 * <p>The context says what happens for reasons outside the model. It gives the levels of the roots, which are
 * events like any other and can be causes; and of variables that are only background and can neither be
 * causes nor be changed. Equations are kept as tables. Immutable.
 */
public final class StructuralEquations implements Displayable {

    /** Where the level of a variable comes from. */
    enum Origin {
        /** From the context; the variable is background. */
        BACKGROUND,
        /** From the context, as an event of the model. */
        ROOT,
        /** From an equation. */
        EQUATION
    }

    private final List<Variable> variables;
    private final List<Origin> origins;
    private final Dag graph;
    private final int[][] parents;
    /** The level for each combination of the parents' levels, the last parent fastest; empty without an equation. */
    private final int[][] tables;

    StructuralEquations(List<Variable> variables, List<Origin> origins, int[][] parents, int[][] tables) {
        this.variables = List.copyOf(variables);
        this.origins = List.copyOf(origins);
        this.parents = parents;
        this.tables = tables;
        List<int[]> edges = new ArrayList<>();
        for (int v = 0; v < parents.length; v++) for (int parent : parents[v]) edges.add(new int[] {parent, v});
        this.graph = Dag.of(variables.stream().map(Variable::name).toList(), edges);
    }

    public static StructuralEquationsBuilder builder() {
        return new StructuralEquationsBuilder();
    }

    /**
     * The equations of a model of levels. The noise of a variable that is left to chance becomes background, with one
     * level for each of its atoms ({@link Scm#noiseAtoms}), so that a context is one way in which all noises can fall.
     *
     * @throws CausalException if a variable is a number
     */
    public static StructuralEquations of(Scm model) {
        StructuralEquationsBuilder builder = builder();
        for (String name : model.variables()) {
            List<NoiseAtom> atoms = model.noiseAtoms(name);
            double[] noise = atoms.stream().mapToDouble(NoiseAtom::noise).toArray();
            List<String> read = new ArrayList<>(model.mechanism(name).parents());
            if (atoms.size() > 1) {
                read.add(noiseOf(name));
                builder.background(
                        noiseOf(name),
                        IntStream.range(0, noise.length)
                                .mapToObj(Integer::toString)
                                .toArray(String[]::new));
            }
            builder.table(model.variable(name), read, table(model, name, noise));
        }
        return builder.build();
    }

    /** The name of the background variable that stands for the noise of a variable. */
    static String noiseOf(String variable) {
        return "noise of " + variable;
    }

    private static int[] table(Scm model, String name, double[] atoms) {
        Family family = Family.of(model, name);
        int size = family.parents().stream()
                .mapToInt(parent -> parent.levels().size())
                .reduce(atoms.length, Math::multiplyExact);
        double[][] columns = new double[family.parents().size()][size];
        double[] noise = new double[size];
        for (int cell = 0; cell < size; cell++) {
            noise[cell] = atoms[cell % atoms.length];
            int rest = cell / atoms.length;
            for (int p = columns.length - 1; p >= 0; p--) {
                int levels = family.parents().get(p).levels().size();
                columns[p][cell] = rest % levels;
                rest /= levels;
            }
        }
        return Arrays.stream(family.values(columns, noise))
                .mapToInt(code -> (int) code)
                .toArray();
    }

    /**
     * What happens in a context.
     *
     * @param context the level of every root and every background variable
     * @throws CausalException if one is left out, or another is named
     */
    public Situation in(Map<String, ?> context) {
        int[] given = new int[size()];
        for (String name : context.keySet()) {
            if (origins.get(graph.index(name)) == Origin.EQUATION)
                throw new CausalException(
                        name + " follows from an equation and is not part of the context, which gives "
                                + contextVariables() + "; to change it, use intervene(...)");
        }
        for (String name : contextVariables()) {
            if (!context.containsKey(name))
                throw new CausalException("The context gives no level for " + name + "; it must give one for each of "
                        + contextVariables());
            int v = graph.index(name);
            given[v] = (int) variables.get(v).code(context.get(name));
        }
        return new Situation(this, given);
    }

    /**
     * The equations with variables held.
     *
     * @param interventions each sets a variable of the model to a level
     * @throws CausalException if an intervention is of another sort, or changes a background variable
     */
    public StructuralEquations intervene(Intervention... interventions) {
        List<Origin> changed = new ArrayList<>(origins);
        int[][] fewer = parents.clone();
        int[][] held = tables.clone();
        for (Intervention intervention : interventions) {
            int v = graph.index(intervention.variable());
            if (!(intervention instanceof Intervention.Hold hold))
                throw new CausalException("Deterministic equations can only be held at a level, with"
                        + " Intervention.set; " + intervention.text() + " was given");
            if (origins.get(v) == Origin.BACKGROUND)
                throw new CausalException(hold.variable() + " is background and cannot be changed; give it as context");
            changed.set(v, Origin.EQUATION);
            fewer[v] = new int[0];
            held[v] = new int[] {(int) variables.get(v).code(hold.value())};
        }
        return new StructuralEquations(variables, changed, fewer, held);
    }

    /** The graph of all variables, background included. */
    public Dag graph() {
        return graph;
    }

    /** The variable of this name. */
    public Variable variable(String name) {
        return variables.get(graph.index(name));
    }

    /** The variables that can be causes: roots and those with an equation. */
    public List<String> events() {
        return named(Origin.ROOT, Origin.EQUATION);
    }

    /** The variables whose level the context gives. */
    public List<String> contextVariables() {
        return named(Origin.BACKGROUND, Origin.ROOT);
    }

    private List<String> named(Origin... wanted) {
        return IntStream.range(0, size())
                .filter(v -> Arrays.asList(wanted).contains(origins.get(v)))
                .mapToObj(v -> variables.get(v).name())
                .toList();
    }

    int size() {
        return variables.size();
    }

    Variable variable(int v) {
        return variables.get(v);
    }

    Origin origin(int v) {
        return origins.get(v);
    }

    int[] parents(int v) {
        return parents[v];
    }

    /** The level of a variable with an equation, for levels of all variables. */
    int level(int v, int[] levels) {
        int cell = 0;
        for (int parent : parents[v])
            cell = cell * variables.get(parent).levels().size() + levels[parent];
        return tables[v][cell];
    }

    /** Levels of all variables by name, without the background. */
    Map<String, String> events(int[] levels) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (int v = 0; v < levels.length; v++)
            if (origins.get(v) != Origin.BACKGROUND)
                shown.put(variables.get(v).name(), variables.get(v).levels().get(levels[v]));
        return shown;
    }

    /** One variable per line, with what it reads. */
    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        for (int v : graph.order()) {
            String name = variables.get(v).name();
            String right = switch (origins.get(v)) {
                case BACKGROUND -> "background";
                case ROOT -> "context";
                case EQUATION ->
                    parents[v].length == 0
                            ? variables.get(v).levels().get(tables[v][0])
                            : "f("
                                    + String.join(
                                            ", ",
                                            Arrays.stream(parents[v])
                                                    .mapToObj(p ->
                                                            variables.get(p).name())
                                                    .toList())
                                    + ")";
            };
            lines.add(name + " = " + right);
        }
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return text();
    }
}
