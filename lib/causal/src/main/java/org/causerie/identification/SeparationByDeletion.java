// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * What is left of the independence of two variables that are separated, given others, once some more variables are deleted
 * (e-separation): however those were set, the two would be independent, so that in the cases where they have the levels d by
 * themselves the two can depend on each other only so far as these cases are few: \(P(d \mid c) \le e^{-I(A; B \mid c, d)}\), for all
 * levels, where I is the mutual information in nats.
 *
 * <p>For each d there is a distribution in which A and B are independent given c, and which is at least P(a, b, d | c)
 * (Evans 2012, Graphical methods for inequality constraints in marginalized DAGs, MLSP, arXiv:1209.2978); the mutual information is
 * the least divergence from such a product. Averaged over d this is the entropic inequality of N. Finkelstein, B. Zjawin, E. Wolfe, I. Shpitser
 * and R. W. Spekkens (2021), Entropic inequality constraints from e-separation relations in directed acyclic graphs
 * with hidden variables, UAI, arXiv:2107.07087. There may be tighter inequalities.
 *
 * @param left A
 * @param right B
 * @param given C, which no deleted variable has an effect on; may be empty
 * @param deleted D
 */
public record SeparationByDeletion(String left, String right, SortedSet<String> given, SortedSet<String> deleted)
        implements TestableImplication {

    public SeparationByDeletion {
        given = Collections.unmodifiableSortedSet(new TreeSet<>(given));
        deleted = Collections.unmodifiableSortedSet(new TreeSet<>(deleted));
        if (deleted.isEmpty())
            throw new CausalException("Nothing is deleted between " + left + " and " + right
                    + "; that is an independence, with the test of one");
    }

    @Override
    public SortedSet<String> variables() {
        SortedSet<String> all = new TreeSet<>(given);
        all.addAll(deleted);
        all.add(left);
        all.add(right);
        return all;
    }

    /** By how much P(d | c) exceeds what the dependence at c and d allows, where it does most; 0 where it does nowhere. */
    @Override
    public double violation(Distributions source) {
        Tensor all = Tensor.of(Probability.of(variables(), List.of()), source);
        List<String> order = new ArrayList<>(given);
        order.addAll(deleted);
        int a = source.levels(left).size();
        int b = source.levels(right).size();
        int contexts = all.cells().length / (a * b);
        int within =
                deleted.stream().mapToInt(name -> source.levels(name).size()).reduce(1, (x, y) -> x * y);
        double[][][] joint = new double[contexts][a][b];
        for (int cell = 0; cell < all.cells().length; cell++) {
            int[] at = Tensor.levels(cell, all.cards());
            int[] place = new int[order.size()];
            int x = 0;
            int y = 0;
            for (int i = 0; i < at.length; i++) {
                String name = all.scope().get(i).variable();
                if (name.equals(left)) x = at[i];
                else if (name.equals(right)) y = at[i];
                else place[order.indexOf(name)] = at[i];
            }
            int context = 0;
            for (int i = 0; i < place.length; i++)
                context = context * source.levels(order.get(i)).size() + place[i];
            joint[context][x][y] += all.cells()[cell];
        }
        double worst = 0;
        for (int c = 0; c < contexts; c += within) {
            double cases = 0;
            for (int d = 0; d < within; d++) cases += total(joint[c + d]);
            for (int d = 0; d < within; d++) {
                double here = total(joint[c + d]);
                if (here > 0) worst = Math.max(worst, here / cases - Math.exp(-information(joint[c + d], here)));
            }
        }
        return worst;
    }

    private static double total(double[][] table) {
        return Arrays.stream(table).flatMapToDouble(Arrays::stream).sum();
    }

    private static double information(double[][] table, double total) {
        double sum = 0;
        double[] columns = new double[table[0].length];
        for (double[] row : table) for (int y = 0; y < row.length; y++) columns[y] += row[y];
        for (double[] row : table) {
            double all = Arrays.stream(row).sum();
            for (int y = 0; y < row.length; y++)
                if (row[y] > 0) sum += row[y] / total * Math.log(row[y] * total / (all * columns[y]));
        }
        return sum;
    }

    @Override
    public String text() {
        return Probability.of(deleted, given).text() + " ≤ exp(-I(" + left + "; " + right + " | "
                + String.join(", ", union()) + ")), as " + left + " and " + right + " are separated"
                + (given.isEmpty() ? "" : " given " + String.join(", ", given)) + " without "
                + String.join(", ", deleted);
    }

    private SortedSet<String> union() {
        SortedSet<String> both = new TreeSet<>(given);
        both.addAll(deleted);
        return both;
    }

    @Override
    public Optional<String> latex() {
        return Optional.of(Probability.of(deleted, given).latex().orElseThrow() + " \\le e^{-I(" + Latex.name(left)
                + "; " + Latex.name(right) + " \\mid " + Latex.names(union()) + ")}");
    }

    @Override
    public String toString() {
        return text();
    }
}
