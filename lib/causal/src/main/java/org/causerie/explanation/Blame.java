// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.explanation.ActualCause.Definition;
import org.causerie.model.Intervention;

/**
 * The degree of blame for an act: the responsibility for the outcome that whoever acts had to expect.
 *
 * <p>\(\mathrm{db} = \sum_{(M, u)} \mathrm{dr}((M_{X \leftarrow x}, u), X = x, \varphi) \Pr(M, u)\), over the situations held possible
 * before the act; where the outcome does not come about, the responsibility is 0. One search for causes per situation.
 *
 * <p>Chockler, H. &amp; Halpern, J. Y. (2004). Responsibility and blame: a structural-model approach. Journal of Artificial
 * Intelligence Research 22, 93-115. doi:10.1613/jair.1391
 *
 * @param cause what counts as a cause; the updated definition by default, for which degrees of responsibility were defined
 */
public record Blame(ActualCause cause) {

    public static Blame withDefaults() {
        return new Blame(ActualCause.withDefaults().definition(Definition.UPDATED));
    }

    public Blame cause(ActualCause newCause) {
        return new Blame(newCause);
    }

    /**
     * A degree of blame.
     *
     * @param variable the variable that was acted on
     * @param level the level it was set to
     * @param outcome the outcome
     * @param value the expected responsibility, between 0 and 1
     * @param responsibilities the responsibility in each situation
     */
    public record Result(
            String variable, Object level, Formula outcome, double value, Map<Situation, Double> responsibilities)
            implements Displayable {

        public Result {
            responsibilities = Map.copyOf(responsibilities);
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "Blame of %s = %s for %s: %.4g", variable, level, outcome.text(), value);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * The blame for setting a variable to a level.
     *
     * @param beliefs what was held possible before
     * @throws CausalException if a variable or level is unknown
     */
    public Result explain(Beliefs beliefs, String variable, Object level, Formula outcome) {
        Map<Situation, Double> responsibilities = new LinkedHashMap<>();
        double expected = 0;
        for (Map.Entry<Situation, Double> possible : beliefs.situations().entrySet()) {
            Situation before = possible.getKey();
            double code = before.equations().variable(variable).code(level);
            Situation after = before.intervene(Intervention.set(
                    variable, before.equations().variable(variable).levels().get((int) code)));
            double degree = after.holds(outcome) ? cause.explain(after, outcome).responsibility(variable) : 0;
            responsibilities.put(before, degree);
            expected += degree * possible.getValue();
        }
        return new Result(variable, level, outcome, expected, responsibilities);
    }
}
