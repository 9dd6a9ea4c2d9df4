// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.causerie.CausalException;

/**
 * How some variables are distributed when a treatment follows a policy: \(P(y \mid do(x = g(z)))\).
 *
 * @param outcomes the variables asked about; not empty
 * @param policy who gets which level; the treatment must not change what the policy looks at
 */
public record PolicyDistribution(SortedSet<String> outcomes, Policy policy) implements Query {

    public PolicyDistribution {
        outcomes = Collections.unmodifiableSortedSet(new TreeSet<>(outcomes));
        if (outcomes.isEmpty()) throw new CausalException("A distribution needs at least one outcome; none was given");
        if (outcomes.contains(policy.treatment()))
            throw new CausalException("\"" + policy.treatment() + "\" cannot be both the treatment and the outcome");
    }

    /** The distribution of these variables under the policy. */
    public static PolicyDistribution of(List<String> outcomes, Policy policy) {
        return new PolicyDistribution(new TreeSet<>(outcomes), policy);
    }

    @Override
    public WeightedSum asExpression() {
        return policy.applied(outcomes);
    }

    @Override
    public PolicyDistribution renamed(UnaryOperator<String> names) {
        return new PolicyDistribution(Names.renamed(outcomes, names), policy.renamed(names));
    }

    @Override
    public String text() {
        return "P(" + outcomes.stream().map(Names::variable).collect(Collectors.joining(", ")) + " | do("
                + policy.text() + "))";
    }

    @Override
    public Optional<String> latex() {
        return Optional.of("P\\left(" + Latex.names(outcomes) + " \\mid \\mathrm{do}\\left(" + policy.latex()
                + "\\right)\\right)");
    }

    @Override
    public String toString() {
        return text();
    }
}
