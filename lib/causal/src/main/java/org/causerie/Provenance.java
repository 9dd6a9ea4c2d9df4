// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.Optional;

/**
 * Where a result comes from: enough to make it again.
 *
 * @param library the version of this library
 * @param java the version of the Java that ran it
 * @param system operating system and architecture
 * @param seed the seed, where one was used
 * @param data the hash of the data, where data was used
 */
public record Provenance(String library, String java, String system, Optional<Seed> seed, Optional<String> data) {

    /** The provenance of a result that used neither data nor randomness. */
    public static Provenance here() {
        return here(Optional.empty(), Optional.empty());
    }

    /** The provenance of a result without randomness. */
    public static Provenance of(String dataHash) {
        return here(Optional.empty(), Optional.of(dataHash));
    }

    /** The provenance of a result that depends on a seed. */
    public static Provenance of(String dataHash, Seed seed) {
        return here(Optional.of(seed), Optional.of(dataHash));
    }

    private static Provenance here(Optional<Seed> seed, Optional<String> data) {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return new Provenance(
                version == null ? "development" : version,
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                seed,
                data);
    }
}
