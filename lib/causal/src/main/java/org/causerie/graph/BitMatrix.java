// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.Arrays;
import java.util.BitSet;

/** A square matrix of bits on {@code long} rows: bit {@code j} of row {@code i} says that i relates to j. */
final class BitMatrix {
    private final int size;
    private final int stride;
    private final long[] words;

    BitMatrix(int size) {
        this(size, new long[size * stride(size)]);
    }

    private BitMatrix(int size, long[] words) {
        this.size = size;
        this.stride = stride(size);
        this.words = words;
    }

    private static int stride(int size) {
        return (size + 63) >>> 6;
    }

    BitMatrix copy() {
        return new BitMatrix(size, words.clone());
    }

    int size() {
        return size;
    }

    /** The number of words in a row. */
    int stride() {
        return stride;
    }

    boolean get(int i, int j) {
        return (words[i * stride + (j >>> 6)] >>> j & 1) != 0;
    }

    void set(int i, int j) {
        words[i * stride + (j >>> 6)] |= 1L << j;
    }

    void clear(int i, int j) {
        words[i * stride + (j >>> 6)] &= ~(1L << j);
    }

    /** Word {@code w} of row {@code i}: columns 64w to 64w+63. */
    long word(int i, int w) {
        return words[i * stride + w];
    }

    BitSet row(int i) {
        return BitSet.valueOf(Arrays.copyOfRange(words, i * stride, (i + 1) * stride));
    }

    /** The columns set in row {@code i}, ascending. */
    int[] list(int i) {
        int count = 0;
        for (int w = 0; w < stride; w++) count += Long.bitCount(word(i, w));
        int[] list = new int[count];
        int k = 0;
        for (int w = 0; w < stride; w++)
            for (long rest = word(i, w); rest != 0; rest &= rest - 1)
                list[k++] = (w << 6) + Long.numberOfTrailingZeros(rest);
        return list;
    }

    int[][] lists() {
        int[][] lists = new int[size][];
        for (int i = 0; i < size; i++) lists[i] = list(i);
        return lists;
    }

    BitMatrix transposed() {
        BitMatrix result = new BitMatrix(size);
        for (int i = 0; i < size; i++) for (int j : list(i)) result.set(j, i);
        return result;
    }

    /** Rows and columns of these alone, numbered anew in the order given. */
    BitMatrix induced(int[] kept) {
        BitMatrix result = new BitMatrix(kept.length);
        for (int i = 0; i < kept.length; i++)
            for (int j = 0; j < kept.length; j++) if (get(kept[i], kept[j])) result.set(i, j);
        return result;
    }

    /** The bits set here or there. */
    BitMatrix or(BitMatrix other) {
        BitMatrix result = copy();
        for (int w = 0; w < words.length; w++) result.words[w] |= other.words[w];
        return result;
    }

    /** The number of bits set. */
    int count() {
        int count = 0;
        for (long word : words) count += Long.bitCount(word);
        return count;
    }

    boolean isEmpty(int i) {
        for (int w = 0; w < stride; w++) if (word(i, w) != 0) return false;
        return true;
    }

    boolean intersects(int i, BitMatrix other, int k) {
        for (int w = 0; w < stride; w++) if ((word(i, w) & other.word(k, w)) != 0) return true;
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitMatrix that && size == that.size && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
