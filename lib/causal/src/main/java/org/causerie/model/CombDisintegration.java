// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/**
 * Takes an observed distribution apart around a variable, so that surgery on that variable can be done without knowing the
 * hidden mechanisms.
 *
 * <p>The outer comb makes the variable, and all that hidden causes tie to it, from what comes in between; the inner comb
 * makes the rest. Joined, they are the distribution, and no other two matrices of a diagram of this form are. In the
 * diagram smoking → tar → cancer with a hidden cause of smoking and cancer, the inner comb is tar given smoking, and the
 * outer one \(f(s, c \mid t) = P(s) P(c \mid s, t)\).
 *
 * <p>Assumes that the diagram is right and that every combination of levels of what is observed has a positive
 * probability. Works where no path of hidden causes leads from the variable to one of its own effects among the boxes, and
 * refuses otherwise; that is the criterion of Tian and Pearl for the effect on all other variables. Covers back-door and
 * front-door situations. What does not lead to the outcomes in question may stand in the way: leave it out of the outputs
 * first.
 *
 * <p>Takes the order of the cells of the distribution times the number of variables.
 *
 * <p>{@snippet :
 * var diagram = StringDiagram.of(Dag.of("H -> S -> T -> C", "H -> C")).outputs("S", "T", "C");
 * var observed = StochasticMatrix.of(scm.table("S", "T", "C"));
 * CombDisintegration.withDefaults().disintegrate(diagram, observed, "S").effect("C");
 * }
 *
 * <p>References: B. Jacobs, A. Kissinger and F. Zanasi, Causal inference via string diagram surgery, Mathematical Structures
 * in Computer Science 31 (2021) 553-574, doi:10.1017/S096012952100027X; J. Tian and J. Pearl, A general identification
 * condition for causal effects, AAAI 2002.
 */
public record CombDisintegration() {

    public static CombDisintegration withDefaults() {
        return new CombDisintegration();
    }

    /**
     * The two combs that a distribution is made of.
     *
     * @param variable the variable to do surgery on
     * @param outerDiagram the boxes of the outer comb, hidden ones among them
     * @param innerDiagram the boxes of the inner comb
     * @param outer f, which makes the variable
     * @param inner g, which makes the rest
     * @param observed the distribution
     */
    public record Combs(
            String variable,
            StringDiagram outerDiagram,
            StringDiagram innerDiagram,
            StochasticMatrix outer,
            StochasticMatrix inner,
            StochasticMatrix observed)
            implements Displayable {

        /** The distribution that the combs make together. */
        public StochasticMatrix composed() {
            return joined(outer);
        }

        /** The distribution after surgery: the variable is drawn from the uniform distribution. */
        public StochasticMatrix cut() {
            Variable x = outer.outputs().stream()
                    .filter(output -> output.name().equals(variable))
                    .findFirst()
                    .orElseThrow();
            String[] others = outer.outputs().stream()
                    .map(Variable::name)
                    .filter(name -> !name.equals(variable))
                    .toArray(String[]::new);
            return joined(outer.outputs(others).beside(StochasticMatrix.uniform(x)));
        }

        /** How the outcomes are distributed for each level that the variable is set to. */
        public StochasticMatrix effect(String... outcomes) {
            List<String> kept = new ArrayList<>(List.of(variable));
            kept.addAll(List.of(outcomes));
            return cut().outputs(kept.toArray(String[]::new)).disintegrate(variable);
        }

        private StochasticMatrix joined(StochasticMatrix made) {
            List<Variable> all = observed.outputs();
            int[] madeIn = places(made.inputs(), all);
            int[] madeOut = places(made.outputs(), all);
            int[] innerIn = places(inner.inputs(), all);
            int[] innerOut = places(inner.outputs(), all);
            return StochasticMatrix.tabulated(
                    List.of(),
                    all,
                    (none, at) -> made.cell(cell(made.inputs(), madeIn, at), cell(made.outputs(), madeOut, at))
                            * inner.cell(cell(inner.inputs(), innerIn, at), cell(inner.outputs(), innerOut, at)));
        }

        @Override
        public String text() {
            return "Outer comb\n" + outerDiagram.text() + "\nInner comb\n" + innerDiagram.text();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The combs around a variable.
     *
     * @param diagram what makes what; its outputs are observed, its other wires hidden
     * @param observed the joint distribution of the outputs
     * @throws CausalException if the diagram takes inputs, the distribution is of other variables or has a combination of
     *     probability 0, or hidden causes lead from the variable to one of its effects
     */
    public Combs disintegrate(StringDiagram diagram, StochasticMatrix observed, String variable) {
        StringDiagram reduced = diagram.reduced();
        if (!reduced.inputs().isEmpty())
            throw new CausalException(
                    "A distribution is made by a diagram without inputs; into this one comes " + reduced.inputs());
        if (!reduced.outputs().contains(variable))
            throw CausalException.unknown("output of the diagram", variable, reduced.outputs());
        StochasticMatrix state = ordered(reduced, observed);
        List<String> hidden = new ArrayList<>(reduced.wires());
        hidden.removeAll(reduced.outputs());
        Admg graph = Admg.projection(reduced.graph(), hidden);
        int x = graph.index(variable);
        BitSet district = graph.district(x);
        BitSet bad = graph.children(x);
        bad.and(district);
        if (!bad.isEmpty())
            throw new CausalException("The distribution has no combs around " + variable
                    + ": hidden causes tie it to its own effect, " + path(graph, x, bad.nextSetBit(0))
                    + ". Observe one of them, or leave out of the outputs what does not lead to the outcome");
        BitSet rest = new BitSet();
        rest.set(0, graph.size());
        rest.andNot(district);
        SortedSet<String> outside = new TreeSet<>(boxes(graph, reduced, hidden, district));
        SortedSet<String> inside = new TreeSet<>(boxes(graph, reduced, hidden, rest));
        return new Combs(
                variable,
                reduced.part(outside),
                reduced.part(inside),
                comb(graph, state, district),
                comb(graph, state, rest),
                state);
    }

    private static StochasticMatrix ordered(StringDiagram diagram, StochasticMatrix observed) {
        if (!new TreeSet<>(StochasticMatrix.names(observed.outputs())).equals(new TreeSet<>(diagram.outputs()))
                || !observed.inputs().isEmpty())
            throw new CausalException("The diagram makes a joint distribution of " + diagram.outputs()
                    + "; given one of " + StochasticMatrix.names(observed.outputs()));
        StochasticMatrix state = observed.outputs(diagram.outputs().toArray(String[]::new));
        // refuses a combination without probability: the combs would not be the only ones
        state.disintegrate(diagram.outputs().toArray(String[]::new));
        return state;
    }

    /** The boxes of these variables and of the hidden causes that lead to them past no other observed variable. */
    private static List<String> boxes(Admg graph, StringDiagram diagram, List<String> hidden, BitSet some) {
        SortedSet<String> boxes = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        some.stream().forEach(v -> open.add(graph.names().get(v)));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!boxes.add(name)) continue;
            for (String cause : diagram.graph().parents(name)) if (hidden.contains(cause)) open.add(cause);
        }
        return List.copyOf(boxes);
    }

