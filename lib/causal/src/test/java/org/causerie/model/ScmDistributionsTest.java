// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.identification.Functional;
import org.causerie.identification.Identify;
import org.causerie.identification.Query;
import org.causerie.identification.Symbol;
import org.junit.jupiter.api.Test;

/** Formulas evaluated on models of levels. */
class ScmDistributionsTest {

    @Test
    void aFormulaOfWhatIsObservedHasTheValueOfTheIntervention() {
        Query query = Query.parse("P(V4, V1 | do(V2), V3)");
        for (int i = 0; i < 10; i++) {
            Scm model = RandomModels.levels(5, 3, Seed.of(31).split(i));
            ScmDistributions exact = ScmDistributions.of(model);
            Functional found = (Functional)
                    Identify.withDefaults().identify(query, model.graph()).estimand();
            for (String x : model.variable("V2").levels())
                for (String y : model.variable("V4").levels()) {
                    Map<Symbol, String> at = new HashMap<>(Map.of(Symbol.of("V2"), x, Symbol.of("V4"), y));
                    for (String other : List.of("V1", "V3"))
                        at.put(Symbol.of(other), model.variable(other).levels().get(i % 2));
                    double truth = query.asExpression().evaluate(exact, at);
                    assertThat(found.expression().evaluate(exact, at)).isEqualTo(truth, within(1e-12));
                    Map<String, String> given = Map.of("V3", at.get(Symbol.of("V3")));
                    Map<String, String> event = Map.of("V4", y, "V1", at.get(Symbol.of("V1")));
                    assertThat(RandomModels.probability(model.intervene(Intervention.set("V2", x)), event, given))
                            .isEqualTo(truth, within(1e-12));
                }
        }
    }

    @Test
    void whatTheModelDoesNotHoldIsRefused() {
        Scm mixed = Scm.builder()
                .add("X", Cpt.of("0", "1").always(0.5, 0.5))
                .root("Y", Noise.gaussian(1))
                .build();
        ScmDistributions exact = ScmDistributions.of(mixed);
        for (Map.Entry<String, String> refused : Map.of(
                        "P(Y = 1)", "Y is a number without levels",
                        "P(X = 1, X_{X = 0} = 0)", "is of several worlds",
                        "P(W = 1)", "There is no variable \"W\"",
                        "P^lab(X = 1)", "not of lab")
                .entrySet())
            assertThatThrownBy(
                            () -> Query.parse(refused.getKey()).asExpression().evaluate(exact, Map.of()))
                    .isInstanceOf(CausalException.class)
                    .hasMessageContaining(refused.getValue());
    }
}
