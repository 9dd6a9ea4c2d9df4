// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantumKernelTest {

    /**
     * One qubit and one layer, by hand: the state at angle t is RY(t) RZ(2t)|+⟩ with Bloch vector
     * (cos 2t cos t, sin 2t, -cos 2t sin t), and the fidelity is (1 + a·b)/2.
     */
    @Test
    void oneQubitIsAsByHand() {
        double[][] columns = {{0, 0.3, -1.1, 2}};
        LowRank.Source kernel = QuantumCircuit.encode(columns, 0.8, 1, 1);
        double[] column = new double[4];
        for (int i = 0; i < 4; i++) {
            kernel.column(i, column);
            for (int j = 0; j < 4; j++) {
                double[] a = bloch(0.8 * columns[0][i]);
                double[] b = bloch(0.8 * columns[0][j]);
                double expected = (1 + a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / 2;
                assertThat(column[j]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    private static double[] bloch(double t) {
        return new double[] {Math.cos(2 * t) * Math.cos(t), Math.sin(2 * t), -Math.cos(2 * t) * Math.sin(t)};
    }

    @Test
    void fidelitiesOfMoreQubitsAreOfStates() {
        double[][] columns = Draws.normal(3, 30, Seed.of(1).random());
        LowRank.Source kernel = QuantumCircuit.encode(columns, 0.7, 2, 2);
        double[] column = new double[30];
        for (int i = 0; i < 30; i++) {
            kernel.column(i, column);
            for (double value : column) assertThat(value).isBetween(-1e-12, 1 + 1e-12);
            assertThat(column[i]).isCloseTo(1, within(1e-12));
        }
        LowRank factor = LowRank.of(30, kernel, 1e-12);
        assertThat(factor.trace()).isCloseTo(30, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0, 300", "1, 300"})
    void pValuesAreUniformUnderIndependence(int causes, int draws) {
        double[] pValues = Confounded.pValues(QuantumKernel.withDefaults(), 60, causes, 0, draws);
        assertThat(Draws.departureFromUniform(pValues)).isLessThan(1.95);
    }

    @Test
    void powerRisesWithTheEffect() {
        double before = 0;
        for (double effect : new double[] {0.1, 0.3, 0.9}) {
            double power = Confounded.rejected(Confounded.pValues(QuantumKernel.withDefaults(), 60, 0, effect, 60));
            assertThat(power).isGreaterThan(before);
            before = power;
        }
        assertThat(before).isGreaterThan(0.9);
    }

    /** With 40 cases a fine kernel finds dependences everywhere or nowhere; the aligned one keeps its level. */
    @Test
    void alignmentChoosesAKernelThatIsNotTooFine() {
        Dataset data = Confounded.curved(40, 1, 0, Seed.of(2).random());
        double scale = QuantumKernel.withDefaults().alignedScale(data);
        assertThat(scale).isBetween(0.1, 0.45);
        assertThat(QuantumKernel.withDefaults().alignedScale(data.select("X3", "X2", "X1")))
                .isEqualTo(scale);
        TestResult result = QuantumKernel.withDefaults().on(data).test(0, 1, 2);
        assertThat(QuantumKernel.withDefaults().scale(scale).on(data).test(0, 1, 2))
                .isEqualTo(result);
    }

    @Test
    void refusesBadSettings() {
        assertThatThrownBy(() -> QuantumKernel.withDefaults().qubits(20))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("20 were given");
        assertThatThrownBy(() -> QuantumKernel.withDefaults().layers(0)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> QuantumKernel.withDefaults().scale(-1)).isInstanceOf(CausalException.class);
    }
}
