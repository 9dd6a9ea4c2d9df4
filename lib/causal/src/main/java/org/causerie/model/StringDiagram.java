// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Dag;

/**
 * A causal model as syntax: boxes joined by wires, without numbers. Each variable is a wire, and a box makes it from
 * others. A wire that goes to several places is copied, one that goes nowhere is discarded.
 *
 * <p>{@snippet :
 * var diagram = StringDiagram.of(Dag.of("H -> S -> T -> C", "H -> C")).outputs("S", "T", "C");
 * diagram.meaning(scm);             // the joint distribution of S, T and C
 * diagram.cut("S").meaning(scm);    // the same where S is drawn by a coin
 * }
 *
 * <p>Diagrams are equal that differ in nothing but the order of boxes. Meaning is a functor: diagrams that follow each
 * other mean the product of their matrices, diagrams side by side the Kronecker product; and {@link #cut} is one from
 * diagrams to diagrams.
 *
 * <p>Reference: B. Jacobs, A. Kissinger and F. Zanasi, Causal inference via string diagram surgery, Mathematical Structures
 * in Computer Science 31 (2021) 553-574, doi:10.1017/S096012952100027X.
 *
 * @param inputs the wires that come in
 * @param boxes the boxes, each after those whose wires it takes
 * @param outputs the wires that go out
 */
public record StringDiagram(List<String> inputs, List<Box> boxes, List<String> outputs) implements Displayable {

    /** What makes a wire. */
    public sealed interface Box permits Mechanism, Uniform, Held {
        /** The wires it takes. */
        List<String> inputs();

        /** The wire it makes. */
        String output();
    }

    /**
     * The mechanism of a variable.
     *
     * @param output the variable
     * @param inputs its causes
     */
    public record Mechanism(String output, List<String> inputs) implements Box {
        public Mechanism {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * A variable drawn from the uniform distribution, whatever its causes.
     *
     * @param output the variable
     */
    public record Uniform(String output) implements Box {
        @Override
        public List<String> inputs() {
            return List.of();
        }
    }

    /**
     * A variable held at a level, whatever its causes.
     *
     * @param output the variable
     * @param level the level
     */
    public record Held(String output, String level) implements Box {
        @Override
        public List<String> inputs() {
            return List.of();
        }
    }

    /**
     * Puts the boxes in order.
     *
     * @throws CausalException if a wire has two beginnings or none, goes in a circle, or goes out or comes in twice
     */
    public StringDiagram {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        boxes = ordered(inputs, boxes);
        Set<String> wires = new LinkedHashSet<>(inputs);
        boxes.forEach(box -> wires.add(box.output()));
        for (String name : outputs) if (!wires.contains(name)) throw CausalException.unknown("wire", name, wires);
        if (new TreeSet<>(outputs).size() < outputs.size())
            throw new CausalException("A wire goes out once; given " + outputs);
    }

    private static List<Box> ordered(List<String> inputs, List<Box> boxes) {
        Set<String> made = new LinkedHashSet<>();
        for (String name :
                Stream.concat(inputs.stream(), boxes.stream().map(Box::output)).toList())
            if (!made.add(name)) throw new CausalException("The wire " + name + " has two beginnings; give it one");
        Set<String> ready = new TreeSet<>(inputs);
        Map<String, Box> left = new TreeMap<>();
        boxes.forEach(box -> left.put(box.output(), box));
        List<Box> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Box next = left.values().stream()
                    .filter(box -> ready.containsAll(box.inputs()))
                    .findFirst()
                    .orElseThrow(() -> stuck(left, made));
            ordered.add(next);
            ready.add(next.output());
            left.remove(next.output());
        }
        return List.copyOf(ordered);
    }

    private static CausalException stuck(Map<String, Box> left, Set<String> made) {
        for (Box box : left.values())
            for (String name : box.inputs())
                if (!made.contains(name)) return CausalException.unknown("wire", name, made);
        return new CausalException("The wires of " + left.keySet() + " go in a circle; a diagram has none");
    }

    /** The diagram of a graph: a box for each variable, and every variable goes out. */
    public static StringDiagram of(Dag graph) {
        List<Box> boxes = new ArrayList<>();
        for (String name : graph.names()) boxes.add(new Mechanism(name, List.copyOf(graph.parents(name))));
        return new StringDiagram(List.of(), boxes, graph.names());
    }

