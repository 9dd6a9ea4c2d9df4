// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Mark;

/**
 * Runs several searches on the same data and shows where they agree: for each pair of variables, which searches find an edge and
 * with which marks.
 *
 * <p>A search that the data does not suit is told with its reason and left out of the count. That searches agree does not make
 * them right: those with an assumption in common can be wrong together.
 *
 * <p>{@snippet :
 * Compare.of(Pc.withDefaults(), Ges.withDefaults(), Boss.withDefaults()).discover(data);
 * }
 *
 * @param searches the searches by their names
 */
public record Compare(Map<String, Search> searches) {

    public Compare {
        if (searches.isEmpty()) throw new CausalException("There is no search to compare; give two or more");
        searches = Collections.unmodifiableMap(new LinkedHashMap<>(searches));
    }

    /** These searches, named after their classes, with a number where a class comes twice. */
    public static Compare of(Search... searches) {
        Map<String, Search> named = new LinkedHashMap<>();
        for (Search search : searches) {
            String name = search.getClass().getSimpleName();
            long same = Arrays.stream(searches)
                    .filter(other -> other.getClass().equals(search.getClass()))
                    .count();
            int number = 1;
            while (named.containsKey(same > 1 ? name + " " + number : name)) number++;
            named.put(same > 1 ? name + " " + number : name, search);
        }
        return new Compare(named);
    }

    /** These and one more, under this name. */
    public Compare with(String name, Search search) {
        Map<String, Search> more = new LinkedHashMap<>(searches);
        if (more.put(name, search) != null)
            throw new CausalException("There is a search named \"" + name + "\" already; give this one another name");
        return new Compare(more);
    }

    /** Runs the searches with as many threads as the machine has processors. */
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Runs the searches, one after the other, with the threads given.
     *
     * @throws CausalException if the data suits none of them
     * @throws StoppedSearch if the thread was interrupted, with the searches that had ended, or what the first had
     */
    public Result discover(Dataset data, Execution execution) {
        Map<String, Found> found = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (Map.Entry<String, Search> entry : searches.entrySet()) {
            try {
                found.put(entry.getKey(), entry.getValue().discover(data, execution));
            } catch (CausalException e) {
                refused.put(entry.getKey(), e.getMessage());
            } catch (CancellationException e) {
                if (found.isEmpty()) throw e;
                for (String name : searches.keySet())
                    if (!found.containsKey(name)) refused.putIfAbsent(name, "the comparison was interrupted");
                throw new StoppedSearch(new Result(data.names(), found, refused, this, Provenance.of(data.hash())));
            }
        }
        if (found.isEmpty()) throw new CausalException("The data suits none of the searches: " + refused);
        return new Result(data.names(), found, refused, this, Provenance.of(data.hash()));
    }

    /**
     * A pair of variables and what each search has between them.
     *
     * @param a the one variable
     * @param b the other
     * @param marks the edge by the name of the search, for example {@code →}; empty where it has none
     */
    public record Pair(String a, String b, Map<String, String> marks) {

        /** How many searches find an edge. */
        public int finders() {
            return (int) marks.values().stream().filter(mark -> !mark.isEmpty()).count();
        }

        /** The largest number of searches that have the same marks. */
        public int agreeing() {
            int most = 0;
            for (String mark : marks.values()) {
                int same = 0;
                for (String other : marks.values()) if (other.equals(mark) && !mark.isEmpty()) same++;
                most = Math.max(most, same);
            }
            return most;
        }
    }

    /**
     * What the searches found.
     *
     * @param names the variables in the order of the data's columns
     * @param found the results by the names of the searches
     * @param refused why others did not run, by their names
     * @param settings the searches
     * @param provenance where the result comes from
     */
    public record Result(
            List<String> names,
            Map<String, Found> found,
            Map<String, String> refused,
            Compare settings,
            Provenance provenance)
            implements Displayable {
        private static final int SHOWN = 60;

        public Result {
            names = List.copyOf(names);
            found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
            refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
        }

        /** The pairs that any search joins, those that most join first, then those with the most equal marks. */
        public List<Pair> pairs() {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                for (int j = i + 1; j < names.size(); j++) {
                    Map<String, String> marks = new LinkedHashMap<>();
                    for (Map.Entry<String, Found> entry : found.entrySet())
                        marks.put(entry.getKey(), marks(entry.getValue().graph(), names.get(i), names.get(j)));
                    Pair pair = new Pair(names.get(i), names.get(j), marks);
                    if (pair.finders() > 0) pairs.add(pair);
                }
            }
            pairs.sort(Comparator.comparingInt(Pair::finders)
                    .thenComparingInt(Pair::agreeing)
                    .reversed()
                    .thenComparing(Pair::a)
                    .thenComparing(Pair::b));
            return pairs;
        }

