// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.causerie.CausalException;
import org.ejml.simple.SimpleMatrix;

/** What a distribution says about the response functions of each district, and what a question asks of them. */
final class ResponseProgramme {
    private static final double ZERO = 1e-9;
    private static final double DISAGREEMENT = 1e-6;

    private final DiscreteGraph graph;
    private final List<District> districts = new ArrayList<>();
    private int size;

    /** A linear function of the probabilities of all columns. */
    record Linear(double[] weights, double constant) {
        boolean known() {
            for (double weight : weights) if (weight != 0) return false;
            return true;
        }
    }

    /** A district with unknown distribution of its response functions; without functions, one whose part is known. */
    private static final class District {
        private final BitSet set;
        private final Map<Map<Cell, Integer>, Double> values;
        private final Optional<ResponseFunctions> functions;
        private final int offset;
        private final double[][] rows;
        private final double[] totals;
        private final SimpleMatrix inverse;

        District(
                BitSet set, Map<Map<Cell, Integer>, Double> values, Optional<ResponseFunctions> functions, int offset) {
            this.set = set;
            this.values = values;
            this.functions = functions;
            this.offset = offset;
            if (functions.isEmpty()) {
                rows = new double[0][];
                totals = new double[0];
                inverse = new SimpleMatrix(0, 0);
                return;
            }
            // the empty entry: all functions together have probability 1
            List<Map<Cell, Integer>> entries = new ArrayList<>(values.keySet());
            entries.add(Map.of());
            rows = entries.stream().map(functions.get()::indicator).toArray(double[][]::new);
            totals = entries.stream()
                    .mapToDouble(entry -> values.getOrDefault(entry, 1.0))
                    .toArray();
            SimpleMatrix matrix = new SimpleMatrix(rows);
            inverse = matrix.mult(matrix.transpose()).pseudoInverse();
        }

        /** The combination of the rows that the indicator is, if it is one: then its probability is known. */
        Optional<Double> value(double[] indicator) {
            SimpleMatrix products = new SimpleMatrix(rows.length, 1);
            for (int r = 0; r < rows.length; r++) products.set(r, 0, LinearProgramme.dot(rows[r], indicator));
            SimpleMatrix multipliers = inverse.mult(products);
            double[] rest = indicator.clone();
            double sum = 0;
            for (int r = 0; r < rows.length; r++) {
                double multiplier = multipliers.get(r, 0);
                sum += multiplier * totals[r];
                for (int c = 0; c < rest.length; c++) rest[c] -= multiplier * rows[r][c];
            }
            return LinearProgramme.dot(rest, rest) < ZERO ? Optional.of(sum) : Optional.empty();
        }
    }

    ResponseProgramme(
            DiscreteGraph graph, ResponseFunctionBounds settings, ResponseQuestion question, Distributions source) {
        this.graph = graph;
        List<BitSet> regimes = settings.regimes(graph);
        for (BitSet district : graph.graphs().districts(graph.graphs().all())) {
            requireClique(graph, district);
            Map<Map<Cell, Integer>, Double> values = new LinkedHashMap<>();
            for (BitSet set : regimes)
                for (DistrictFactor factor : DistrictFactor.of(graph, district, set))
                    factor.values(source).forEach((entries, value) -> values.merge(entries, value, this::agreed));
            Optional<ResponseFunctions> functions = district.cardinality() > 1 || open(district, values, question)
                    ? Optional.of(new ResponseFunctions(graph, district, settings.monotone()))
                    : Optional.empty();
            districts.add(new District(district, values, functions, size));
            size += functions.map(ResponseFunctions::size).orElse(0);
        }
    }

    private Double agreed(Double first, Double second) {
        if (Math.abs(first - second) > DISAGREEMENT)
            throw new CausalException("An experiment and the rest disagree about one and the same probability: " + first
                    + " and " + second + ". The graph lacks a hidden cause, or they are of different populations");
        return first;
    }

    static void requireClique(DiscreteGraph graph, BitSet district) {
        for (int v : graph.ordered(district)) {
            BitSet missing = Subgraphs.minus(district, graph.graphs().spouses(v));
            missing.clear(v);
            if (missing.isEmpty()) continue;
            throw new CausalException("The hidden causes that join " + graph.name(v) + " and "
                    + graph.name(missing.nextSetBit(0)) + " through others are independent, which is not a linear"
                    + " condition on response functions; join all of "
                    + String.join(", ", graph.graphs().names(district))
                    + " by <-> for valid bounds that may be wider");
        }
    }

