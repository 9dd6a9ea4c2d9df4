// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.CausalException;

/** Bounds as extremes of formulas: the vertices of what the dual of the linear programme allows. */
final class SymbolicProgramme {
    private final DiscreteGraph graph;
    private final ResponseFunctionBounds settings;

    SymbolicProgramme(DiscreteGraph graph, ResponseFunctionBounds settings) {
        this.graph = graph;
        this.settings = settings;
    }

    /** A known probability: the formula, which functions it counts, and which rows add up to 1 with it. */
    record Row(Expression formula, double[] indicator, List<Integer> group) {}

    Bounds.Formulas formulas(Query query) {
        ResponseQuestion question = ResponseQuestion.of(query, graph);
        double constant = 0;
        Map<BitSet, List<ResponseQuestion.Weighted>> shares = new LinkedHashMap<>();
        for (ResponseQuestion.Weighted weighted : question.numerator()) {
            List<BitSet> touched = graph.graphs().districts(graph.graphs().all()).stream()
                    .filter(district ->
                            !ResponseProgramme.within(weighted.part(), district).isEmpty())
                    .toList();
            if (touched.size() > 1)
                throw new CausalException(query.text() + " multiplies probabilities of the districts "
                        + touched.stream().map(graph.graphs()::names).toList()
                        + ", so that its bounds are not linear in the observed ones; use bound for their values");
            if (touched.isEmpty()) constant += weighted.weight();
            else
                shares.computeIfAbsent(touched.get(0), any -> new ArrayList<>()).add(weighted);
        }
        List<WeightedSum.Part> lower = new ArrayList<>();
        List<WeightedSum.Part> upper = new ArrayList<>();
        for (Map.Entry<BitSet, List<ResponseQuestion.Weighted>> share : shares.entrySet()) {
            ResponseProgramme.requireClique(graph, share.getKey());
            ResponseFunctions functions = new ResponseFunctions(graph, share.getKey(), settings.monotone());
            double[] objective = objective(functions, share.getValue());
            List<Row> rows = rows(share.getKey(), functions);
            lower.add(new WeightedSum.Part(1, extreme(Extreme.End.LARGEST, rows, objective)));
            upper.add(new WeightedSum.Part(1, extreme(Extreme.End.SMALLEST, rows, objective)));
        }
        return new Bounds.Formulas(whole(lower, constant, question, query), whole(upper, constant, question, query));
    }

    private Expression whole(List<WeightedSum.Part> parts, double constant, ResponseQuestion question, Query query) {
        if (constant != 0) parts.add(new WeightedSum.Part(constant, Constant.one()));
        Expression sum = parts.size() == 1 && constant == 0 ? parts.get(0).expression() : new WeightedSum(parts);
        SortedSet<Term> given = question.terms();
        if (given.isEmpty()) return sum;
        if (given.stream().anyMatch(term -> !term.world().isEmpty()))
            throw new CausalException(query.text() + " is given what happens under an intervention, so that its bounds"
                    + " are ratios with an unknown denominator; use bound for their values");
        return new Fraction(sum, new Probability(Domain.target(), given, new TreeSet<>())).simplified();
    }

    private static double[] objective(ResponseFunctions functions, List<ResponseQuestion.Weighted> share) {
        double[] objective = new double[functions.size()];
        for (ResponseQuestion.Weighted weighted : share) {
            double[] indicator = functions.indicator(weighted.part());
            for (int c = 0; c < objective.length; c++) objective[c] += weighted.weight() * indicator[c];
        }
        for (double value : objective)
            if (value != Math.rint(value))
                throw new CausalException("Formulas of bounds need levels that are whole numbers; one weighs " + value
                        + ". Ask for the probability of a level");
        return objective;
    }

    private List<Row> rows(BitSet district, ResponseFunctions functions) {
        Map<Map<Cell, Integer>, Row> rows = new LinkedHashMap<>();
        int number = 0;
        for (BitSet set : settings.regimes(graph)) {
            for (DistrictFactor factor : DistrictFactor.of(graph, district, set)) {
                for (DistrictFactor.Row row : factor.rows())
                    rows.putIfAbsent(
                            row.entries(),
                            new Row(
                                    factor.formula(row),
                                    functions.indicator(row.entries()),
                                    List.of(number, row.context())));
                number++;
            }
        }
        return List.copyOf(rows.values());
    }

