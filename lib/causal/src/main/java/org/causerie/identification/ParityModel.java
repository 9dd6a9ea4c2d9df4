// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.CausalException;

/**
 * A model of a mixed graph in which every variable is a few bits, each an exclusive or of bits of its parents and of
 * hidden coins, flipped by a noise of its own; every {@code <->} is the fair coins that its two ends share.
 *
 * <p>Levels are the bits written side by side. The joint distribution is by enumeration of the coins and noises that
 * matter, up to 2^24 combinations.
 *
 * @param mechanisms what each variable is in the population that is asked about
 * @param elsewhere by population, the variables that come about differently there
 */
public record ParityModel(
        SortedMap<String, List<Bit>> mechanisms, SortedMap<Domain, SortedMap<String, List<Bit>>> elsewhere)
        implements WitnessModel {

    /**
     * A bit of a variable.
     *
     * @param variable its name
     * @param position which bit, from 0
     */
    public record Source(String variable, int position) implements Comparable<Source> {
        @Override
        public int compareTo(Source other) {
            int names = variable.compareTo(other.variable);
            return names == 0 ? Integer.compare(position, other.position) : names;
        }

        @Override
        public String toString() {
            return variable + "[" + position + "]";
        }
    }

    /**
     * A fair coin that nobody sees, a cause of two variables.
     *
     * @param first one of the variables
     * @param second the other
     * @param number which of their coins, from 0
     */
    public record Coin(String first, String second, int number) implements Comparable<Coin> {
        @Override
        public int compareTo(Coin other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "U" + number + "(" + first + ", " + second + ")";
        }
    }

    /**
     * An exclusive or.
     *
     * @param sources the bits of parents
     * @param coins the hidden coins
     */
    public record Parity(SortedSet<Source> sources, SortedSet<Coin> coins) {
        public Parity {
            sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
            coins = Collections.unmodifiableSortedSet(new TreeSet<>(coins));
        }

        String text() {
            String all = Stream.concat(sources.stream(), coins.stream())
                    .map(Object::toString)
                    .collect(Collectors.joining(" ⊕ "));
            return all.isEmpty() ? "0" : all;
        }
    }

    /**
     * How a bit comes about: 1 when each of the parities is 1, then flipped with a probability.
     *
     * @param product the parities
     * @param noise the probability that the bit is flipped, from 0 to 1
     */
    public record Bit(List<Parity> product, double noise) {
        public Bit {
            product = List.copyOf(product);
        }

        String text() {
            String value = product.stream().map(Parity::text).collect(Collectors.joining(") ∧ ("));
            return (product.size() > 1 ? "(" + value + ")" : value)
                    + (noise == 0 ? "" : ", flipped with probability " + noise);
        }
    }

    public ParityModel {
        mechanisms = Collections.unmodifiableSortedMap(new TreeMap<>(mechanisms));
        elsewhere = Collections.unmodifiableSortedMap(new TreeMap<>(elsewhere));
    }

    @Override
    public List<String> levels(String variable) {
        int bits = mechanism(variable).size();
        return IntStream.range(0, 1 << bits)
                .mapToObj(level -> IntStream.range(0, bits)
                        .mapToObj(bit -> String.valueOf(level >> (bits - 1 - bit) & 1))
                        .collect(Collectors.joining()))
                .toList();
    }

    private List<Bit> mechanism(String variable) {
        return Names.get(mechanisms, variable);
    }

    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        SortedMap<String, List<Bit>> here = domain.mechanisms(mechanisms, elsewhere);
        for (CounterfactualVariable outcome : variables) {
            mechanism(outcome.variable());
            outcome.world().forEach((name, level) -> {
                if (!levels(name).contains(level))
                    throw CausalException.unknown("level of " + name, level, levels(name));
            });
        }
        return ParityEnumeration.joint(here, variables);
    }

    @Override
    public String text() {
        return mechanisms.entrySet().stream()
                .flatMap(entry -> IntStream.range(0, entry.getValue().size())
                        .mapToObj(i -> new Source(entry.getKey(), i) + " = "
                                + entry.getValue().get(i).text()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return text();
    }
}
