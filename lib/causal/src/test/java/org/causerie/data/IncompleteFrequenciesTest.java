// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Domain;
import org.causerie.identification.Expression;
import org.causerie.identification.Functional;
import org.causerie.identification.InterventionalDistribution;
import org.causerie.identification.MissingDataRecovery;
import org.causerie.identification.MissingnessGraph;
import org.causerie.identification.Symbol;
import org.junit.jupiter.api.Test;

class IncompleteFrequenciesTest {
    private static final double GAP = Double.NaN;

    @Test
    void rowsCountWhereWhatIsAskedIsThere() {
        Dataset data = Dataset.of(
                List.of("X", "Y"), new double[][] {{0, 1, 1, GAP, GAP, 0, 1, 1}, {1, 0, GAP, 1, GAP, 0, 0, 1}});
        IncompleteFrequencies found = IncompleteFrequencies.of(data, Map.of("X", "R_X", "Y", "R_Y"));
        assertThat(found.levels("R_X")).containsExactly("0", "1");
        assertThat(joint(found, "X")).containsExactly(2 / 8.0, 4 / 8.0);
        assertThat(joint(found, "R_X")).containsExactly(2 / 8.0, 6 / 8.0);
        assertThat(joint(found, "X", "R_X")).containsExactly(0, 2 / 8.0, 0, 4 / 8.0);
        assertThat(joint(found, "R_Y", "X")).containsExactly(0, 1 / 8.0, 2 / 8.0, 3 / 8.0);
    }

    private static double[] joint(IncompleteFrequencies source, String... names) {
        return source.joint(
                Domain.target(),
                List.of(names).stream().map(CounterfactualVariable::observed).toList());
    }

    /** Each variable's gaps depend on the other: the complete cases mislead, the formula does not. */
    @Test
    void aRecoveredFormulaIsRightWhereTheCompleteCasesAreNot() {
        RandomGenerator random = Seed.of(37).random();
        int n = 200_000;
        double[][] columns = new double[2][n];
        for (int row = 0; row < n; row++) {
            int x = random.nextDouble() < 0.5 ? 1 : 0;
            int y = random.nextDouble() < 0.3 + 0.4 * x ? 1 : 0;
            columns[0][row] = random.nextDouble() < 0.2 + 0.6 * y ? x : GAP;
            columns[1][row] = random.nextDouble() < 0.9 - 0.5 * x ? y : GAP;
        }
        Dataset data = Dataset.of(List.of("X", "Y"), columns);
        MissingnessGraph graph = MissingnessGraph.of("X -> Y", "X -> R_Y", "Y -> R_X");
        Expression formula = ((Functional) MissingDataRecovery.withDefaults()
                        .identify(InterventionalDistribution.of(Set.of("X", "Y"), Set.of()), graph)
                        .estimand())
                .expression();
        Map<Symbol, String> at = Map.of(Symbol.of("X"), "1", Symbol.of("Y"), "1");
        assertThat(formula.evaluate(IncompleteFrequencies.of(data, graph.indicators()), at))
                .isEqualTo(0.35, within(0.01));
        double[] complete = joint(IncompleteFrequencies.of(data, graph.indicators()), "X", "Y");
        assertThat(complete[3] / (complete[0] + complete[1] + complete[2] + complete[3]))
                .isGreaterThan(0.37);
    }

    @Test
    void badInputIsRefused() {
        Dataset data = Dataset.of(List.of("X", "Y"), new double[][] {{0, 1, GAP}, {1, 0, 1}});
        assertThatThrownBy(() -> IncompleteFrequencies.of(data, Map.of()))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"X\"");
        assertThatThrownBy(() -> IncompleteFrequencies.of(data, Map.of("X", "Y")))
                .hasMessageContaining("is a column");
        assertThatThrownBy(() -> IncompleteFrequencies.of(data, Map.of("X", "R_X"))
                        .joint(
                                Domain.target(),
                                List.of(new CounterfactualVariable("Y", new TreeMap<>(Map.of("X", "1"))))))
                .hasMessageContaining("set");
    }
}
