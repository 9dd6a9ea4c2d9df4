// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;

/**
 * Keeps the edges that a search finds in most halves of the data, and bounds how many of them are false.
 *
 * <p>Each subsample has half of the cases, drawn without replacement (half of the groups, where there are groups). Pairs adjacent
 * in at least a part \(\pi\) of the subsamples are stable. With on average <i>q</i> edges a subsample among <i>N</i>
 * pairs, the expected number of false ones among them is at most \(q^2 / ((2\pi - 1) N)\), if the search is not worse than
 * guessing and treats all false pairs alike; that it treats them alike is the strong part.
 *
 * <p>Subsample <i>i</i> uses the seed's stream <i>i</i>; threads do not change the result.
 *
 * <p>Meinshausen and Bühlmann (2010), Stability selection, JRSS B 72, 417–473, doi:10.1111/j.1467-9868.2010.00740.x.
 *
 * <p>{@snippet :
 * var stable = StabilitySelection.of(Pc.withDefaults().alpha(0.05)).threshold(0.8).discover(data, Seed.of(1));
 * stable.edges();
 * stable.expectedFalse();
 * }
 *
 * @param search the search to repeat; with a generous level or penalty, for the threshold makes the choice
 * @param subsamples how many halves, 100 by default
 * @param threshold the part \(\pi\) of them, above 0.5 and at most 1; 0.75 by default
 */
public record StabilitySelection(Search search, int subsamples, double threshold) {

    public StabilitySelection {
        if (subsamples < 1)
            throw new CausalException("Stability selection needs at least 1 subsample; given: " + subsamples);
        if (!(threshold > 0.5 && threshold <= 1))
            throw new CausalException(
                    "The threshold of stability selection is above 0.5 and at most 1, usually 0.6 to 0.9;" + " given: "
                            + threshold);
    }

    /** Stability selection with 100 subsamples of this search. */
    public static StabilitySelection of(Search search) {
        return new StabilitySelection(search, 100, 0.75);
    }

    public StabilitySelection search(Search value) {
        return new StabilitySelection(value, subsamples, threshold);
    }

    public StabilitySelection subsamples(int value) {
        return new StabilitySelection(search, value, threshold);
    }

    public StabilitySelection threshold(double value) {
        return new StabilitySelection(search, subsamples, value);
    }

    /** Repeats the search with as many threads as the machine has processors. */
    public Result discover(Dataset data, Seed seed) {
        return discover(data, seed, Execution.withDefaults());
    }

    /**
     * Repeats the search with the threads given.
     *
     * @throws CausalException if the data, or half of it, does not suit the search
     * @throws StoppedSearch if the thread was interrupted, with the frequencies in the halves that had ended
     */
    public Result discover(Dataset data, Seed seed, Execution execution) {
        Dataset cases = data.expanded();
        Replicates runs = Replicates.of("subsamples", subsamples, execution, i -> {
            try {
                return search.discover(half(cases, seed.split(i)), Execution.sequential())
                        .graph();
            } catch (CausalException e) {
                throw new CausalException("Half of the data does not suit the search. " + e.getMessage(), e);
            }
        });
        List<EdgeFrequency> all = EdgeFrequency.of(runs.graphs(), data.names());
        double average = all.stream().mapToDouble(EdgeFrequency::adjacent).sum();
        StabilitySelection made = subsamples(runs.graphs().size());
        Result result = new Result(data.names(), all, average, made, Provenance.of(data.hash(), seed));
        if (runs.stopped()) throw new StoppedSearch(result);
        return result;
    }

    private static Dataset half(Dataset data, Seed seed) {
        int[] units =
                data.groups().orElseGet(() -> IntStream.range(0, data.rows()).toArray());
        int count = Arrays.stream(units).max().orElse(0) + 1;
        int[] order = IntStream.range(0, count).toArray();
        RandomGenerator random = seed.random();
        boolean[] chosen = new boolean[count];
        for (int i = 0; i < count / 2; i++) {
            int j = i + random.nextInt(count - i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
            chosen[order[i]] = true;
        }
        int[] rows = IntStream.range(0, data.rows())
                .filter(row -> chosen[units[row]])
                .toArray();
        if (rows.length == 0)
            throw new CausalException("Half of " + count + " cases is none; stability selection needs more data");
        return data.rows(rows);
    }

    /**
     * Which edges are stable.
     *
     * @param names the variables in the order of the data's columns
     * @param all the pairs that were adjacent at least once, the most frequent first
     * @param averageEdges how many edges a subsample had on average
     * @param settings the search, the number of subsamples and the threshold
     * @param provenance where the result comes from
     */
    public record Result(
            List<String> names,
            List<EdgeFrequency> all,
            double averageEdges,
            StabilitySelection settings,
            Provenance provenance)
            implements Displayable {

        public Result {
            names = List.copyOf(names);
            all = List.copyOf(all);
        }

        /** The stable pairs, the most frequent first. */
        public List<EdgeFrequency> edges() {
            return all.stream()
                    .filter(edge -> edge.adjacent() >= settings.threshold() - 1e-12)
                    .toList();
        }

        /** At most so many of the stable pairs are expected not to be adjacent in truth. */
        public double expectedFalse() {
            double pairs = names.size() * (names.size() - 1) / 2.0;
            return averageEdges * averageEdges / ((2 * settings.threshold() - 1) * pairs);
        }

        /**
         * How often what was found between two variables, seen from the first.
         *
         * @throws CausalException if there is no such variable
         */
        public EdgeFrequency between(String a, String b) {
            return EdgeFrequency.between(all, names, a, b);
        }

        @Override
        public String text() {
            return new FrequencyTable(title(), edges()).text();
        }

        @Override
        public Optional<String> html() {
            return Optional.of(new FrequencyTable(title(), edges()).html());
        }

        private String title() {
            return String.format(
                    Locale.ROOT,
                    "%d edges found in at least %.0f %% of %d halves of the data; at most %.2g of them expected to be false",
                    edges().size(),
                    100 * settings.threshold(),
                    settings.subsamples(),
                    expectedFalse());
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
