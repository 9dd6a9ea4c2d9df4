// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;

/** The exact joint distribution of categorical variables: a probability for each combination of levels. */
public final class ProbabilityTable implements Displayable {
    private static final int SHOWN = 64;
    private final List<Variable> variables;
    private final double[] cells;

    /**
     * Keeps the cells, the last variable fastest.
     */
    ProbabilityTable(List<Variable> variables, double[] cells) {
        this.variables = variables;
        this.cells = cells;
    }

    /** The variables, in the order in which the cells run. */
    public List<Variable> variables() {
        return variables;
    }

    /** One probability per combination of levels, the last variable fastest. */
    public List<Double> cells() {
        return Arrays.stream(cells).boxed().toList();
    }

    /**
     * The probability that the named variables have these levels, whatever the others.
     *
     * @param event level by variable
     */
    public double probability(Map<String, ?> event) {
        Map<Integer, Integer> levels = new LinkedHashMap<>();
        event.forEach((name, level) -> {
            int v = index(name);
            levels.put(v, (int) variables.get(v).code(level));
        });
        double sum = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            int[] at = levels(cell);
            if (levels.entrySet().stream().allMatch(entry -> at[entry.getKey()] == entry.getValue()))
                sum += cells[cell];
        }
        return sum;
    }

    /** The distribution of one of the variables. */
    public LevelDistribution marginal(String name) {
        int v = index(name);
        double[] sums = new double[variables.get(v).levels().size()];
        for (int cell = 0; cell < cells.length; cell++) sums[levels(cell)[v]] += cells[cell];
        return new LevelDistribution(
                variables.get(v), Arrays.stream(sums).boxed().toList());
    }

    /** One line per combination, up to 64 of them. */
    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(", ", variables.stream().map(Variable::name).toList()) + ": probability");
        for (int cell = 0; cell < Math.min(cells.length, SHOWN); cell++)
            lines.add(String.join(", ", names(cell)) + String.format(Locale.ROOT, ": %.4f", cells[cell]));
        if (cells.length > SHOWN) lines.add("… " + (cells.length - SHOWN) + " more");
        return String.join("\n", lines);
    }

    @Override
    public Optional<String> html() {
        return Optional.of(markup());
    }

    String markup() {
        StringBuilder out = new StringBuilder("<table><thead><tr>");
        for (Variable variable : variables)
            out.append("<th>").append(Displayable.escape(variable.name())).append("</th>");
        out.append("<th>probability</th></tr></thead><tbody>");
        for (int cell = 0; cell < Math.min(cells.length, SHOWN); cell++) {
            out.append("<tr>");
            for (String level : names(cell))
                out.append("<td>").append(Displayable.escape(level)).append("</td>");
            out.append(String.format(Locale.ROOT, "<td>%.4f</td></tr>", cells[cell]));
        }
        out.append("</tbody></table>");
        if (cells.length > SHOWN)
            out.append("<p>… ").append(cells.length - SHOWN).append(" more</p>");
        return out.toString();
    }

    @Override
    public String toString() {
        return text();
    }

    private int index(String name) {
        for (int v = 0; v < variables.size(); v++) if (variables.get(v).name().equals(name)) return v;
        throw CausalException.unknown(
                "variable of the table",
                name,
                variables.stream().map(Variable::name).toList());
    }

    private List<String> names(int cell) {
        int[] at = levels(cell);
        List<String> names = new ArrayList<>();
        for (int v = 0; v < at.length; v++) names.add(variables.get(v).levels().get(at[v]));
        return names;
    }

    private int[] levels(int cell) {
        int[] at = new int[variables.size()];
        int rest = cell;
        for (int v = at.length - 1; v >= 0; v--) {
            int size = variables.get(v).levels().size();
            at[v] = rest % size;
            rest /= size;
        }
        return at;
    }
}