        /**
         * What the searches have between two variables, seen from the first.
         *
         * @throws CausalException if there is no such variable
         */
        public Pair between(String a, String b) {
            for (String name : List.of(a, b))
                if (!names.contains(name)) throw CausalException.unknown("variable", name, names);
            Map<String, String> marks = new LinkedHashMap<>();
            found.forEach((name, result) -> marks.put(name, marks(result.graph(), a, b)));
            return new Pair(a, b, marks);
        }

        /** How often the searches have what between two variables, as of as many replicates of one. */
        public List<EdgeFrequency> frequencies() {
            return EdgeFrequency.of(found.values().stream().map(Found::graph).toList(), names);
        }

        /** The part of the pairs joined by either of two searches that both join, 1 where neither joins any. */
        public double agreement(String one, String other) {
            for (String name : List.of(one, other))
                if (!found.containsKey(name)) throw CausalException.unknown("search", name, found.keySet());
            int both = 0;
            int either = 0;
            for (Pair pair : pairs()) {
                boolean first = !pair.marks().get(one).isEmpty();
                boolean second = !pair.marks().get(other).isEmpty();
                if (first && second) both++;
                if (first || second) either++;
            }
            return either == 0 ? 1 : (double) both / either;
        }

        private static String marks(CausalGraph graph, String a, String b) {
            int i = graph.index(a);
            int j = graph.index(b);
            if (!graph.adjacent(i, j)) return "";
            Mark atA = graph.mark(j, i);
            Mark atB = graph.mark(i, j);
            if (atA == Mark.ARROW && atB == Mark.ARROW) return "↔";
            if (atB == Mark.ARROW) return atA == Mark.CIRCLE ? "o→" : "→";
            if (atA == Mark.ARROW) return atB == Mark.CIRCLE ? "←o" : "←";
            if (atA == Mark.CIRCLE && atB == Mark.CIRCLE) return "o-o";
            if (atA == Mark.CIRCLE) return "o-";
            return atB == Mark.CIRCLE ? "-o" : "—";
        }

        @Override
        public String text() {
            List<List<String>> rows = rows();
            int[] widths = new int[rows.get(0).size()];
            for (List<String> row : rows)
                for (int k = 0; k < widths.length; k++)
                    widths[k] = Math.max(widths[k], row.get(k).length());
            StringBuilder out = new StringBuilder(title());
            for (List<String> row : rows) {
                StringBuilder line = new StringBuilder();
                for (int k = 0; k < widths.length; k++)
                    line.append(row.get(k))
                            .append(" ".repeat(widths[k] - row.get(k).length() + 2));
                out.append('\n').append(line.toString().stripTrailing());
            }
            out.append(rest());
            refused.forEach((name, why) ->
                    out.append('\n').append(name).append(" did not run: ").append(why));
            return out.toString();
        }

        @Override
        public Optional<String> html() {
            StringBuilder out =
                    new StringBuilder("<p>").append(Displayable.escape(title())).append("</p>\n<table>\n");
            String tag = "th";
            for (List<String> row : rows()) {
                out.append("<tr>");
                for (String cell : row)
                    out.append('<')
                            .append(tag)
                            .append('>')
                            .append(Displayable.escape(cell))
                            .append("</")
                            .append(tag)
                            .append('>');
                out.append("</tr>\n");
                tag = "td";
            }
            out.append("</table>").append(Displayable.escape(rest()));
            refused.forEach((name, why) -> out.append("\n<p>")
                    .append(Displayable.escape(name + " did not run: " + why))
                    .append("</p>"));
            return Optional.of(out.toString());
        }

        private List<List<String>> rows() {
            List<List<String>> rows = new ArrayList<>();
            List<String> head = new ArrayList<>(List.of("a", "b", "found by"));
            head.addAll(found.keySet());
            rows.add(head);
            for (Pair pair : pairs().stream().limit(SHOWN).toList()) {
                List<String> row = new ArrayList<>(List.of(pair.a(), pair.b(), pair.finders() + " of " + found.size()));
                row.addAll(pair.marks().values());
                rows.add(row);
            }
            return rows;
        }

        private String title() {
            long all = pairs().stream()
                    .filter(pair -> pair.finders() == found.size())
                    .count();
            long same = pairs().stream()
                    .filter(pair -> pair.agreeing() == found.size())
                    .count();
            return found.size() + (found.size() == 1 ? " search" : " searches") + ", " + pairs().size()
                    + " pairs joined by any, " + all + " by all, " + same + " with the same marks";
        }

        private String rest() {
            int more = pairs().size() - SHOWN;
            return more <= 0 ? "" : "\n… and " + more + " pairs that fewer join";
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
