// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.causerie.CausalException;
import org.causerie.Progress;

/** The distribution of some variables of a {@link ParityModel}, by all combinations of the coins and noises behind them. */
final class ParityEnumeration {
    private static final int MOST = 24;

    private final SortedMap<String, List<ParityModel.Bit>> mechanisms;
    private final Map<Object, Integer> random = new HashMap<>();
    private final List<Double> one = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<CounterfactualVariable, Integer> places = new HashMap<>();

    private ParityEnumeration(SortedMap<String, List<ParityModel.Bit>> mechanisms) {
        this.mechanisms = mechanisms;
    }

    /** A bit in one world: 1 when all parities of earlier nodes and random bits are 1, flipped by its noise. */
    private record Node(int[][] earlier, long[] drawn, int noise, int fixed) {}

    /** Where a bit's noise comes from: the same in every world. */
    private record Flip(String variable, int bit) {}

    static double[] joint(SortedMap<String, List<ParityModel.Bit>> mechanisms, List<CounterfactualVariable> asked) {
        ParityEnumeration all = new ParityEnumeration(mechanisms);
        int[][] bits = new int[asked.size()][];
        int width = 0;
        for (int i = 0; i < bits.length; i++) {
            int first = all.place(asked.get(i));
            bits[i] = new int[mechanisms.get(asked.get(i).variable()).size()];
            for (int b = 0; b < bits[i].length; b++) bits[i][b] = first + b;
            width += bits[i].length;
        }
        if (all.one.size() > MOST || width > MOST)
            throw new CausalException("This distribution depends on " + all.one.size() + " coins and has 2^" + width
                    + " cells; at most 2^" + MOST + " can be enumerated, so ask for fewer variables");
        return all.enumerate(bits, width);
    }

    /** The first node of a variable in a world; those of its parents come before. */
    private int place(CounterfactualVariable outcome) {
        Integer known = places.get(outcome);
        if (known != null) return known;
        String level = outcome.world().get(outcome.variable());
        List<ParityModel.Bit> mechanism = mechanisms.get(outcome.variable());
        List<Node> mine = new ArrayList<>();
        for (int b = 0; b < mechanism.size(); b++)
            mine.add(
                    level != null
                            ? new Node(new int[0][], new long[0], -1, level.charAt(b) - '0')
                            : node(outcome, b, mechanism.get(b)));
        places.put(outcome, nodes.size());
        nodes.addAll(mine);
        return nodes.size() - mine.size();
    }

    private Node node(CounterfactualVariable outcome, int number, ParityModel.Bit bit) {
        int[][] earlier = new int[bit.product().size()][];
        long[] drawn = new long[earlier.length];
        for (int k = 0; k < earlier.length; k++) {
            ParityModel.Parity parity = bit.product().get(k);
            earlier[k] = parity.sources().stream()
                    .mapToInt(source ->
                            place(new CounterfactualVariable(source.variable(), outcome.world())) + source.position())
                    .toArray();
            for (ParityModel.Coin coin : parity.coins()) drawn[k] |= 1L << draw(coin, 0.5);
        }
        int noise = bit.noise() == 0 ? -1 : draw(new Flip(outcome.variable(), number), bit.noise());
        return new Node(earlier, drawn, noise, 0);
    }

    private int draw(Object what, double probability) {
        return random.computeIfAbsent(what, key -> {
            one.add(probability);
            return one.size() - 1;
        });
    }

    private double[] enumerate(int[][] bits, int width) {
        double[] table = new double[1 << width];
        double[] weights = new double[1 << one.size()];
        weights[0] = 1;
        for (int r = 0; r < one.size(); r++)
            for (int low = 0; low < 1 << r; low++) {
                weights[low | 1 << r] = weights[low] * one.get(r);
                weights[low] *= 1 - one.get(r);
            }
        Node[] order = nodes.toArray(Node[]::new);
        int[] value = new int[order.length];
        for (int drawn = 0; drawn < weights.length; drawn++) {
            if ((drawn & 0xffff) == 0) Progress.checkpoint();
            for (int i = 0; i < order.length; i++) value[i] = value(order[i], drawn, value);
            int cell = 0;
            for (int[] variable : bits) for (int bit : variable) cell = cell << 1 | value[bit];
            table[cell] += weights[drawn];
        }
        return table;
    }

    private static int value(Node node, int drawn, int[] value) {
        if (node.earlier().length == 0 && node.noise() < 0) return node.fixed();
        int all = 1;
        for (int k = 0; k < node.earlier().length; k++) {
            int parity = Long.bitCount(node.drawn()[k] & drawn) & 1;
            for (int i : node.earlier()[k]) parity ^= value[i];
            all &= parity;
        }
        return node.noise() < 0 ? all : all ^ (drawn >> node.noise() & 1);
    }
}
