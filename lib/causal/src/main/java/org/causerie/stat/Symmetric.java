// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/** Square matrices that are the same either way, row by row; both triangles are walked in strips that stay in the cache. */
final class Symmetric {
    private static final int STRIP = 32;

    private Symmetric() {}

    /** Copies what is below the diagonal to above it. */
    static void mirror(double[] matrix, int size) {
        for (int from = 0; from < size; from += STRIP)
            for (int i = from + 1; i < size; i++) mirror(matrix, size, i, from, Math.min(i, from + STRIP));
    }

    private static void mirror(double[] matrix, int size, int i, int from, int to) {
        for (int j = from; j < to; j++) matrix[j * size + i] = matrix[i * size + j];
    }

    /** Whether both triangles are equal to the last bit. */
    static boolean exactly(double[] matrix, int size) {
        for (int from = 0; from < size; from += STRIP)
            for (int i = from + 1; i < size; i++)
                if (!exactly(matrix, size, i, from, Math.min(i, from + STRIP))) return false;
        return true;
    }

    private static boolean exactly(double[] matrix, int size, int i, int from, int to) {
        for (int j = from; j < to; j++) if (matrix[j * size + i] != matrix[i * size + j]) return false;
        return true;
    }
}
