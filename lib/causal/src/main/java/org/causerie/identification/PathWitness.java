// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.causerie.graph.Edge;
import org.causerie.graph.Mark;

/**
 * Why covariates do not suffice: a path, and what is wrong with it.
 *
 * @param path the path, as {@code X <- U -> Y}
 * @param reason what is wrong with it, in words that follow a colon
 */
public record PathWitness(String path, String reason) implements Witness {
    private static final Pattern BETWEEN = Pattern.compile(" (<->|<-o|<-|->|o->|o-o|o-|-o|--) ");

    /** The edges of the path in order, with their marks; none where a single variable is what is wrong. */
    public List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        Matcher between = BETWEEN.matcher(path);
        List<String> names = List.of(BETWEEN.split(path));
        for (int i = 1; i < names.size() && between.find(); i++) {
            String signs = between.group(1);
            Mark left = mark(signs.charAt(0));
            Mark right = mark(signs.charAt(signs.length() - 1));
            edges.add(new Edge(names.get(i - 1), names.get(i), left, right));
        }
        return List.copyOf(edges);
    }

    private static Mark mark(char sign) {
        return switch (sign) {
            case '<', '>' -> Mark.ARROW;
            case 'o' -> Mark.CIRCLE;
            default -> Mark.TAIL;
        };
    }

    @Override
    public String text() {
        return reason + " (" + path + ")";
    }

    @Override
    public String toString() {
        return text();
    }
}
