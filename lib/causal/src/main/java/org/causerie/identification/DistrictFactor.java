// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.Progress;

/**
 * What is known of a district under one intervention: \(Q[D](d; pa) = \prod_i P(v_i \mid do(s), t_i)\), with \(t_i\)
 * what \(v_i\) depends on among those before it (Tian and Pearl, 2002). Each entry is the probability that the response
 * functions of the district have certain values for the levels \(pa\) of the causes outside it.
 */
final class DistrictFactor {
    /** Cases of a smaller probability are taken as never seen. */
    private static final double NEVER = 1e-12;

    private final DiscreteGraph graph;
    private final int[] members;
    private final int[] outside;
    private final List<Probability> conditionals;

    /**
     * One entry.
     *
     * @param context the number of the combination of the levels outside
     * @param values level by variable, for the district and what is outside
     * @param entries what the response functions do
     */
    record Row(int context, int[] values, Map<Cell, Integer> entries) {}

    private DistrictFactor(DiscreteGraph graph, BitSet district, BitSet within, BitSet set) {
        this.graph = graph;
        members = graph.ordered(district);
        BitSet causes = new BitSet();
        for (int v : members) for (int parent : graph.parents(v)) causes.set(parent);
        outside = graph.ordered(Subgraphs.minus(causes, district));
        conditionals = new ArrayList<>();
        BitSet before = new BitSet();
        for (int v : graph.ordered(within)) {
            if (district.get(v))
                conditionals.add(Probabilities.of(
                        graph.graphs(), Subgraphs.single(v), graph.graphs().pillow(v, before), set));
            before.set(v);
        }
    }

    /** What is known of the parts of a district when these variables are set. */
    static List<DistrictFactor> of(DiscreteGraph graph, BitSet district, BitSet set) {
        BitSet within = Subgraphs.minus(graph.graphs().all(), set);
        return graph.graphs().districts(within).stream()
                .filter(district::intersects)
                .map(part -> new DistrictFactor(graph, part, within, set))
                .toList();
    }

    /** Every entry, those of one context together. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        int contexts = graph.combinations(outside);
        int combinations = graph.combinations(members);
        for (int context = 0; context < contexts; context++)
            for (int combination = 0; combination < combinations; combination++) {
                int[] values = new int[graph.graph().size()];
                graph.put(outside, context, values);
                graph.put(members, combination, values);
                Map<Cell, Integer> entries = new LinkedHashMap<>();
                for (int v : members) entries.put(new Cell(v, graph.configuration(v, values)), values[v]);
                rows.add(new Row(context, values, entries));
            }
        return rows;
    }

    /**
     * The probabilities of entries, or of the first of their parts where the next was never seen to follow or not to
     * follow.
     */
    Map<Map<Cell, Integer>, Double> values(Distributions source) {
        List<Tensor> joint = new ArrayList<>();
        List<Tensor> given = new ArrayList<>();
        for (Probability conditional : conditionals) {
            TreeSet<Term> all = new TreeSet<>(conditional.events());
            all.addAll(conditional.given());
            joint.add(Tensor.of(new Probability(conditional.domain(), all, new TreeSet<>()), source));
            given.add(Tensor.of(
                    conditional.given().isEmpty()
                            ? Constant.one()
                            : new Probability(conditional.domain(), conditional.given(), new TreeSet<>()),
                    source));
        }
        Map<Map<Cell, Integer>, Double> values = new LinkedHashMap<>();
        for (Row row : rows()) {
            Progress.checkpoint();
            Map<Symbol, String> at = levels(row);
            Map<Cell, Integer> entries = new HashMap<>();
            double product = 1;
            for (int i = 0; i < members.length && product > 0; i++) {
                double cases = given.get(i).at(at, source);
                if (cases < NEVER) break;
                Cell cell = new Cell(members[i], graph.configuration(members[i], row.values()));
                entries.put(cell, row.values()[members[i]]);
                product *= joint.get(i).at(at, source) / cases;
            }
            if (!entries.isEmpty()) values.put(entries, product);
        }
        return values;
    }

    private Map<Symbol, String> levels(Row row) {
        Map<Symbol, String> at = new HashMap<>();
        for (int v = 0; v < row.values().length; v++)
            at.put(Symbol.of(graph.name(v)), graph.levels(v).get(row.values()[v]));
        return at;
    }

    /** The entry as a formula of probabilities. */
    Expression formula(Row row) {
        Map<Symbol, Value> at = new TreeMap<>(Symbol.ORDER);
        levels(row).forEach((symbol, level) -> at.put(symbol, new Level(level)));
        return Product.of(conditionals).simplified().substitute(at);
    }
}
