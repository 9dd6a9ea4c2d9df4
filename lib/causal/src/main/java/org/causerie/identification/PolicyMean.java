// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.causerie.CausalException;

/**
 * The mean of an outcome when a treatment follows a policy, the policy's value: \(E[Y \mid do(x = g(z))]\).
 *
 * @param outcome the variable
 * @param policy who gets which level; the treatment must not change what the policy looks at
 */
public record PolicyMean(String outcome, Policy policy) implements Query {

    public PolicyMean {
        Names.requireDistinct(policy.treatment(), outcome);
        if (policy.covariates().contains(outcome))
            throw new CausalException("The mean of " + outcome + " runs over its levels, so the policy cannot look at"
                    + " it; ask for the distribution of another outcome");
    }

    @Override
    public Expectation asExpression() {
        return new Expectation(Symbol.of(outcome), policy.applied(new TreeSet<>(List.of(outcome))));
    }

    @Override
    public PolicyMean renamed(UnaryOperator<String> names) {
        return new PolicyMean(names.apply(outcome), policy.renamed(names));
    }

    @Override
    public String text() {
        return "E[" + Names.variable(outcome) + " | do(" + policy.text() + ")]";
    }

    @Override
    public Optional<String> latex() {
        return Optional.of("\\mathbb{E}\\left[" + Latex.name(outcome) + " \\mid \\mathrm{do}\\left(" + policy.latex()
                + "\\right)\\right]");
    }

    @Override
    public String toString() {
        return text();
    }
}
