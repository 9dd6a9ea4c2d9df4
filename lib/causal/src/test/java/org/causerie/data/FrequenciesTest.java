// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.graph.Dag;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.AverageTreatmentEffect;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Domain;
import org.causerie.identification.Expression;
import org.causerie.identification.Functional;
import org.causerie.identification.Identify;
import org.causerie.identification.Query;
import org.junit.jupiter.api.Test;

/** Formulas evaluated on the frequencies of data. */
class FrequenciesTest {
    /** Two treatments of kidney stones (Charig et al., 1986, doi:10.1136/bmj.292.6524.879): counts by size and success. */
    private static final Dataset STONES = Dataset.of(List.of("open", "large", "success", "n"), new double[][] {
                {1, 1, 1, 1, 0, 0, 0, 0},
                {0, 0, 1, 1, 0, 0, 1, 1},
                {1, 0, 1, 0, 1, 0, 1, 0},
                {81, 6, 192, 71, 234, 36, 55, 25}
            })
            .withCounts("n");

    @Test
    void theAdjustedRatesOfKidneyStonesAreThePublishedOnes() {
        Dag graph = Dag.of("large -> open -> success", "large -> success");
        Expression formula = ((Functional) Identify.withDefaults()
                        .identify(Query.parse("P(success = 1 | do(open = 1))"), graph)
                        .estimand())
                .expression();
        double small = 357.0 / 700;
        assertThat(formula.evaluate(Frequencies.of(STONES), Map.of()))
                .isEqualTo(small * 81 / 87 + (1 - small) * 192 / 263, within(1e-12));
        Expression difference = ((Functional) Identify.withDefaults()
                        .identify(Query.effect("success", Map.of("open", "1"), Map.of("open", "0")), graph)
                        .estimand())
                .expression();
        assertThat(difference.evaluate(Frequencies.of(STONES), Map.of()))
                .isEqualTo(small * (81.0 / 87 - 234.0 / 270) + (1 - small) * (192.0 / 263 - 55.0 / 80), within(1e-12));
        assertThat(Query.parse("P(success = 1 | open = 1)").asExpression().evaluate(Frequencies.of(STONES), Map.of()))
                .isEqualTo(273.0 / 350, within(1e-12));
    }

    @Test
    void anAdjustmentEstimandIsAFormulaToo() {
        Frequencies stones = Frequencies.of(STONES);
        double small = 357.0 / 700;
        double large = 192.0 / 263 - 55.0 / 80;
        double every = 81.0 / 87 - 234.0 / 270;
        assertThat(value(Query.ate("open", "success"), Set.of("large"), stones))
                .isEqualTo(small * every + (1 - small) * large, within(1e-12));
        assertThat(value(Query.att("open", "success"), Set.of("large"), stones))
                .isEqualTo((87 * every + 263 * large) / 350, within(1e-12));
        assertThat(value(Query.atu("open", "success"), Set.of("large"), stones))
                .isEqualTo((270 * every + 80 * large) / 350, within(1e-12));
        assertThat(value(Query.ate("open", "success"), Set.of(), stones)).isEqualTo(-16.0 / 350, within(1e-12));
        assertThat(Identify.withDefaults()
                        .identify(Query.ate("success", "large"), Dag.of("large -> success"))
                        .estimand()
                        .expression()
                        .evaluate(stones, Map.of()))
                .isZero();
    }

    private static double value(AverageTreatmentEffect query, Set<String> set, Frequencies source) {
        return AdjustmentEstimand.of(query, set).expression().evaluate(source, Map.of());
    }

    @Test
    void countedRowsAreTheCasesTheyStandFor() {
        List<CounterfactualVariable> pair =
                List.of(CounterfactualVariable.observed("success"), CounterfactualVariable.observed("large"));
        assertThat(Frequencies.of(STONES).joint(Domain.target(), pair))
                .containsExactly(42.0 / 700, 96.0 / 700, 315.0 / 700, 247.0 / 700)
                .containsExactly(Frequencies.of(STONES.expanded()).joint(Domain.target(), pair), within(1e-12));
    }

    @Test
    void imaginedCasesMakeEveryCombinationPossibleAndAgreeWithTheirMarginals() {
        Dataset two = Dataset.of(List.of("a", "b"), new double[][] {{0, 0, 1}, {1, 1, 0}});
        Frequencies frequencies = Frequencies.of(two).imagined(4);
        double[] joint = frequencies.joint(
                Domain.target(), List.of(CounterfactualVariable.observed("a"), CounterfactualVariable.observed("b")));
        assertThat(joint).containsExactly(new double[] {1 / 7.0, 3 / 7.0, 2 / 7.0, 1 / 7.0}, within(1e-12));
        assertThat(frequencies.joint(Domain.target(), List.of(CounterfactualVariable.observed("a"))))
                .containsExactly(new double[] {joint[0] + joint[1], joint[2] + joint[3]}, within(1e-12));
    }

    @Test
    void whatDataDoNotHoldIsRefused() {
        Dataset data = Dataset.of(List.of("x", "y", "z"), new double[][] {
            {0, 1, 1, 0}, {0.5, 1.5, 2.5, 3}, {0, Double.NaN, 1, 1}
        });
        Frequencies frequencies = Frequencies.of(data);
        says(
                () -> Query.parse("P(y | x)").asExpression().evaluate(frequencies, Map.of()),
                "make it NOMINAL or ORDINAL");
        says(() -> Query.parse("P(z = 1)").asExpression().evaluate(frequencies, Map.of()), "dropMissing()");
        says(
                () -> Query.parse("P(x = 1 | do(z = 1))").asExpression().evaluate(frequencies, Map.of()),
                "identify the query");
        says(() -> Query.parse("P(x = 2)").asExpression().evaluate(frequencies, Map.of()), "no level of x \"2\"");
        says(() -> Query.parse("P(w = 2)").asExpression().evaluate(frequencies, Map.of()), "no column \"w\"");
        says(() -> Query.parse("P^lab(x = 1)").asExpression().evaluate(frequencies, Map.of()), "not of lab");
        says(() -> frequencies.imagined(-1), "0 or more; -1.0 was given");
    }

    private static void says(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContaining(message);
    }
}