    /** Whether a part asks more of a lone variable than what it does for one seen combination of its parents' levels. */
    private static boolean open(BitSet district, Map<Map<Cell, Integer>, Double> values, ResponseQuestion question) {
        for (List<ResponseQuestion.Weighted> side : List.of(question.numerator(), question.given()))
            for (ResponseQuestion.Weighted weighted : side) {
                Map<Cell, Integer> mine = within(weighted.part(), district);
                if (!mine.isEmpty() && !values.containsKey(mine)) return true;
            }
        return false;
    }

    static Map<Cell, Integer> within(Map<Cell, Integer> part, BitSet district) {
        Map<Cell, Integer> mine = new HashMap<>();
        part.forEach((cell, level) -> {
            if (district.get(cell.variable())) mine.put(cell, level);
        });
        return mine;
    }

    /** How many unknowns there are. */
    int size() {
        return size;
    }

    /** The weighted sum as a function of the unknowns. */
    Linear linear(List<ResponseQuestion.Weighted> sum) {
        double[] weights = new double[size];
        double constant = 0;
        for (ResponseQuestion.Weighted weighted : sum) {
            double known = weighted.weight();
            Optional<District> unknown = Optional.empty();
            double[] indicator = new double[0];
            for (District district : districts) {
                Map<Cell, Integer> mine = within(weighted.part(), district.set);
                if (mine.isEmpty()) continue;
                if (district.functions.isEmpty()) {
                    known *= district.values.get(mine);
                    continue;
                }
                double[] here = district.functions.get().indicator(mine);
                Optional<Double> value =
                        Optional.ofNullable(district.values.get(mine)).or(() -> district.value(here));
                if (value.isPresent()) {
                    known *= value.get();
                } else {
                    if (unknown.isPresent()) throw notLinear(unknown.get(), district);
                    unknown = Optional.of(district);
                    indicator = here;
                }
            }
            if (unknown.isEmpty()) constant += known;
            else for (int c = 0; c < indicator.length; c++) weights[unknown.get().offset + c] += known * indicator[c];
        }
        return new Linear(weights, constant);
    }

    private CausalException notLinear(District first, District second) {
        return new CausalException("The question multiplies what is unknown about "
                + String.join(", ", graph.graphs().names(first.set)) + " with what is unknown about "
                + String.join(", ", graph.graphs().names(second.set))
                + ", so that its bounds are not those of a linear programme; ask about one of the two at a time");
    }

    /** The equations of all unknowns. */
    LinearProgramme equations() {
        List<double[]> rows = new ArrayList<>();
        List<Double> totals = new ArrayList<>();
        collect(rows, totals);
        return new LinearProgramme(
                rows.toArray(double[][]::new),
                totals.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * The equations for the unknowns times a factor, and the factor as the last unknown, where the linear function times
     * the factor is 1 (Charnes and Cooper, 1962).
     */
    LinearProgramme scaled(Linear one) {
        List<double[]> rows = new ArrayList<>();
        List<Double> totals = new ArrayList<>();
        collect(rows, totals);
        double[][] wider = new double[rows.size() + 1][];
        double[] right = new double[wider.length];
        for (int r = 0; r < rows.size(); r++) wider[r] = with(rows.get(r), -totals.get(r));
        wider[rows.size()] = with(one.weights(), one.constant());
        right[rows.size()] = 1;
        return new LinearProgramme(wider, right);
    }

    static double[] with(double[] row, double last) {
        double[] wider = Arrays.copyOf(row, row.length + 1);
        wider[row.length] = last;
        return wider;
    }

    private void collect(List<double[]> rows, List<Double> totals) {
        for (District district : districts)
            for (int r = 0; r < district.rows.length; r++) {
                double[] row = new double[size];
                System.arraycopy(district.rows[r], 0, row, district.offset, district.rows[r].length);
                rows.add(row);
                totals.add(district.totals[r]);
            }
    }

    /** The model in which the response functions have these probabilities. */
    ResponseModel model(double[] point) {
        List<ResponseModel.Block> blocks = new ArrayList<>();
        for (District district : districts) {
            if (district.functions.isEmpty()) {
                blocks.add(Comonotone.of(graph, district.set.nextSetBit(0), district.values));
                continue;
            }
            ResponseFunctions functions = district.functions.get();
            List<String> names = new ArrayList<>();
            for (int v : functions.members()) names.add(graph.name(v));
            List<ResponseModel.Type> types = new ArrayList<>();
            for (int c = 0; c < functions.size(); c++) {
                double probability = point[district.offset + c];
                if (probability > 0) types.add(ResponseModel.Type.of(probability, functions.column(c)));
            }
            blocks.add(new ResponseModel.Block(names, types));
        }
        Map<String, List<String>> levels = new TreeMap<>();
        for (int v = 0; v < graph.graph().size(); v++) levels.put(graph.name(v), graph.levels(v));
        return new ResponseModel(graph.graph(), new TreeMap<>(levels), blocks);
    }
}
