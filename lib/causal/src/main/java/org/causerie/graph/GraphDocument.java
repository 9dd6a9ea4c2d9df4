// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.causerie.CausalException;

/**
 * A graph as written on dagitty.net, with what the text says about its variables beside the edges.
 *
 * <pre>{@code
 * var document = GraphDocument.parse("dag { X [exposure]; Y [outcome, pos=\"1,0\"]; U [latent]; X -> Y; U -> {X Y} }");
 * document.exposures();   // [X]
 * document.latents();     // [U]
 * }</pre>
 *
 * @param graph the graph, of the type the text's header and edges call for
 * @param attributes for each variable with attributes, what its brackets say; a flag such as {@code exposure} has
 *     the empty value
 */
public record GraphDocument(CausalGraph graph, Map<String, Map<String, String>> attributes) {

    public GraphDocument {
        for (String name : attributes.keySet()) graph.index(name);
    }

    /**
     * Reads dagitty's syntax or the short form. The type follows from what is there: circles or the header
     * {@code pag} or {@code mag} make a {@link Pag}, {@code <->} an {@link Admg}, {@code --} or the header
     * {@code pdag} a {@link Cpdag}, and else it is a {@link Dag}.
     *
     * @throws CausalException if the text cannot be read or describes no such graph
     */
    public static GraphDocument parse(String text) {
        ParsedGraph parsed = GraphParser.parse(text);
        return new GraphDocument(typed(parsed), parsed.attributes());
    }

    private static CausalGraph typed(ParsedGraph parsed) {
        Set<Mark> marks = parsed.edges().stream()
                .flatMap(edge -> List.of(edge.atFrom(), edge.atTo()).stream())
                .collect(Collectors.toSet());
        if (marks.contains(Mark.CIRCLE)
                || parsed.header().equals("pag")
                || parsed.header().equals("mag")) return Pag.of(parsed);
        if (any(parsed, Mark.ARROW)) return Admg.of(parsed);
        return any(parsed, Mark.TAIL) || parsed.header().equals("pdag") ? Cpdag.of(parsed) : Dag.of(parsed);
    }

    private static boolean any(ParsedGraph parsed, Mark both) {
        return parsed.edges().stream().anyMatch(edge -> edge.atFrom() == both && edge.atTo() == both);
    }

    /** The variables marked {@code exposure} or {@code e}. */
    public List<String> exposures() {
        return marked(Set.of("exposure", "e"));
    }

    /** The variables marked {@code outcome} or {@code o}. */
    public List<String> outcomes() {
        return marked(Set.of("outcome", "o"));
    }

    /** The variables marked {@code latent}, {@code unobserved} or {@code u}: not measured. */
    public List<String> latents() {
        return marked(Set.of("latent", "unobserved", "u"));
    }

    /** The variables marked {@code adjusted} or {@code a}. */
    public List<String> adjusted() {
        return marked(Set.of("adjusted", "a"));
    }

    private List<String> marked(Set<String> flags) {
        return graph.names().stream()
                .filter(name -> attributes.getOrDefault(name, Map.of()).keySet().stream()
                        .anyMatch(flags::contains))
                .toList();
    }
}
