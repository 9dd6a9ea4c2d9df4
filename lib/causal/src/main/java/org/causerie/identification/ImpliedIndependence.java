// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * Variables that the graph makes independent of others, given some: \(X \perp Y \mid Z\).
 *
 * @param left X, not empty
 * @param right Y, not empty
 * @param given Z; may be empty
 */
public record ImpliedIndependence(SortedSet<String> left, SortedSet<String> right, SortedSet<String> given)
        implements TestableImplication {

    public ImpliedIndependence {
        left = Collections.unmodifiableSortedSet(new TreeSet<>(left));
        right = Collections.unmodifiableSortedSet(new TreeSet<>(right));
        given = Collections.unmodifiableSortedSet(new TreeSet<>(given));
        if (left.isEmpty() || right.isEmpty())
            throw new CausalException(
                    "An independence is of at least one variable and another; given " + left + " and " + right);
    }

    @Override
    public SortedSet<String> variables() {
        SortedSet<String> all = new TreeSet<>(left);
        all.addAll(right);
        all.addAll(given);
        return all;
    }

    /** The largest difference of P(x, y | z) and P(x | z) P(y | z) over all levels. */
    @Override
    public double violation(Distributions source) {
        SortedSet<String> both = new TreeSet<>(left);
        both.addAll(right);
        Expression apart = Product.of(List.of(Probability.of(left, given), Probability.of(right, given)));
        Tensor differences = Tensor.of(WeightedSum.difference(Probability.of(both, given), apart), source);
        return Arrays.stream(differences.cells()).map(Math::abs).max().orElseThrow();
    }

    @Override
    public String text() {
        return String.join(", ", left) + " ⊥ " + String.join(", ", right)
                + (given.isEmpty() ? "" : " | " + String.join(", ", given));
    }

    @Override
    public Optional<String> latex() {
        return Optional.of(Latex.names(left) + " \\perp\\!\\!\\!\\perp " + Latex.names(right)
                + (given.isEmpty() ? "" : " \\mid " + Latex.names(given)));
    }

    @Override
    public String toString() {
        return text();
    }
}
