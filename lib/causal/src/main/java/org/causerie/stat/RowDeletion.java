// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/** A test that looks for each question at other rows, bound to data. Tests that look at the same rows share their preparation. */
final class RowDeletion implements Independence {
    /** How many preparations are kept. */
    private static final int KEPT = 64;

    private final IndependenceTest test;
    private final Dataset data;
    private final int least;
    private final boolean all;
    private final BitSet[] bad;
    private final BoundedCache<BitSet, Prepared> prepared = new BoundedCache<>(KEPT, any -> 1);

    /** The test on some rows; {@code position[j]} is the place of column j in it, or -1 where it is constant there. */
    private record Prepared(int rows, Optional<Independence> test, int[] position) {}

    /**
     * Binds the test.
     *
     * @param all whether every variable of a question deletes rows, or only those of the conditioning set
     * @param bad for each column the rows that it deletes
     */
    RowDeletion(IndependenceTest test, Dataset data, int least, boolean all, BitSet[] bad) {
        this.test = test;
        this.data = data;
        this.least = least;
        this.all = all;
        this.bad = bad;
    }

    @Override
    public List<String> names() {
        return data.names();
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        Requirements.distinct(names(), x, y, given);
        BitSet drivers = new BitSet();
        for (int z : given) drivers.set(z);
        if (all) {
            drivers.set(x);
            drivers.set(y);
        }
        BitSet acting = new BitSet();
        drivers.stream().filter(j -> !bad[j].isEmpty()).forEach(acting::set);
        Prepared on = prepared.get(acting, () -> prepare(acting));
        if (on.rows() < least) {
            throw new CausalException("For a test of " + names().get(x) + " and " + names().get(y) + " given "
                    + Arrays.stream(given).mapToObj(names()::get).toList() + " only " + on.rows()
                    + " rows are left, and " + least
                    + " are needed; limit the size of conditioning sets, or leave out the columns with the most gaps");
        }
        if (on.position()[x] < 0 || on.position()[y] < 0 || on.test().isEmpty()) return new TestResult(0, 0, 1);
        int[] varying = Arrays.stream(given)
                .map(j -> on.position()[j])
                .filter(j -> j >= 0)
                .toArray();
        return on.test().orElseThrow().test(on.position()[x], on.position()[y], varying);
    }

    private Prepared prepare(BitSet acting) {
        BitSet deleted = new BitSet();
        acting.stream().forEach(j -> deleted.or(bad[j]));
        int[] rows =
                IntStream.range(0, data.rows()).filter(row -> !deleted.get(row)).toArray();
        int[] position = new int[data.size()];
        Arrays.fill(position, -1);
        if (rows.length < least) return new Prepared(rows.length, Optional.empty(), position);
        Dataset left = data.rows(rows);
        List<String> usable = names().stream()
                .filter(name -> left.missing(name) == 0 && varies(left, name))
                .toList();
        for (int j = 0; j < position.length; j++) position[j] = usable.indexOf(names().get(j));
        Optional<Independence> bound = usable.size() < 2 ? Optional.empty() : Optional.of(test.on(left.select(usable)));
        return new Prepared(rows.length, bound, position);
    }

    private static boolean varies(Dataset data, String name) {
        return Arrays.stream(data.values(name)).distinct().count() > 1;
    }
}