    /** The product of P(v | what v depends on among those before it), over some districts. */
    private static StochasticMatrix comb(Admg graph, StochasticMatrix state, BitSet some) {
        List<Variable> all = state.outputs();
        BitSet in = new BitSet();
        some.stream().forEach(v -> in.or(graph.parents(v)));
        in.andNot(some);
        List<StochasticMatrix> factors = new ArrayList<>();
        BitSet before = new BitSet();
        for (String name : graph.topologicalOrder()) {
            int v = graph.index(name);
            if (some.get(v)) factors.add(factor(graph, state, v, before));
            before.set(v);
        }
        List<Variable> inputs =
                in.stream().mapToObj(v -> variable(all, graph.names().get(v))).toList();
        List<Variable> outputs =
                some.stream().mapToObj(v -> variable(all, graph.names().get(v))).toList();
        List<Variable> wires = new ArrayList<>(inputs);
        wires.addAll(outputs);
        List<int[]> given = factors.stream().map(f -> places(f.inputs(), wires)).toList();
        List<int[]> made = factors.stream().map(f -> places(f.outputs(), wires)).toList();
        return StochasticMatrix.tabulated(inputs, outputs, (from, to) -> {
            int[] at = Arrays.copyOf(from, from.length + to.length);
            System.arraycopy(to, 0, at, from.length, to.length);
            double product = 1;
            for (int i = 0; i < factors.size(); i++) {
                StochasticMatrix factor = factors.get(i);
                product *=
                        factor.cell(cell(factor.inputs(), given.get(i), at), cell(factor.outputs(), made.get(i), at));
            }
            return product;
        });
    }

    /** P(v | its district among those before it and the parents of that). */
    private static StochasticMatrix factor(Admg graph, StochasticMatrix state, int v, BitSet before) {
        BitSet within = (BitSet) before.clone();
        within.set(v);
        BitSet district = new BitSet();
        district.set(v);
        BitSet open = (BitSet) district.clone();
        while (!open.isEmpty()) {
            int next = open.nextSetBit(0);
            open.clear(next);
            BitSet more = graph.spouses(next);
            more.and(within);
            more.andNot(district);
            district.or(more);
            open.or(more);
        }
        BitSet given = (BitSet) district.clone();
        district.stream().forEach(w -> given.or(graph.parents(w)));
        given.clear(v);
        String[] known = given.stream().mapToObj(graph.names()::get).toArray(String[]::new);
        String[] kept = Arrays.copyOf(known, known.length + 1);
        kept[known.length] = graph.names().get(v);
        return state.outputs(kept).disintegrate(known);
    }

    private static String path(Admg graph, int from, int to) {
        TreeMap<Integer, Integer> towards = new TreeMap<>();
        towards.put(to, to);
        Deque<Integer> open = new ArrayDeque<>(List.of(to));
        while (!towards.containsKey(from)) {
            int v = open.remove();
            graph.spouses(v).stream().forEach(w -> {
                if (towards.putIfAbsent(w, v) == null) open.add(w);
            });
        }
        StringBuilder path = new StringBuilder(graph.names().get(from));
        for (int v = from; v != to; v = towards.get(v))
            path.append(" <-> ").append(graph.names().get(towards.get(v)));
        return path.toString();
    }

    private static Variable variable(List<Variable> variables, String name) {
        return variables.stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int[] places(List<Variable> some, List<Variable> all) {
        return some.stream().mapToInt(all::indexOf).toArray();
    }

    private static int cell(List<Variable> variables, int[] places, int[] at) {
        int cell = 0;
        for (int v = 0; v < places.length; v++)
            cell = cell * variables.get(v).levels().size() + at[places[v]];
        return cell;
    }
}
