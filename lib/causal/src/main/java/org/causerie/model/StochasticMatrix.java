// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * For each combination of levels that comes in, a distribution of the levels that go out. Without inputs it is a state: a
 * joint distribution.
 *
 * <p>{@snippet :
 * var tar = StochasticMatrix.mechanism(scm, "tar");            // smoking -> tar
 * var smoking = StochasticMatrix.of(scm.table("smoking"));     // a state
 * smoking.then(tar);                                           // the distribution of tar
 * }
 *
 * <p>Immutable. A matrix of r rows and c columns takes O(r c) memory; no matrix has more than 2²⁴ cells.
 */
public final class StochasticMatrix implements Displayable {
    private static final int SHOWN = 64;
    private static final long LARGEST = 1L << 24;
    private static final double TOLERANCE = 1e-9;
    private final List<Variable> inputs;
    private final List<Variable> outputs;
    private final double[][] rows;

    private StochasticMatrix(List<Variable> inputs, List<Variable> outputs, double[][] rows) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.rows = rows;
    }

    /**
     * The matrix with these rows.
     *
     * @param inputs what comes in
     * @param outputs what goes out
     * @param rows one for each combination of inputs, with a probability for each combination of outputs; the last
     *     variable fastest in both
     * @throws CausalException if a variable has no levels or is named twice, the shape is another, or a row is no
     *     distribution
     */
    public static StochasticMatrix of(List<Variable> inputs, List<Variable> outputs, double[][] rows) {
        int height = combinations(inputs, 1);
        int width = combinations(outputs, height);
        if (rows.length != height || Arrays.stream(rows).anyMatch(row -> row.length != width))
            throw new CausalException("A matrix from " + names(inputs) + " to " + names(outputs) + " has " + height
                    + " rows of " + width + " probabilities; give one for each combination of levels");
        double[][] copy = new double[height][];
        for (int r = 0; r < height; r++) {
            double sum = 0;
            for (double probability : rows[r]) {
                if (!(probability >= 0))
                    throw new CausalException("A probability is 0 or more; row " + r + " has " + probability);
                sum += probability;
            }
            if (!(Math.abs(sum - 1) <= TOLERANCE))
                throw new CausalException(
                        "The probabilities of a row must sum to 1; those of row " + r + " sum to " + Numbers.text(sum));
            copy[r] = rows[r].clone();
        }
        return new StochasticMatrix(inputs, outputs, copy);
    }

    /** A joint distribution: one probability for each combination of levels, the last variable fastest. */
    public static StochasticMatrix state(List<Variable> outputs, double... probabilities) {
        return of(List.of(), outputs, new double[][] {probabilities});
    }

    /** The joint distribution of a table. */
    public static StochasticMatrix of(ProbabilityTable table) {
        return new StochasticMatrix(List.of(), table.variables(), new double[][] {
            table.cells().stream().mapToDouble(Double::doubleValue).toArray()
        });
    }

    /** How a model of levels makes a variable from its parents. */
    public static StochasticMatrix mechanism(Scm model, String variable) {
        int v = model.graph().index(variable);
        double[][] rows = model.table(v);
        double[][] cells = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            cells[r] = rows[r].clone();
            for (int level = cells[r].length - 1; level > 0; level--) cells[r][level] -= cells[r][level - 1];
        }
        return new StochasticMatrix(
                Arrays.stream(model.parents(v)).mapToObj(model::variable).toList(), List.of(model.variable(v)), cells);
    }

    /** Every level with the same probability. */
    public static StochasticMatrix uniform(Variable variable) {
        double[] row = new double[combinations(List.of(variable), 1)];
        Arrays.fill(row, 1.0 / row.length);
        return new StochasticMatrix(List.of(), List.of(variable), new double[][] {row});
    }

    /** One level for certain. */
    public static StochasticMatrix point(Variable variable, Object level) {
        double[] row = new double[combinations(List.of(variable), 1)];
        row[(int) variable.code(level)] = 1;
        return new StochasticMatrix(List.of(), List.of(variable), new double[][] {row});
    }

    /** What comes in goes out. */
    public static StochasticMatrix identity(List<Variable> variables) {
        int size = combinations(variables, combinations(variables, 1));
        double[][] rows = new double[size][size];
        for (int r = 0; r < size; r++) rows[r][r] = 1;
        return new StochasticMatrix(variables, variables, rows);
    }

    /** What comes in. */
    public List<Variable> inputs() {
        return inputs;
    }

    /** What goes out. */
    public List<Variable> outputs() {
        return outputs;
    }

    /** A fresh copy of the rows, one for each combination of inputs, the last variable fastest in rows and columns. */
    public double[][] rows() {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * The probability that outputs have these levels, whatever the others.
     *
     * @param event levels of outputs
     * @param given a level for each input
     */
    public double probability(Map<String, ?> event, Map<String, ?> given) {
        return row(given).probability(event);
    }

    /**
     * The joint distribution of the outputs.
     *
     * @param given a level for each input
     */
    public ProbabilityTable row(Map<String, ?> given) {
        for (String name : given.keySet()) position(inputs, name, "input");
        int row = 0;
        for (Variable input : inputs) {
            if (!given.containsKey(input.name()))
                throw new CausalException("Each input needs a level; " + input.name() + " has none in " + given);
            row = row * input.levels().size() + (int) input.code(given.get(input.name()));
        }
        return new ProbabilityTable(outputs, rows[row]);
    }

    /** The joint distribution that this is, where it has no inputs. */
    public ProbabilityTable table() {
        requireState();
        return new ProbabilityTable(outputs, rows[0]);
    }

    /**
     * This, and then the next.
     *
     * @param next a matrix whose inputs are the outputs of this one, in any order
     */
    public StochasticMatrix then(StochasticMatrix next) {
        if (!byName(outputs).equals(byName(next.inputs)))
            throw new CausalException("What comes next takes " + names(next.inputs) + ", but " + names(outputs)
                    + " goes out; they must be the same variables with the same levels");
        StochasticMatrix ordered = outputs(names(next.inputs).toArray(String[]::new));
        combinations(next.outputs, rows.length);
        double[][] product = new double[rows.length][next.rows[0].length];
        for (int r = 0; r < rows.length; r++)
            for (int k = 0; k < next.rows.length; k++) {
                double weight = ordered.rows[r][k];
                if (weight == 0) continue;
                for (int c = 0; c < product[r].length; c++) product[r][c] += weight * next.rows[k][c];
            }
        return new StochasticMatrix(inputs, next.outputs, product);
    }

    /** Both side by side, each on inputs of its own. */
    public StochasticMatrix beside(StochasticMatrix other) {
        List<Variable> in = joined(inputs, other.inputs);
        List<Variable> out = joined(outputs, other.outputs);
        int height = combinations(in, 1);
        double[][] product = new double[height][combinations(out, height)];
        for (int r = 0; r < height; r++) {
            double[] first = rows[r / other.rows.length];
            double[] second = other.rows[r % other.rows.length];
            for (int c = 0; c < product[r].length; c++)
                product[r][c] = first[c / second.length] * second[c % second.length];
        }
        return new StochasticMatrix(in, out, product);
    }

    /** The same with these outputs alone, in this order; the others are discarded. */
    public StochasticMatrix outputs(String... kept) {
        int[] places = Arrays.stream(kept)
                .mapToInt(name -> position(outputs, name, "output"))
                .toArray();
        List<Variable> left = Arrays.stream(places).mapToObj(outputs::get).toList();
        double[][] sums = new double[rows.length][combinations(left, rows.length)];
        int[] target = new int[rows[0].length];
        for (int c = 0; c < target.length; c++) target[c] = cell(left, at(outputs, c), places);
        for (int r = 0; r < rows.length; r++) for (int c = 0; c < target.length; c++) sums[r][target[c]] += rows[r][c];
        return new StochasticMatrix(inputs, left, sums);
    }

    /**
     * Disintegration: how the other variables of a state are distributed for each combination of these. The state is that
     * of these variables, copied, and then this matrix beside one of the copies.
     *
     * @throws CausalException if this is no state, or a combination has probability 0, so that its row could be any
     */
    public StochasticMatrix disintegrate(String... observed) {
        requireState();
        StochasticMatrix base = outputs(observed);
        List<String> rest = new ArrayList<>(names(outputs));
        rest.removeAll(List.of(observed));
        List<String> all = new ArrayList<>(List.of(observed));
        all.addAll(rest);
        double[] joint = outputs(all.toArray(String[]::new)).rows[0];
        double[] weights = base.rows[0];
        int width = joint.length / weights.length;
        double[][] conditional = new double[weights.length][width];
        for (int r = 0; r < weights.length; r++) {
            if (!(weights[r] > 0))
                throw new CausalException(
                        "A conditional distribution needs a positive probability of every combination;" + " that of "
                                + shown(base.outputs, r) + " is 0");
            for (int c = 0; c < width; c++) conditional[r][c] = joint[r * width + c] / weights[r];
        }
        List<Variable> out = rest.stream()
                .map(name -> outputs.get(position(outputs, name, "output")))
                .toList();
        return new StochasticMatrix(base.outputs, out, conditional);
    }

    /**
     * How far this is from another with the same inputs and outputs in the same order: the largest total variation of two
     * rows, between 0 and 1.
     */
    public double distance(StochasticMatrix other) {
        if (!inputs.equals(other.inputs) || !outputs.equals(other.outputs))
            throw new CausalException("Only matrices of the same kind have a distance; one is from " + names(inputs)
                    + " to " + names(outputs) + ", the other from " + names(other.inputs) + " to "
                    + names(other.outputs));
        double most = 0;
        for (int r = 0; r < rows.length; r++) {
            double sum = 0;
            for (int c = 0; c < rows[r].length; c++) sum += Math.abs(rows[r][c] - other.rows[r][c]);
            most = Math.max(most, sum / 2);
        }
        return most;
    }

    /** One line for each probability, up to 64 of them. */
    @Override
    public String text() {
        StringBuilder out = new StringBuilder(
                inputs.isEmpty() ? "" : names(inputs).stream().collect(Collectors.joining(", ")) + " -> ");
        out.append(names(outputs).stream().collect(Collectors.joining(", "))).append(": probability");
        int width = rows[0].length;
        int cells = rows.length * width;
        for (int i = 0; i < Math.min(cells, SHOWN); i++)
            out.append("\n")
                    .append(inputs.isEmpty() ? "" : shown(inputs, i / width) + " -> ")
                    .append(shown(outputs, i % width))
                    .append(String.format(Locale.ROOT, ": %.4f", rows[i / width][i % width]));
        return cells > SHOWN
                ? out.append("\n… ").append(cells - SHOWN).append(" more").toString()
                : out.toString();
    }

    @Override
    public Optional<String> html() {
        return inputs.isEmpty() ? table().html() : Optional.empty();
    }

    @Override
    public String toString() {
        return text();
    }

    double cell(int row, int column) {
        return rows[row][column];
    }

    /** The same with a probability for each row and column that a function gives. */
    static StochasticMatrix tabulated(List<Variable> inputs, List<Variable> outputs, Cells cells) {
        int height = combinations(inputs, 1);
        int width = combinations(outputs, height);
        double[][] rows = new double[height][width];
        for (int r = 0; r < height; r++) {
            int[] in = at(inputs, r);
            for (int c = 0; c < width; c++) rows[r][c] = cells.probability(in, at(outputs, c));
        }
        return new StochasticMatrix(inputs, outputs, rows);
    }

    /** A probability of levels of the outputs for levels of the inputs, by position. */
    interface Cells {
        double probability(int[] in, int[] out);
    }

    static int combinations(List<Variable> variables, int times) {
        long size = times;
        for (int v = 0; v < variables.size(); v++) {
            Variable variable = variables.get(v);
            if (!variable.categorical())
                throw new CausalException(variable.name() + " is a number; a matrix of probabilities needs levels");
            for (int w = 0; w < v; w++)
                if (variables.get(w).name().equals(variable.name()))
                    throw new CausalException(variable.name() + " is named twice on one side; name it once");
            size *= variable.levels().size();
            if (size > LARGEST)
                throw new CausalException("The matrix would have more than " + LARGEST
                        + " cells; keep fewer variables, or cut the diagram in parts");
        }
        return (int) (size / times);
    }

    static List<String> names(List<Variable> variables) {
        return variables.stream().map(Variable::name).toList();
    }

    private static Map<String, Variable> byName(List<Variable> variables) {
        Map<String, Variable> map = new TreeMap<>();
        variables.forEach(variable -> map.put(variable.name(), variable));
        return map;
    }

    private static List<Variable> joined(List<Variable> first, List<Variable> second) {
        List<Variable> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static int position(List<Variable> variables, String name, String role) {
        return IntStream.range(0, variables.size())
                .filter(v -> variables.get(v).name().equals(name))
                .findFirst()
                .orElseThrow(() -> CausalException.unknown(role + " of the matrix", name, names(variables)));
    }

    private static int[] at(List<Variable> variables, int cell) {
        int[] at = new int[variables.size()];
        int rest = cell;
        for (int v = at.length - 1; v >= 0; v--) {
            int size = variables.get(v).levels().size();
            at[v] = rest % size;
            rest /= size;
        }
        return at;
    }

    private static int cell(List<Variable> variables, int[] at, int[] places) {
        int cell = 0;
        for (int v = 0; v < places.length; v++)
            cell = cell * variables.get(v).levels().size() + at[places[v]];
        return cell;
    }

    private static String shown(List<Variable> variables, int cell) {
        int[] at = at(variables, cell);
        return IntStream.range(0, at.length)
                .mapToObj(v -> variables.get(v).name() + " = "
                        + variables.get(v).levels().get(at[v]))
                .collect(Collectors.joining(", "));
    }

    private void requireState() {
        if (!inputs.isEmpty())
            throw new CausalException("This asks for a state, without inputs; here " + names(inputs) + " comes in");
    }
}
