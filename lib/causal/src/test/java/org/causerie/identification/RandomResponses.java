// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Admg;

/** Explicit models with random probabilities of all response functions, many of them near 0. */
final class RandomResponses {
    private RandomResponses() {}

    static SortedMap<String, List<String>> levels(Admg graph, Map<String, Integer> sizes) {
        SortedMap<String, List<String>> levels = new TreeMap<>();
        for (String name : graph.names())
            levels.put(name, List.of("0", "1", "2", "3").subList(0, sizes.getOrDefault(name, 2)));
        return levels;
    }

    /** A model in which the effects of these pairs of a cause and an effect are monotone. */
    static ResponseModel model(Admg graph, Map<String, Integer> sizes, Set<List<String>> monotone, Seed seed) {
        SortedMap<String, List<String>> levels = levels(graph, sizes);
        DiscreteGraph discrete = new DiscreteGraph(
                graph, graph.names().stream().map(name -> levels.get(name)).toList());
        RandomGenerator random = seed.random();
        List<ResponseModel.Block> blocks = new ArrayList<>();
        for (BitSet district : discrete.graphs().districts(discrete.graphs().all())) {
            ResponseFunctions functions = new ResponseFunctions(discrete, district, monotone);
            double[] weights = random.doubles(functions.size())
                    .map(u -> Math.pow(u, 4) + 1e-4)
                    .toArray();
            double sum = Arrays.stream(weights).sum();
            List<ResponseModel.Type> types = new ArrayList<>();
            for (int c = 0; c < weights.length; c++)
                types.add(ResponseModel.Type.of(weights[c] / sum, functions.column(c)));
            List<String> names =
                    Arrays.stream(functions.members()).mapToObj(discrete::name).toList();
            blocks.add(new ResponseModel.Block(names, types));
        }
        return new ResponseModel(graph, levels, blocks);
    }

    static ResponseModel model(Admg graph, Seed seed) {
        return model(graph, Map.of(), Set.of(), seed);
    }

    static double truth(Query query, Distributions source) {
        return query.asExpression().evaluate(source, Map.of());
    }

    /** The largest difference between the joint distributions of all variables under an intervention, or none. */
    static double difference(ResponseModel a, ResponseModel b, Map<String, String> set) {
        List<CounterfactualVariable> all = a.graph().names().stream()
                .map(name -> new CounterfactualVariable(name, new TreeMap<>(set)))
                .toList();
        double[] first = a.joint(Domain.target(), all);
        double[] second = b.joint(Domain.target(), all);
        double worst = 0;
        for (int i = 0; i < first.length; i++) worst = Math.max(worst, Math.abs(first[i] - second[i]));
        return worst;
    }
}
