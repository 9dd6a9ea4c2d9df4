// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A keyed source of randomness: the same seed gives the same stream, whatever else was drawn before.
 *
 * <p>A step that needs several streams splits the seed by name or by number, so that replicate
 * <i>i</i> always gets stream <i>i</i> however many threads there are.
 *
 * @param value the 64 bits of the key
 */
public record Seed(long value) {

    public static Seed of(long value) {
        return new Seed(value);
    }

    /** The seed of a named part of the work; different names give unrelated streams. */
    public Seed split(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        return split(hash);
    }

    /** The seed of the numbered part of the work; different numbers give unrelated streams. */
    public Seed split(long number) {
        return new Seed(mix(mix(value + 0x9e3779b97f4a7c15L) ^ (number + 0xd1b54a32d192ed03L)));
    }

    /** A new generator at the start of this seed's stream. */
    public RandomGenerator random() {
        return new SplittableRandom(mix(value));
    }

    /** Stafford's variant 13 of the 64-bit finaliser of MurmurHash3. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
