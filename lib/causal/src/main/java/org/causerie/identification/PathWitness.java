// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

/**
 * Why covariates do not suffice: a path, and what is wrong with it.
 *
 * @param path the path, as {@code X <- U -> Y}
 * @param reason what is wrong with it, in words that follow a colon
 */
public record PathWitness(String path, String reason) implements Witness {
    @Override
    public String text() {
        return reason + " (" + path + ")";
    }

    @Override
    public String toString() {
        return text();
    }
}
