// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.causerie.Seed;

/** Random models, and slow answers about them that share no code with the library's. */
public final class RandomModels {
    private RandomModels() {}

    /** A model of levels: names V0, V1, … in causal order, 2 or 3 levels each, every edge with probability 0.6. */
    public static Scm levels(int size, int mostLevels, Seed seed) {
        RandomGenerator random = seed.random();
        ScmBuilder builder = Scm.builder();
        List<List<String>> levels = new ArrayList<>();
        for (int v = 0; v < size; v++) {
            int count = 2 + random.nextInt(mostLevels - 1);
            String[] own = Arrays.copyOf(new String[] {"low", "mid", "high"}, count);
            List<String> parents = new ArrayList<>();
            List<List<String>> keys = new ArrayList<>(List.of(List.of()));
            for (int p = 0; p < v; p++) {
                if (random.nextDouble() > 0.6) continue;
                parents.add("V" + p);
                List<List<String>> longer = new ArrayList<>();
                for (List<String> key : keys) {
                    for (String level : levels.get(p)) {
                        List<String> next = new ArrayList<>(key);
                        next.add(level);
                        longer.add(next);
                    }
                }
                keys = longer;
            }
            Cpt table = Cpt.ordered(own).given(parents.toArray(String[]::new));
            for (List<String> key : keys) table = table.when(key, probabilities(count, random));
            builder.add("V" + v, table);
            levels.add(List.of(own));
        }
        return builder.build();
    }

    private static double[] probabilities(int count, RandomGenerator random) {
        double[] row = new double[count];
        for (int level = 0; level < count; level++) row[level] = 0.05 + random.nextDouble();
        double sum = Arrays.stream(row).sum();
        for (int level = 0; level < count; level++) row[level] /= sum;
        return row;
    }

    /** A linear-Gaussian model: names V0, V1, … in causal order, every edge with probability 0.6. */
    public static Scm linear(int size, Seed seed) {
        RandomGenerator random = seed.random();
        ScmBuilder builder = Scm.builder();
        for (int v = 0; v < size; v++) {
            Map<String, Double> slopes = new LinkedHashMap<>();
            for (int p = 0; p < v; p++) if (random.nextDouble() < 0.6) slopes.put("V" + p, 2 * random.nextDouble() - 1);
            Noise noise = Noise.gaussian(random.nextDouble(), 0.5 + random.nextDouble());
            builder.add("V" + v, new Linear(LinearPredictor.of(random.nextDouble(), slopes), noise));
        }
        return builder.build();
    }

    /** Visits every combination of levels with its probability, multiplied up from the rows of the tables. */
    public static void worlds(Scm model, BiConsumer<Map<String, String>, Double> visit) {
        worlds(model, new LinkedHashMap<>(), 0, 1, visit);
    }

    private static void worlds(
            Scm model,
            Map<String, String> world,
            int depth,
            double probability,
            BiConsumer<Map<String, String>, Double> visit) {
        if (depth == model.variables().size()) {
            visit.accept(world, probability);
            return;
        }
        String name = model.graph().topologicalOrder().get(depth);
        Cpt table = (Cpt) model.mechanism(name);
        List<Double> row =
                table.rows().get(table.parents().stream().map(world::get).toList());
        for (int level = 0; level < table.levels().size(); level++) {
            world.put(name, table.levels().get(level));
            worlds(model, world, depth + 1, probability * row.get(level), visit);
        }
        world.remove(name);
    }

    /** The probability of an event given another, by adding up worlds. */
    public static double probability(Scm model, Map<String, String> event, Map<String, String> given) {
        double[] sums = new double[2];
        worlds(model, (world, probability) -> {
            if (!world.entrySet().containsAll(given.entrySet())) return;
            sums[0] += probability;
            if (world.entrySet().containsAll(event.entrySet())) sums[1] += probability;
        });
        return sums[1] / sums[0];
    }

    /** Every combination of the noises' atoms: noise columns, and the probability of each. */
    public static double[][] noiseGrid(Scm model, List<Double> probabilities) {
        List<List<NoiseAtom>> atoms =
                model.variables().stream().map(model::noiseAtoms).toList();
        int cells = atoms.stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
        double[][] noise = new double[atoms.size()][cells];
        for (int cell = 0; cell < cells; cell++) {
            int rest = cell;
            double probability = 1;
            for (int v = 0; v < noise.length; v++) {
                NoiseAtom atom = atoms.get(v).get(rest % atoms.get(v).size());
                rest /= atoms.get(v).size();
                noise[v][cell] = atom.noise();
                probability *= atom.probability();
            }
            probabilities.add(probability);
        }
        return noise;
    }
}
