// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Uniform draws of whole numbers of any size. */
final class Draw {
    private Draw() {}

    /** A number from 0 to the bound, which is not drawn. */
    static BigInteger below(BigInteger bound, RandomGenerator random) {
        int words = bound.bitLength() / Long.SIZE + 1;
        int spare = words * Long.SIZE - bound.bitLength();
        while (true) {
            ByteBuffer bytes = ByteBuffer.allocate(words * Long.BYTES);
            for (int i = 0; i < words; i++) bytes.putLong(random.nextLong());
            BigInteger drawn = new BigInteger(1, bytes.array()).shiftRight(spare);
            if (drawn.compareTo(bound) < 0) return drawn;
        }
    }
}
