// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.causerie.Displayable;
import org.causerie.explanation.StructuralEquations.Origin;
import org.causerie.model.Intervention;
import org.causerie.model.Variable;

/** What happens under {@link StructuralEquations} in one context. Immutable. */
public final class Situation implements Displayable {
    private final StructuralEquations equations;
    private final int[] levels;

    Situation(StructuralEquations equations, int[] context) {
        this.equations = equations;
        this.levels = context.clone();
        for (int v : equations.graph().order())
            if (equations.origin(v) == Origin.EQUATION) levels[v] = equations.level(v, levels);
    }

    public StructuralEquations equations() {
        return equations;
    }

    /** The level of each event, background left out. */
    public Map<String, String> events() {
        return equations.events(levels);
    }

    /** The level of a variable. */
    public String level(String variable) {
        return equations
                .variable(variable)
                .levels()
                .get(levels[equations.graph().index(variable)]);
    }

    /** What would have been with these variables held, in the same context. */
    public Situation intervene(Intervention... interventions) {
        return new Situation(equations.intervene(interventions), levels);
    }

    /** Whether a statement holds here. */
    public boolean holds(Formula formula) {
        List<Variable> variables = new ArrayList<>();
        for (int v = 0; v < levels.length; v++) variables.add(equations.variable(v));
        return formula.holds(new LevelsRow(variables, levels));
    }

    /** The context: the level of each root and background variable. */
    public Map<String, String> context() {
        Map<String, String> context = new LinkedHashMap<>();
        for (String name : equations.contextVariables()) context.put(name, level(name));
        return context;
    }

    int[] levels() {
        return levels.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Situation that
                && that.equations.equals(equations)
                && Arrays.equals(that.levels, levels);
    }

    @Override
    public int hashCode() {
        return 31 * equations.hashCode() + Arrays.hashCode(levels);
    }

    /** The events and their levels. */
    @Override
    public String text() {
        return CauseText.events(events());
    }

    @Override
    public String toString() {
        return text();
    }
}