    /** The same with these wires going out, in this order; the others are discarded where they are not needed. */
    public StringDiagram outputs(String... names) {
        return new StringDiagram(inputs, boxes, List.of(names));
    }

    /**
     * Surgery: the box that makes the variable is taken out, what went into it is discarded, and the variable is drawn from
     * the uniform distribution. A variable that comes in stays as it is.
     */
    public StringDiagram cut(String variable) {
        return replaced(new Uniform(variable));
    }

    /** The same surgery, with the variable held at a level. */
    public StringDiagram hold(String variable, String level) {
        return replaced(new Held(variable, level));
    }

    private StringDiagram replaced(Box fresh) {
        if (!wires().contains(fresh.output())) throw CausalException.unknown("wire", fresh.output(), wires());
        return new StringDiagram(
                inputs,
                boxes.stream()
                        .map(box -> box.output().equals(fresh.output()) ? fresh : box)
                        .toList(),
                outputs);
    }

    /**
     * This diagram, and the next on what goes out of it.
     *
     * @throws CausalException if other wires go out of the one than come into the next, or both have a wire of one name
     */
    public StringDiagram then(StringDiagram next) {
        if (!new TreeSet<>(outputs).equals(new TreeSet<>(next.inputs)))
            throw new CausalException("What comes next takes " + next.inputs + ", but " + outputs
                    + " goes out; they must be the same wires");
        return new StringDiagram(inputs, joined(boxes, next.boxes), next.outputs);
    }

    /** Both diagrams side by side; they have no wire of one name. */
    public StringDiagram beside(StringDiagram other) {
        return new StringDiagram(
                joined(inputs, other.inputs), joined(boxes, other.boxes), joined(outputs, other.outputs));
    }

    /**
     * The part of the diagram made of some of its boxes: what they take from others comes in, and what others take from
     * them, or goes out of the diagram, goes out.
     */
    public StringDiagram part(Collection<String> variables) {
        List<Box> some =
                boxes.stream().filter(box -> variables.contains(box.output())).toList();
        Set<String> made = new LinkedHashSet<>();
        some.forEach(box -> made.add(box.output()));
        for (String name : variables) if (!made.contains(name)) throw CausalException.unknown("box", name, wires());
        Set<String> taken = new LinkedHashSet<>();
        some.forEach(box -> taken.addAll(box.inputs()));
        taken.removeAll(made);
        Set<String> needed = new LinkedHashSet<>(outputs);
        boxes.stream().filter(box -> !made.contains(box.output())).forEach(box -> needed.addAll(box.inputs()));
        return new StringDiagram(
                wires().stream().filter(taken::contains).toList(),
                some,
                wires().stream()
                        .filter(wire -> made.contains(wire) && needed.contains(wire))
                        .toList());
    }

    /** The same without boxes whose wire goes nowhere: to discard what a box makes is to discard what it takes. */
    public StringDiagram reduced() {
        List<Box> useful = boxes.stream().filter(box -> uses(box.output()) > 0).toList();
        return useful.size() == boxes.size() ? this : new StringDiagram(inputs, useful, outputs).reduced();
    }

    /** All wires, those that come in first. */
    public List<String> wires() {
        return joined(inputs, boxes.stream().map(Box::output).toList());
    }

    /** To how many places a wire goes: 0 where it is discarded, more than 1 where it is copied. */
    public int uses(String wire) {
        long taken = boxes.stream()
                .flatMap(box -> box.inputs().stream())
                .filter(wire::equals)
                .count();
        return (int) taken + Collections.frequency(outputs, wire);
    }

    /** The graph of the boxes, with a vertex for each wire. */
    public Dag graph() {
        List<String> names = wires();
        List<int[]> edges = new ArrayList<>();
        for (Box box : boxes)
            for (String input : box.inputs()) edges.add(new int[] {names.indexOf(input), names.indexOf(box.output())});
        return Dag.of(names, edges);
    }

    /**
     * What the diagram means when each box means the mechanism that the model has for its variable.
     *
     * @throws CausalException if the model has no such variable, or one that is a number
     */
    public StochasticMatrix meaning(Scm model) {
        Map<String, StochasticMatrix> mechanisms = new LinkedHashMap<>();
        for (Box box : boxes)
            if (box instanceof Mechanism) mechanisms.put(box.output(), StochasticMatrix.mechanism(model, box.output()));
        List<Variable> variables = wires().stream().map(model::variable).toList();
        return meaning(mechanisms, variables);
    }

