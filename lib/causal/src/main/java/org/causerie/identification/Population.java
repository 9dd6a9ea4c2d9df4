// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

/** Over whom an effect is averaged. */
public enum Population {
    /** Everyone: the average treatment effect, ATE. */
    ALL("ATE"),
    /** Those who had the treatment: ATT. */
    TREATED("ATT"),
    /** Those who did not have the treatment: ATU. */
    CONTROL("ATU");

    private final String effect;

    Population(String effect) {
        this.effect = effect;
    }

    /** The usual short name of the effect averaged over this population. */
    public String effect() {
        return effect;
    }
}
