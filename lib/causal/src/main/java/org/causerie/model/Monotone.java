// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Optional;

/**
 * A bijective mechanism: a value that rises strictly with its noise, {@code value = f(parents, noise)}, whatever the
 * parents.
 *
 * <p>Linear and additive-noise mechanisms are special cases. Here the noise may also act more strongly for some parents
 * than for others, and differently on low values than on high ones. Where the noise is independent of the parents, every
 * such mechanism with the same conditional distribution has the same counterfactuals, so that they can be learned from
 * data: the case keeps its rank. Which assumptions take the place of independence says {@link MonotoneIdentification}.
 *
 * <p>Nasr-Esfahany, A., Alizadeh, M. &amp; Shah, D. (2023). Counterfactual identifiability of bijective causal models.
 * ICML, PMLR 202, 25733-25754. <a href="https://proceedings.mlr.press/v202/nasr-esfahany23a.html">PMLR</a>
 *
 * @param parents the parents
 * @param transform the function, in both directions
 * @param noise the distribution of the noise
 * @param formula the function as it prints
 * @param reason why counterfactuals follow although a hidden cause ties the noise to parents; empty where none does. What
 *     it does not cover is refused: an intervention that changes what a back-door set holds, and, with an instrument,
 *     draws and partial evidence, as the treatment's noise is not independent of this one
 */
public record Monotone(
        List<String> parents, Transform transform, Noise noise, String formula, Optional<MonotoneIdentification> reason)
        implements Mechanism {

    public Monotone {
        parents = List.copyOf(parents);
    }

    /** A mechanism whose noise is independent of the parents. */
    public static Monotone of(List<String> parents, Transform transform, Noise noise, String formula) {
        return new Monotone(parents, transform, noise, formula, Optional.empty());
    }

    Monotone because(MonotoneIdentification newReason) {
        return new Monotone(parents, transform, noise, formula, Optional.of(newReason));
    }

    Monotone plus(double amount) {
        return new Monotone(
                parents,
                new Raised(transform, amount),
                noise,
                formula + (amount < 0 ? " - " : " + ") + Numbers.text(Math.abs(amount)),
                reason);
    }

    @Override
    public Variable variable(String name) {
        return Variable.continuous(name);
    }

    @Override
    public String text() {
        return formula;
    }

    /**
     * A function of the parents and the noise that rises strictly with the noise. The parents are {@code
     * columns[parent][row]}; nothing is written to.
     */
    public interface Transform {

        /** The value of each row. */
        double[] values(List<Variable> parents, double[][] columns, double[] noise);

        /** The noise of each row: the inverse of {@link #values}. */
        double[] noise(List<Variable> parents, double[][] columns, double[] values);

        /** The logarithm of the density of each row's value given its parents. */
        double[] logDensity(List<Variable> parents, double[][] columns, double[] values);
    }

    private record Raised(Transform transform, double amount) implements Transform {
        @Override
        public double[] values(List<Variable> parents, double[][] columns, double[] noise) {
            return plus(transform.values(parents, columns, noise), amount);
        }

        @Override
        public double[] noise(List<Variable> parents, double[][] columns, double[] values) {
            return transform.noise(parents, columns, plus(values, -amount));
        }

        @Override
        public double[] logDensity(List<Variable> parents, double[][] columns, double[] values) {
            return transform.logDensity(parents, columns, plus(values, -amount));
        }

        private static double[] plus(double[] values, double amount) {
            double[] sums = values.clone();
            for (int row = 0; row < sums.length; row++) sums[row] += amount;
            return sums;
        }
    }
}
