// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;

/**
 * States of a circuit that encodes rows of data, simulated exactly.
 *
 * <p>All qubits start in \(|+\rangle\). In each layer qubit q is rotated about z by twice its angle, neighbours q and q + 1 about zz by
 * twice the product of their angles (in a ring, from two qubits on), and qubit q about y by its angle. The angle of qubit q in
 * layer l is the scale times column (q + l·qubits) modulo the number of columns.
 */
final class QuantumCircuit {
    /** The most qubits. */
    static final int MOST = 8;

    /** {@code real[amplitude][row]} */
    private final double[][] real;

    private final double[][] imaginary;
    private final int qubits;
    private final int rows;

    private QuantumCircuit(int qubits, int rows) {
        this.qubits = qubits;
        this.rows = rows;
        real = new double[1 << qubits][rows];
        imaginary = new double[1 << qubits][rows];
        double amplitude = Math.pow(2, -qubits / 2.0);
        for (double[] values : real) Arrays.fill(values, amplitude);
    }

    /** The fidelity of the states of every two rows. */
    static LowRank.Source encode(double[][] columns, double scale, int fewest, int layers) {
        int qubits = Math.min(MOST, Math.max(fewest, columns.length));
        QuantumCircuit circuit = new QuantumCircuit(qubits, columns[0].length);
        double[][] angles = new double[qubits][];
        int needed = Math.max(layers, (columns.length + qubits - 1) / qubits);
        for (int layer = 0; layer < needed; layer++) {
            for (int q = 0; q < qubits; q++) angles[q] = columns[(q + layer * qubits) % columns.length];
            circuit.layer(angles, scale);
        }
        return circuit.fidelity();
    }

    private void layer(double[][] values, double scale) {
        double[] phase = new double[rows];
        for (int amplitude = 0; amplitude < real.length; amplitude++) {
            for (int row = 0; row < rows; row++) {
                double angle = 0;
                for (int q = 0; q < qubits; q++) angle -= sign(amplitude, q) * scale * values[q][row];
                int pairs = qubits == 2 ? 1 : qubits > 2 ? qubits : 0;
                for (int q = 0; q < pairs; q++) {
                    int next = (q + 1) % qubits;
                    angle -= sign(amplitude, q)
                            * sign(amplitude, next)
                            * scale
                            * values[q][row]
                            * scale
                            * values[next][row];
                }
                phase[row] = angle;
            }
            turn(real[amplitude], imaginary[amplitude], phase);
        }
        for (int q = 0; q < qubits; q++) rotate(q, values[q], scale);
    }

    /** 1 where the qubit is 0 in the amplitude's basis state, -1 where it is 1. */
    private static int sign(int amplitude, int qubit) {
        return (amplitude >> qubit & 1) == 0 ? 1 : -1;
    }

    private static void turn(double[] re, double[] im, double[] phase) {
        for (int row = 0; row < phase.length; row++) {
            double cos = Math.cos(phase[row]);
            double sin = Math.sin(phase[row]);
            double kept = re[row];
            re[row] = cos * kept - sin * im[row];
            im[row] = sin * kept + cos * im[row];
        }
    }

    /** A rotation of one qubit about y by its angle. */
    private void rotate(int qubit, double[] values, double scale) {
        double[] cos = new double[rows];
        double[] sin = new double[rows];
        for (int row = 0; row < rows; row++) {
            cos[row] = Math.cos(0.5 * scale * values[row]);
            sin[row] = Math.sin(0.5 * scale * values[row]);
        }
        for (int zero = 0; zero < real.length; zero++) {
            if (sign(zero, qubit) < 0) continue;
            int one = zero | 1 << qubit;
            mix(real[zero], real[one], cos, sin);
            mix(imaginary[zero], imaginary[one], cos, sin);
        }
    }

    private static void mix(double[] zero, double[] one, double[] cos, double[] sin) {
        for (int row = 0; row < cos.length; row++) {
            double kept = zero[row];
            zero[row] = cos[row] * kept - sin[row] * one[row];
            one[row] = sin[row] * kept + cos[row] * one[row];
        }
    }

    private LowRank.Source fidelity() {
        double[] re = new double[rows];
        double[] im = new double[rows];
        return new LowRank.Source() {
            @Override
            public double diagonal(int i) {
                return 1;
            }

            @Override
            public void column(int i, double[] into) {
                Arrays.fill(re, 0);
                Arrays.fill(im, 0);
                for (int a = 0; a < real.length; a++) {
                    double x = real[a][i];
                    double y = imaginary[a][i];
                    double[] ofX = real[a];
                    double[] ofY = imaginary[a];
                    for (int row = 0; row < rows; row++) {
                        re[row] += x * ofX[row] + y * ofY[row];
                        im[row] += x * ofY[row] - y * ofX[row];
                    }
                }
                for (int row = 0; row < rows; row++) into[row] = re[row] * re[row] + im[row] * im[row];
            }
        };
    }
}