    /**
     * What the diagram means when each box of a variable means a matrix.
     *
     * @param mechanisms by variable, from the causes of the variable in any order to it
     * @param variables the variables of all wires
     */
    public StochasticMatrix meaning(Map<String, StochasticMatrix> mechanisms, Collection<Variable> variables) {
        List<String> wires = wires();
        Variable[] typed = new Variable[wires.size()];
        for (Variable variable : variables)
            if (wires.contains(variable.name())) typed[wires.indexOf(variable.name())] = variable;
        for (int w = 0; w < typed.length; w++)
            if (typed[w] == null) throw new CausalException("The wire " + wires.get(w) + " needs a variable; give one");
        List<Factor> factors = new ArrayList<>();
        for (Box box : boxes) factors.add(factor(box, mechanisms, wires, typed));
        int[] in = inputs.stream().mapToInt(wires::indexOf).toArray();
        int[] out = outputs.stream().mapToInt(wires::indexOf).toArray();
        int[] ends = IntStream.concat(Arrays.stream(in), Arrays.stream(out))
                .distinct()
                .toArray();
        int[] cards = Arrays.stream(ends).map(w -> typed[w].levels().size()).toArray();
        double[] values = Factor.sum(factors, ends, cards);
        return StochasticMatrix.tabulated(of(in, typed), of(out, typed), (given, asked) -> {
            int cell = 0;
            for (int e = 0; e < ends.length; e++) {
                int level = -1;
                for (int i = 0; i < in.length; i++) if (in[i] == ends[e]) level = given[i];
                for (int o = 0; o < out.length; o++) {
                    if (out[o] != ends[e]) continue;
                    // a wire that comes in and goes out keeps its level
                    if (level >= 0 && level != asked[o]) return 0;
                    level = asked[o];
                }
                cell = cell * cards[e] + level;
            }
            return values[cell];
        });
    }

    private static List<Variable> of(int[] wires, Variable[] typed) {
        return Arrays.stream(wires).mapToObj(w -> typed[w]).toList();
    }

    private static Factor factor(
            Box box, Map<String, StochasticMatrix> mechanisms, List<String> wires, Variable[] typed) {
        int made = wires.indexOf(box.output());
        int levels = typed[made].levels().size();
        if (box instanceof Uniform) return Factor.of(new int[] {made}, new int[] {levels}, at -> 1.0 / levels);
        if (box instanceof Held held) {
            int level = (int) typed[made].code(held.level());
            return Factor.of(new int[] {made}, new int[] {levels}, at -> at[0] == level ? 1 : 0);
        }
        StochasticMatrix matrix = mechanisms.get(box.output());
        if (matrix == null) throw CausalException.unknown("mechanism", box.output(), mechanisms.keySet());
        List<String> taken = StochasticMatrix.names(matrix.inputs());
        if (!new TreeSet<>(taken).equals(new TreeSet<>(box.inputs()))
                || !matrix.outputs().equals(List.of(typed[made])))
            throw new CausalException("The box of " + box.output() + " takes " + box.inputs() + "; the matrix is from "
                    + taken + " to " + StochasticMatrix.names(matrix.outputs()));
        int[] scope = new int[taken.size() + 1];
        int[] cards = new int[scope.length];
        for (int i = 0; i < taken.size(); i++) {
            scope[i] = wires.indexOf(taken.get(i));
            cards[i] = typed[scope[i]].levels().size();
        }
        scope[taken.size()] = made;
        cards[taken.size()] = levels;
        return Factor.of(scope, cards, at -> {
            int row = 0;
            for (int i = 0; i < taken.size(); i++) row = row * cards[i] + at[i];
            return matrix.cell(row, at[taken.size()]);
        });
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** One line for each box, with what becomes of the wire it makes. */
    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        if (!inputs.isEmpty()) lines.add("in: " + String.join(", ", inputs));
        for (Box box : boxes) {
            String made = box instanceof Uniform
                    ? "uniform"
                    : box instanceof Held held ? "held at " + held.level() : String.join(", ", box.inputs());
            int uses = uses(box.output());
            lines.add((made.isEmpty() ? "" : made + " ") + "-> [" + box.output() + "]"
                    + (uses == 0 ? " discarded" : uses > 1 ? " copied to " + uses + " places" : ""));
        }
        lines.add("out: " + String.join(", ", outputs));
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return text();
    }
}
