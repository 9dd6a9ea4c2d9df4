// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.graph.Admg;

/** A {@link ParityModel} while it is put together. */
final class ModelDraft {
    private final Admg graph;
    private final SortedMap<String, List<Bit>> bits = new TreeMap<>();
    private final SortedMap<String, Integer> coins = new TreeMap<>();

    ModelDraft(Admg graph) {
        this.graph = graph;
    }

    private static final class Bit {
        private final List<SortedSet<ParityModel.Source>> sources = new ArrayList<>();
        private final List<SortedSet<ParityModel.Coin>> coins = new ArrayList<>();
        private final double noise;

        Bit(double noise) {
            this.noise = noise;
        }

        void widen(int factor) {
            while (sources.size() <= factor) {
                sources.add(new TreeSet<>());
                coins.add(new TreeSet<>());
            }
        }

        ParityModel.Bit finished() {
            widen(0);
            List<ParityModel.Parity> product = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) product.add(new ParityModel.Parity(sources.get(i), coins.get(i)));
            return new ParityModel.Bit(product, noise);
        }
    }

    /** A new bit of a variable. */
    ParityModel.Source bit(int variable, double noise) {
        String name = graph.names().get(variable);
        List<Bit> all = bits.computeIfAbsent(name, key -> new ArrayList<>());
        all.add(new Bit(noise));
        return new ParityModel.Source(name, all.size() - 1);
    }

    /** Makes a bit depend on a bit of a parent. */
    void cause(ParityModel.Source target, int factor, ParityModel.Source cause) {
        Bit bit = at(target);
        bit.widen(factor);
        bit.sources.get(factor).add(cause);
    }

    /** Makes a bit depend on a coin. */
    void cause(ParityModel.Source target, int factor, ParityModel.Coin coin) {
        Bit bit = at(target);
        bit.widen(factor);
        bit.coins.get(factor).add(coin);
    }

    private Bit at(ParityModel.Source source) {
        return bits.get(source.variable()).get(source.position());
    }

    /** A new hidden coin that two variables share. */
    ParityModel.Coin coin(int a, int b) {
        String first = graph.names().get(Math.min(a, b));
        String second = graph.names().get(Math.max(a, b));
        int number = coins.merge(first + " " + second, 1, Integer::sum) - 1;
        return new ParityModel.Coin(first, second, number);
    }

    /** The mechanisms; variables without bits so far are fair coins of their own. */
    SortedMap<String, List<ParityModel.Bit>> mechanisms() {
        SortedMap<String, List<ParityModel.Bit>> all = new TreeMap<>();
        for (String name : graph.names()) {
            List<Bit> drafted = bits.getOrDefault(name, List.of(new Bit(0.5)));
            all.put(name, drafted.stream().map(Bit::finished).toList());
        }
        return all;
    }
}
