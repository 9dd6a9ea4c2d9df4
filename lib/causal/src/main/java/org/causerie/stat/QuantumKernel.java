// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.OptionalDouble;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;
import org.causerie.data.Dataset;

/**
 * Tests conditional independence like {@link Kci}, with kernels that a quantum circuit defines: how much the states into which it
 * encodes two cases overlap.
 *
 * <p>The circuit puts every qubit into superposition and, layer by layer, rotates qubits by the values of the columns
 * times a scale, about z and about y, and neighbours jointly by products of two values (see {@code QuantumCircuit}). The kernel
 * of two cases is the fidelity \(|\langle\psi(a)|\psi(b)\rangle|^2\). State vectors are simulated exactly, 2 to the number of qubits
 * long; there is one qubit for each column at least.
 *
 * <p>The scale decides how fine the kernel is: too fine a kernel resembles any other and gives false dependences with few cases. By
 * default it is set by kernel-target alignment: among eight scales the one for which the kernel of a variable aligns most, beyond what
 * shuffled cases would, with the products of smooth random functions of that variable, on average over the variables. The alignment looks
 * at one variable at a time, so that the level of the tests stays what it is. For the regression on the conditioning set scale and ridge
 * are those of largest marginal likelihood.
 *
 * <p>Assumptions are those of {@link Kci}; meant for small samples. Time <i>O(n r 2^q)</i> for kernels with <i>q</i> qubits.
 *
 * <p>Terada, Y., Arai, K., Tanaka, Y., Maeda, Y., Ueno, H. &amp; Tezuka, H. (2025). Quantum-enhanced causal discovery for a small
 * number of samples. arXiv:2501.05007. Cristianini, N., Shawe-Taylor, J., Elisseeff, A. &amp; Kandola, J. (2002). On kernel-target
 * alignment. NIPS 14, 367-373.
 *
 * @param qubits the fewest qubits, 1 to 8 and 2 by default; sets of more columns use one for each, up to 8
 * @param layers how often the values are encoded, 1 to 8 and 2 by default
 * @param scale radians for each median distance between cases; by alignment if empty
 * @param nullDistribution how the p-value is found
 * @param permutations how many, for {@link NullDistribution#PERMUTATION}, at least 20
 * @param seed of the permutations
 */
public record QuantumKernel(
        int qubits, int layers, OptionalDouble scale, NullDistribution nullDistribution, int permutations, Seed seed)
        implements IndependenceTest {
    private static final double[] SCALES = {0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.65, 0.9};

    public QuantumKernel {
        if (qubits < 1 || qubits > QuantumCircuit.MOST) {
            throw new CausalException("A simulated circuit has 1 to " + QuantumCircuit.MOST + " qubits; " + qubits
                    + " were given (2 is the default)");
        }
        if (layers < 1 || layers > 8) {
            throw new CausalException("A circuit has 1 to 8 layers; " + layers + " were given (2 is the default)");
        }
        if (scale.isPresent() && !(scale.getAsDouble() > 0 && scale.getAsDouble() < 1e6)) {
            throw new CausalException("The scale of the encoding must be a positive number; " + scale.getAsDouble()
                    + " was given (0.5 is a start)");
        }
        new Kci(1, Kci.Regression.MARGINAL_LIKELIHOOD, 1e-3, nullDistribution, permutations, seed);
    }

    /** Two qubits, two layers, the scale by alignment. */
    public static QuantumKernel withDefaults() {
        return new QuantumKernel(2, 2, OptionalDouble.empty(), NullDistribution.WEIGHTED_CHI_SQUARE, 500, Seed.of(0));
    }

    /** With at least so many qubits. */
    public QuantumKernel qubits(int value) {
        return new QuantumKernel(value, layers, scale, nullDistribution, permutations, seed);
    }

    /** With so many layers. */
    public QuantumKernel layers(int value) {
        return new QuantumKernel(qubits, value, scale, nullDistribution, permutations, seed);
    }

    /** With a fixed scale instead of an aligned one. */
    public QuantumKernel scale(double value) {
        return new QuantumKernel(qubits, layers, OptionalDouble.of(value), nullDistribution, permutations, seed);
    }

    /** With another way to the p-value. */
    public QuantumKernel nullDistribution(NullDistribution value) {
        return new QuantumKernel(qubits, layers, scale, value, permutations, seed);
    }

    /** With p-values by so many permutations. */
    public QuantumKernel permutations(int value) {
        return new QuantumKernel(qubits, layers, scale, NullDistribution.PERMUTATION, value, seed);
    }

    /** With other permutations. */
    public QuantumKernel seed(Seed value) {
        return new QuantumKernel(qubits, layers, scale, nullDistribution, permutations, value);
    }

    /**
     * Binds the test to data, after the scale has been set.
     *
     * @throws CausalException if a column is constant or has missing values, rows have sampling weights, or there
     *     are fewer than 10 cases
     */
    @Override
    public Independence on(Dataset data) {
        KernelColumns columns = KernelColumns.of(data);
        double chosen = scale.orElseGet(() -> aligned(columns));
        Kci settings =
                new Kci(1 / chosen, Kci.Regression.MARGINAL_LIKELIHOOD, 1e-3, nullDistribution, permutations, seed);
        return new KernelIndependence(columns, this::kernel, settings);
    }

    /**
     * The scale that alignment chooses for data; see the class.
     *
     * @throws CausalException as {@link #on} does
     */
    public double alignedScale(Dataset data) {
        return aligned(KernelColumns.of(data));
    }

    private LowRank.Source kernel(double[][] columns, double width) {
        return QuantumCircuit.encode(columns, 1 / width, qubits, layers);
    }

    private double aligned(KernelColumns columns) {
        double best = Double.NEGATIVE_INFINITY;
        double chosen = SCALES[0];
        for (double candidate : SCALES) {
            double sum = 0;
            for (int variable = 0; variable < columns.names().size(); variable++)
                sum += gain(columns.of(variable), candidate);
            if (sum > best + 1e-12) {
                best = sum;
                chosen = candidate;
            }
        }
        return chosen;
    }

    /**
     * How much more the kernel of a variable aligns with the products of smooth functions of it than with those of shuffled cases. Averaged
     * over random functions their products are a Gaussian kernel.
     */
    private double gain(double[][] block, double candidate) {
        Progress.checkpoint();
        double distance = KernelColumns.medianDistance(block);
        LowRank kernel = LowRank.of(block[0].length, kernel(block, distance / candidate), 1e-6)
                .centred();
        LowRank target = LowRank.of(block[0].length, KernelColumns.gaussian(block, distance), 1e-6)
                .centred();
        double norms = Products.sumOfSquares(Products.gram(kernel.columns()))
                * Products.sumOfSquares(Products.gram(target.columns()));
        if (!(norms > 0)) return 0;
        double aligned = Products.sumOfSquares(Products.inner(kernel.columns(), target.columns()));
        double shuffled = kernel.trace() * target.trace() / (block[0].length - 1.0);
        return (aligned - shuffled) / Math.sqrt(norms);
    }
}
