// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * A non-negative function of a few discrete variables, and sums of products of such functions by variable elimination
 * (Zhang and Poole, 1994).
 */
final class Factor {
    private static final long LARGEST = 1L << 24;
    private final int[] scope;
    private final int[] cards;
    private final double[] values;

    private Factor(int[] scope, int[] cards) {
        this.scope = scope;
        this.cards = cards;
        long size = 1;
        for (int card : cards) {
            size *= card;
            if (size > LARGEST)
                throw new CausalException("The exact answer needs a table of more than " + LARGEST
                        + " cells; ask for fewer variables at once, or draw a sample");
        }
        this.values = new double[(int) size];
    }

    /**
     * Tabulates a function.
     *
     * @param scope the variables, in any order, without repetition
     * @param cards the number of values of each
     * @param function takes the values of the scope's variables, in the order given
     */
    static Factor of(int[] scope, int[] cards, ToDoubleFunction<int[]> function) {
        Factor factor = new Factor(scope.clone(), cards.clone());
        int[] at = new int[scope.length];
        for (int cell = 0; cell < factor.values.length; cell++) {
            factor.values[cell] = function.applyAsDouble(at);
            factor.advance(at);
        }
        return factor;
    }

    /**
     * The sum of the product of the factors over all variables but these.
     *
     * @param keep the variables that stay, in the order of the result
     * @param cards the number of values of each
     * @return one value per combination, the last variable fastest
     */
    static double[] sum(List<Factor> factors, int[] keep, int[] cards) {
        List<Factor> left = new ArrayList<>(factors);
        TreeSet<Integer> leaving = new TreeSet<>();
        for (Factor factor : factors) for (int variable : factor.scope) leaving.add(variable);
        for (int variable : keep) leaving.remove(variable);
        while (!leaving.isEmpty()) {
            Progress.checkpoint();
            int next = cheapest(left, leaving);
            leaving.remove(next);
            List<Factor> touching =
                    left.stream().filter(factor -> factor.position(next) >= 0).toList();
            left.removeAll(touching);
            left.add(product(touching).without(next));
        }
        Factor joint = product(left);
        return of(keep, cards, at -> joint.read(keep, at)).values;
    }

    /** The factor where one of its variables has a value; the factor itself where it does not depend on it. */
    Factor at(int variable, int value) {
        int position = position(variable);
        if (position < 0) return this;
        int[] rest = remove(scope, position);
        return of(rest, remove(cards, position), other -> values[cell(insert(other, position, value))]);
    }

    private static Factor product(List<Factor> factors) {
        TreeSet<Integer> union = new TreeSet<>();
        for (Factor factor : factors) for (int variable : factor.scope) union.add(variable);
        int[] scope = union.stream().mapToInt(Integer::intValue).toArray();
        int[] cards = new int[scope.length];
        for (int i = 0; i < scope.length; i++) {
            for (Factor factor : factors) {
                int position = factor.position(scope[i]);
                if (position >= 0) cards[i] = factor.cards[position];
            }
        }
        Factor result = new Factor(scope, cards);
        Arrays.fill(result.values, 1);
        int[] at = new int[scope.length];
        for (Factor factor : factors) {
            int[] stride = factor.strides(scope);
            Arrays.fill(at, 0);
            int from = 0;
            for (int cell = 0; cell < result.values.length; cell++) {
                result.values[cell] *= factor.values[from];
                for (int i = scope.length - 1; i >= 0; i--) {
                    from += stride[i];
                    if (++at[i] < cards[i]) break;
                    from -= stride[i] * cards[i];
                    at[i] = 0;
                }
            }
        }
        return result;
    }

    private Factor without(int variable) {
        int position = position(variable);
        int[] rest = remove(scope, position);
        return of(rest, remove(cards, position), other -> {
            double sum = 0;
            for (int value = 0; value < cards[position]; value++) sum += values[cell(insert(other, position, value))];
            return sum;
        });
    }

    /** The variable whose elimination makes the smallest table; the lowest of equals. */
    private static int cheapest(List<Factor> factors, NavigableSet<Integer> candidates) {
        int best = candidates.first();
        double least = Double.POSITIVE_INFINITY;
        for (int candidate : candidates) {
            TreeSet<Integer> seen = new TreeSet<>();
            double size = 1;
            for (Factor factor : factors) {
                if (factor.position(candidate) < 0) continue;
                for (int i = 0; i < factor.scope.length; i++) if (seen.add(factor.scope[i])) size *= factor.cards[i];
            }
            if (size < least) {
                least = size;
                best = candidate;
            }
        }
        return best;
    }

    private double read(int[] variables, int[] at) {
        int[] own = new int[scope.length];
        for (int i = 0; i < variables.length; i++) {
            int position = position(variables[i]);
            if (position >= 0) own[position] = at[i];
        }
        return values[cell(own)];
    }

    private int[] strides(int[] wider) {
        int[] strides = new int[wider.length];
        int stride = 1;
        for (int i = scope.length - 1; i >= 0; i--) {
            for (int j = 0; j < wider.length; j++) if (wider[j] == scope[i]) strides[j] = stride;
            stride *= cards[i];
        }
        return strides;
    }

    private int cell(int[] at) {
        int cell = 0;
        for (int i = 0; i < at.length; i++) cell = cell * cards[i] + at[i];
        return cell;
    }

    private void advance(int[] at) {
        for (int i = at.length - 1; i >= 0; i--) {
            if (++at[i] < cards[i]) return;
            at[i] = 0;
        }
    }

    private int position(int variable) {
        for (int i = 0; i < scope.length; i++) if (scope[i] == variable) return i;
        return -1;
    }

    private static int[] remove(int[] from, int position) {
        int[] rest = new int[from.length - 1];
        System.arraycopy(from, 0, rest, 0, position);
        System.arraycopy(from, position + 1, rest, position, rest.length - position);
        return rest;
    }

    private static int[] insert(int[] into, int position, int value) {
        int[] longer = new int[into.length + 1];
        System.arraycopy(into, 0, longer, 0, position);
        longer[position] = value;
        System.arraycopy(into, position, longer, position + 1, into.length - position);
        return longer;
    }
}
