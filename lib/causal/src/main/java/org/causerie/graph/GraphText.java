// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** Graphs as text: the short form, dagitty's syntax and Graphviz's. {@link GraphParser} reads the first two. */
final class GraphText {
    private static final int WIDTH = 100;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.]+(\\([\\p{L}\\p{N}_.+-]*\\))?");
    private static final Pattern PLAIN_DAGITTY = Pattern.compile("[A-Za-z0-9_.]+");

    private GraphText() {}

    /** Whether an edge with these marks is written with this end on the left; {@code first} settles a tie. */
    static boolean leftFirst(Mark here, Mark there, boolean first) {
        return here == there ? first : weight(here) < weight(there);
    }

    private static int weight(Mark mark) {
        return switch (mark) {
            case NONE, TAIL -> 0;
            case CIRCLE -> 1;
            case ARROW -> 2;
        };
    }

    /** The arrow between two names; {@code circle} is how a circle is written. */
    static String arrow(Mark left, Mark right, String circle) {
        String start = switch (left) {
            case ARROW -> "<";
            case CIRCLE -> circle;
            case TAIL, NONE -> right == Mark.CIRCLE ? "-" : "";
        };
        String end = switch (right) {
            case ARROW -> ">";
            case CIRCLE -> circle;
            case TAIL, NONE -> left == Mark.ARROW ? "" : "-";
        };
        return start + "-" + end;
    }

    /** The name as the short form writes it: in quotes where it has other characters than letters and digits. */
    static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : inQuotes(name);
    }

    private static String inQuotes(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** One statement per edge. */
    static String shortForm(CausalGraph graph) {
        List<String> lone = graph.names().stream().map(GraphText::quoted).toList();
        return shortForm(lone, graph.edges(), graph::index);
    }

    /**
     * One statement per edge, and lone names in their place. Where that would bring up the names in another order
     * than the graph has them, a line with all names comes first.
     *
     * @param lone each name as a statement of its own
     * @param index the number of an edge's end among these
     */
    static String shortForm(List<String> lone, List<Edge> edges, ToIntFunction<String> index) {
        List<String> statements = new ArrayList<>();
        BitSet joined = new BitSet();
        for (Edge edge : edges) {
            joined.set(index.applyAsInt(edge.from()));
            joined.set(index.applyAsInt(edge.to()));
        }
        int next = 0;
        for (Edge edge : edges) {
            int from = index.applyAsInt(edge.from());
            for (; next < from && !joined.get(next); next++) statements.add(lone.get(next));
            if (from == next) next++;
            int to = index.applyAsInt(edge.to());
            if (to == next) next++;
            if (from >= next || to >= next) return wrapped(lone, ", ") + "\n" + wrapped(strings(edges), "; ");
            statements.add(edge.toString());
        }
        statements.addAll(lone.subList(next, lone.size()));
        return wrapped(statements, "; ");
    }

    private static List<String> strings(List<Edge> edges) {
        return edges.stream().map(Edge::toString).toList();
    }

    /** Statements after one another, in lines of bounded length. */
    private static String wrapped(List<String> statements, String separator) {
        StringBuilder out = new StringBuilder();
        int line = 0;
        for (String statement : statements) {
            if (line > 0 && line + separator.length() + statement.length() > WIDTH) {
                out.append('\n');
                line = 0;
            } else if (line > 0) {
                out.append(separator);
                line += separator.length();
            }
            out.append(statement);
            line += statement.length();
        }
        return out.toString();
    }

    static String dagitty(CausalGraph graph) {
        StringBuilder out = new StringBuilder(header(graph)).append(" {\n");
        for (String name : graph.names()) out.append(dagittyName(name)).append('\n');
        for (Edge edge : graph.edges())
            out.append(dagittyName(edge.from()))
                    .append(' ')
                    .append(arrow(edge.atFrom(), edge.atTo(), "@"))
                    .append(' ')
                    .append(dagittyName(edge.to()))
                    .append('\n');
        return out.append("}\n").toString();
    }

    private static String header(CausalGraph graph) {
        if (graph instanceof Cpdag) return "pdag";
        if (graph instanceof Mag) return "mag";
        return graph instanceof Pag ? "pag" : "dag";
    }

    private static String dagittyName(String name) {
        return PLAIN_DAGITTY.matcher(name).matches() ? name : inQuotes(name);
    }

    static String dot(CausalGraph graph) {
        StringBuilder out = new StringBuilder("digraph {\n");
        for (String name : graph.names())
            out.append("  ").append(inQuotes(name)).append(";\n");
        for (Edge edge : graph.edges())
            out.append("  ")
                    .append(inQuotes(edge.from()))
                    .append(" -> ")
                    .append(inQuotes(edge.to()))
                    .append(dotAttributes(edge))
                    .append(";\n");
        return out.append("}\n").toString();
    }

    private static String dotAttributes(Edge edge) {
        if (edge.atFrom() == Mark.TAIL && edge.atTo() == Mark.ARROW) return "";
        return " [dir=both, arrowtail=" + dotMark(edge.atFrom()) + ", arrowhead=" + dotMark(edge.atTo()) + "]";
    }

    private static String dotMark(Mark mark) {
        return switch (mark) {
            case NONE, TAIL -> "none";
            case ARROW -> "normal";
            case CIRCLE -> "odot";
        };
    }
}
