// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Map;

/**
 * A linear mechanism: a linear function of the parents plus noise. With Gaussian noise, linear-Gaussian.
 *
 * @param mean the function of the parents
 * @param noise the noise that is added
 */
public record Linear(LinearPredictor mean, Noise noise) implements Mechanism {

    /** A linear function without intercept, plus noise. */
    public static Linear of(Map<String, Double> slopes, Noise noise) {
        return new Linear(LinearPredictor.of(0, slopes), noise);
    }

    /** A root: nothing but noise. */
    public static Linear root(Noise noise) {
        return of(Map.of(), noise);
    }

    /** The constant that {@code do} puts in a mechanism's place. */
    static Linear constant(double value) {
        return new Linear(LinearPredictor.of(value, Map.of()), Noise.none());
    }

    @Override
    public List<String> parents() {
        return mean.parents();
    }

    @Override
    public Variable variable(String name) {
        return Variable.continuous(name);
    }

    @Override
    public String text() {
        if (noise.equals(Noise.none())) return mean.text();
        return mean.equals(LinearPredictor.of(0, Map.of())) ? noise.text() : mean.text() + " + " + noise.text();
    }
}
