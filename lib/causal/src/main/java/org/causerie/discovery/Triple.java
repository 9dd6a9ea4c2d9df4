// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

/**
 * Three variables of which the middle is adjacent to both ends, and the ends are not adjacent.
 *
 * @param end the one end
 * @param middle the middle
 * @param otherEnd the other end
 */
public record Triple(String end, String middle, String otherEnd) {
    @Override
    public String toString() {
        return end + " — " + middle + " — " + otherEnd;
    }
}
