// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * Categorical rows as bits: for each level of each variable, in which rows it occurs. A cell of a table is then the
 * number of bits that its levels have in common, 64 rows at a time.
 */
final class LevelBits {
    /** Beyond this many words of 8 bytes the bits are not kept. */
    private static final long MOST = 1L << 25;

    /** Working out a word takes about this share of the time of looking at one value of one row. */
    private static final double WORD = 0.4;

    private final int rows;
    private final int words;
    private final long[][][] bits;

    private LevelBits(int rows, long[][][] bits) {
        this.rows = rows;
        this.words = (rows + 63) >>> 6;
        this.bits = bits;
    }

    /** No bits, for rows that weigh differently. */
    static LevelBits none() {
        return new LevelBits(0, new long[0][][]);
    }

    /** The bits of rows that each count once; none where they would take too much memory. */
    static LevelBits of(int[][] codes, int[] levels) {
        int rows = codes.length == 0 ? 0 : codes[0].length;
        int words = (rows + 63) >>> 6;
        long all = 0;
        for (int count : levels) all += (long) count * words;
        if (all > MOST) return none();
        long[][][] bits = new long[codes.length][][];
        for (int j = 0; j < codes.length; j++) {
            bits[j] = new long[levels[j]][words];
            for (int row = 0; row < rows; row++) bits[j][codes[j][row]][row >>> 6] |= 1L << row;
        }
        return new LevelBits(rows, bits);
    }

    Counter counter() {
        return new Counter();
    }

    /**
     * Counts tables one after another, for one thread. Tables of the same two variables, in strata that begin with
     * the same variables, share what is worked out for these.
     */
    final class Counter {
        private int x = -1;
        private int y = -1;
        private int[] set = {};

        /** {@code joint[d]}: the bits of each cell of x, y and the first d of the set; the last variable fastest. */
        private long[][] joint = {};

        private int[][] sizes = {};
        private int[] cells = {};
        private int known;
        private double[] counts = {};

        /** Whether the bits are there and faster than to go through the rows. */
        boolean quick(int x, int y, int[] given, int size) {
            if (rows == 0) return false;
            double cells = (double) bits[x].length * bits[y].length;
            for (int k = 0; k < size; k++) cells *= bits[given[k]].length;
            return cells * words * WORD < (size + 2.0) * rows;
        }

        /** Counts the table, the first variable fastest and the strata slowest; returns the number of cells. */
        int count(int x, int y, int[] given, int size) {
            if (size >= joint.length) makeRoom(size + 4);
            if (x != this.x || y != this.y) {
                this.x = x;
                this.y = y;
                pair();
                known = 0;
            }
            int same = 0;
            while (same < Math.min(known, size - 1) && set[same] == given[same]) same++;
            for (int d = same; d < size - 1; d++) refine(d, given[d]);
            known = Math.max(0, size - 1);
            if (size == 0) {
                if (counts.length < cells[0]) counts = new double[cells[0]];
                for (int cell = 0; cell < cells[0]; cell++) counts[cell] = sizes[0][cell];
                return cells[0];
            }
            return spread(bits[given[size - 1]], size - 1);
        }

        /** The counts of the last table, at the beginning of the array. */
        double[] counts() {
            return counts;
        }

        private void makeRoom(int depth) {
            x = -1;
            set = new int[depth];
            joint = new long[depth][0];
            sizes = new int[depth][0];
            cells = new int[depth];
        }

        private void reserve(int depth, int number) {
            cells[depth] = number;
            if (sizes[depth].length >= number) return;
            sizes[depth] = new int[number];
            joint[depth] = new long[number * words];
        }

        private void pair() {
            long[][] ofX = bits[x];
            long[][] ofY = bits[y];
            reserve(0, ofX.length * ofY.length);
            for (int b = 0; b < ofY.length; b++)
                for (int a = 0; a < ofX.length; a++) {
                    int cell = a + ofX.length * b;
                    sizes[0][cell] = both(ofX[a], 0, ofY[b], joint[0], cell * words);
                }
        }

        private void refine(int depth, int variable) {
            set[depth] = variable;
            long[][] levels = bits[variable];
            reserve(depth + 1, cells[depth] * levels.length);
            for (int cell = 0; cell < cells[depth]; cell++)
                for (int level = 0; level < levels.length; level++) {
                    int to = cell * levels.length + level;
                    sizes[depth + 1][to] = sizes[depth][cell] == 0
                            ? 0
                            : both(joint[depth], cell * words, levels[level], joint[depth + 1], to * words);
                }
        }

        private int both(long[] from, int start, long[] level, long[] to, int at) {
            int count = 0;
            for (int w = 0; w < words; w++) {
                long word = from[start + w] & level[w];
                to[at + w] = word;
                count += Long.bitCount(word);
            }
            return count;
        }

        /** Splits the cells by the last variable, whose last level has what the others leave. */
        private int spread(long[][] levels, int depth) {
            int inner = cells[0];
            int outer = cells[depth] / inner;
            int total = cells[depth] * levels.length;
            if (counts.length < total) counts = new double[total];
            for (int cell = 0; cell < cells[depth]; cell++) {
                int pair = cell / outer;
                int stratum = cell % outer * levels.length;
                int left = sizes[depth][cell];
                for (int level = 0; level < levels.length; level++) {
                    int here = left;
                    if (left > 0 && level < levels.length - 1) here = common(joint[depth], cell * words, levels[level]);
                    counts[(stratum + level) * inner + pair] = here;
                    left -= here;
                }
            }
            return total;
        }

        private int common(long[] from, int start, long[] level) {
            int count = 0;
            for (int w = 0; w < words; w++) count += Long.bitCount(from[start + w] & level[w]);
            return count;
        }
    }
}
