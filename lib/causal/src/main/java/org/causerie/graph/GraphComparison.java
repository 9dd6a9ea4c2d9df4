// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * How far a graph that was found is from the true one, over the same variables in any order.
 *
 * <p>The structural Hamming distance counts the pairs of variables whose edge differs: missing, too many, or with
 * another mark at an end, each counted once (Tsamardinos, Brown and Aliferis 2006, doi:10.1007/s10994-006-6889-7).
 *
 * @param shd the structural Hamming distance
 * @param skeleton adjacent pairs, whatever the marks
 * @param arrows arrowheads: ordered pairs with an arrowhead at the second
 */
public record GraphComparison(int shd, Hits skeleton, Hits arrows) implements Displayable {

    /**
     * What of the truth was found.
     *
     * @param both the number in the truth and in what was found
     * @param missed the number only in the truth
     * @param extra the number only in what was found
     */
    public record Hits(int both, int missed, int extra) {

        /** The share of what was found that is true; 1 where nothing was found. */
        public double precision() {
            return share(both, both + extra);
        }

        /** The share of the truth that was found; 1 where there was nothing to find. */
        public double recall() {
            return share(both, both + missed);
        }

        /** The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found. */
        public double f1() {
            return share(2 * both, 2 * both + missed + extra);
        }

        private static double share(int part, int whole) {
            return whole == 0 ? 1 : (double) part / whole;
        }

        private Hits plus(boolean truth, boolean found) {
            return new Hits(
                    both + (truth && found ? 1 : 0),
                    missed + (truth && !found ? 1 : 0),
                    extra + (found && !truth ? 1 : 0));
        }
    }

    /**
     * Compares two graphs of any types; to compare a directed graph with what discovery can know, compare its
     * {@link Dag#toCpdag()}.
     *
     * @throws CausalException if the graphs are not over the same variables
     */
    public static GraphComparison of(CausalGraph truth, CausalGraph found) {
        int[] there = matched(truth, found);
        int shd = 0;
        Hits skeleton = new Hits(0, 0, 0);
        Hits arrows = skeleton;
        for (int i = 0; i < there.length; i++) {
            for (int j = i + 1; j < there.length; j++) {
                if (differs(truth, i, j, found, there[i], there[j])) shd++;
                skeleton = skeleton.plus(truth.adjacent(i, j), found.adjacent(there[i], there[j]));
                arrows = arrows.plus(arrow(truth, i, j), arrow(found, there[i], there[j]))
                        .plus(arrow(truth, j, i), arrow(found, there[j], there[i]));
            }
        }
        return new GraphComparison(shd, skeleton, arrows);
    }

    /** For each variable of the first graph, its index in the second. */
    static int[] matched(CausalGraph truth, CausalGraph found) {
        Set<String> missing = new TreeSet<>(truth.names());
        found.names().forEach(missing::remove);
        Set<String> extra = new TreeSet<>(found.names());
        truth.names().forEach(extra::remove);
        if (!missing.isEmpty() || !extra.isEmpty())
            throw new CausalException("Graphs are compared over the same variables; only the first has " + missing
                    + ", only the second has " + extra);
        return truth.names().stream().mapToInt(found::index).toArray();
    }

    private static boolean differs(CausalGraph truth, int i, int j, CausalGraph found, int k, int l) {
        return truth.mark(i, j) != found.mark(k, l)
                || truth.mark(j, i) != found.mark(l, k)
                || bow(truth, i, j) != bow(found, k, l);
    }

    private static boolean arrow(CausalGraph graph, int i, int j) {
        return graph.mark(i, j) == Mark.ARROW || bow(graph, i, j);
    }

    /** Whether a bidirected edge stands beside a directed one, whose marks it shares with none. */
    private static boolean bow(CausalGraph graph, int i, int j) {
        return graph instanceof Admg mixed
                && mixed.bidirected(i, j)
                && mixed.directed().adjacent(i, j);
    }

    @Override
    public String text() {
        return "structural Hamming distance " + shd + "\n" + line("adjacencies", skeleton) + "\n"
                + line("arrowheads", arrows);
    }

    private static String line(String what, Hits hits) {
        return String.format(
                Locale.ROOT,
                "%-11s  precision %.3f  recall %.3f  F1 %.3f  (%d found, %d missed, %d extra)",
                what,
                hits.precision(),
                hits.recall(),
                hits.f1(),
                hits.both(),
                hits.missed(),
                hits.extra());
    }
}