    private static Expression extreme(Extreme.End end, List<Row> rows, double[] objective) {
        int[] independent =
                LinearProgramme.independent(rows.stream().map(Row::indicator).toArray(double[][]::new));
        int sign = end == Extreme.End.LARGEST ? 1 : -1;
        List<Expression> candidates = new ArrayList<>();
        for (long[] ray : ConeRays.of(inequalities(rows, independent, objective, sign))) {
            if (ray[0] == 0) continue;
            double[] multipliers = new double[rows.size()];
            for (int i = 0; i < independent.length; i++)
                multipliers[independent[i]] = sign * (double) ray[i + 1] / ray[0];
            candidates.add(sum(rows, multipliers));
        }
        candidates.sort(Comparator.comparingInt((Expression each) -> each.text().length())
                .thenComparing(Expression::text));
        return candidates.size() == 1 ? candidates.get(0) : new Extreme(end, candidates);
    }

    /** That a sum of rows is nowhere above the objective, or the negated one: for points (t, λ), c t − Aᵀλ ≥ 0, t ≥ 0. */
    private static List<long[]> inequalities(List<Row> rows, int[] independent, double[] objective, int sign) {
        Map<List<Long>, Long> least = new TreeMap<>(Comparator.comparing(List::toString));
        for (int c = 0; c < objective.length; c++) {
            List<Long> column = new ArrayList<>();
            for (int r : independent) column.add(Math.round(rows.get(r).indicator()[c]));
            least.merge(column, Math.round(sign * objective[c]), Math::min);
        }
        List<long[]> inequalities = new ArrayList<>();
        long[] positive = new long[independent.length + 1];
        positive[0] = 1;
        inequalities.add(positive);
        least.forEach((column, bound) -> {
            long[] row = new long[independent.length + 1];
            row[0] = bound;
            for (int i = 0; i < independent.length; i++) row[i + 1] = -column.get(i);
            inequalities.add(row);
        });
        return inequalities;
    }

    private static Expression sum(List<Row> rows, double[] multipliers) {
        return sum(parts(rows, multipliers));
    }

    static Expression sum(List<WeightedSum.Part> parts) {
        if (parts.isEmpty()) return new Constant(0);
        return parts.size() == 1 && parts.get(0).weight() == 1 ? parts.get(0).expression() : new WeightedSum(parts);
    }

    /** A sum of rows, made short: where most rows of a group that adds up to 1 have one multiplier, the others differ from it. */
    static List<WeightedSum.Part> parts(List<Row> rows, double[] multipliers) {
        double[] rest = multipliers.clone();
        double constant = 0;
        for (List<Integer> group : rows.stream().map(Row::group).distinct().toList()) {
            Map<Double, Integer> counts = new HashMap<>();
            for (int r = 0; r < rest.length; r++)
                if (rows.get(r).group().equals(group)) counts.merge(rest[r], 1, Integer::sum);
            double usual = counts.entrySet().stream()
                    .min(Comparator.<Map.Entry<Double, Integer>>comparingInt(entry -> -entry.getValue())
                            .thenComparingDouble(entry -> Math.abs(entry.getKey())))
                    .orElseThrow()
                    .getKey();
            for (int r = 0; r < rest.length; r++) if (rows.get(r).group().equals(group)) rest[r] -= usual;
            constant += usual;
        }
        List<WeightedSum.Part> parts = new ArrayList<>();
        for (int r = 0; r < rest.length; r++)
            if (rest[r] != 0)
                parts.add(new WeightedSum.Part(rest[r], rows.get(r).formula()));
        parts.sort(Comparator.comparingDouble(part -> -part.weight()));
        if (constant != 0) parts.add(new WeightedSum.Part(Math.signum(constant), new Constant(Math.abs(constant))));
        return parts;
    }
}
