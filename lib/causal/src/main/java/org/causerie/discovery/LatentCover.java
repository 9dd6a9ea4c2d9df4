// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;

/**
 * Hidden variables that a search found, and what showed them.
 *
 * @param latents their names; more than one where only all together separate the members from the rest
 * @param observed observed variables that do so together with them
 * @param members the variables, observed or hidden, that are adjacent to them and were found to be separated by them
 */
public record LatentCover(List<String> latents, List<String> observed, List<String> members) {
    public LatentCover {
        latents = List.copyOf(latents);
        observed = List.copyOf(observed);
        members = List.copyOf(members);
    }

    @Override
    public String toString() {
        String with = observed.isEmpty() ? "" : " with " + String.join(", ", observed);
        return String.join(", ", latents) + with + ": " + String.join(", ", members);
    }
}
