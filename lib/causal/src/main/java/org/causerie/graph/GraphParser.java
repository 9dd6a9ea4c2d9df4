// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.causerie.CausalException;

/**
 * Reads dagitty's syntax and the short form.
 *
 * <pre>
 * graph     = [type [name] "{"] statement* ["}"]
 * statement = term (arrow term)* ["[" attributes "]"]  |  key "=" value
 * term      = name | "{" term* "}"
 * arrow     = "->" "&lt;-" "&lt;->" "--"  and, with a circle written o or @,  "o->" "o-o" "o--" and their mirror images
 * </pre>
 *
 * Names with other characters than letters, digits, dots and underscores stand in double quotes. Statements end at
 * {@code ;}, {@code ,} or a new line; within braces a space is enough. Comments start with {@code #} or {@code //}
 * or stand between {@code /*} and its mirror image.
 */
final class GraphParser {
    private static final Pattern HEADER =
            Pattern.compile("(dag|pdag|mag|pag|graph|digraph)(\\s+(\\w+|\"[^\"]*\"))?\\s*\\{");
    private static final String SEPARATORS = ";,";
    private static final String SPECIAL = ";,{}[]\"-<>=@#()\u2192\u2190\u2194";
    private static final List<Arrow> ARROWS = List.of(
            new Arrow("<->", Mark.ARROW, Mark.ARROW),
            new Arrow("o->", Mark.CIRCLE, Mark.ARROW),
            new Arrow("<-o", Mark.ARROW, Mark.CIRCLE),
            new Arrow("o-o", Mark.CIRCLE, Mark.CIRCLE),
            new Arrow("o--", Mark.CIRCLE, Mark.TAIL),
            new Arrow("--o", Mark.TAIL, Mark.CIRCLE),
            new Arrow("->", Mark.TAIL, Mark.ARROW),
            new Arrow("<-", Mark.ARROW, Mark.TAIL),
            new Arrow("--", Mark.TAIL, Mark.TAIL),
            new Arrow("\u2192", Mark.TAIL, Mark.ARROW),
            new Arrow("\u2190", Mark.ARROW, Mark.TAIL),
            new Arrow("\u2194", Mark.ARROW, Mark.ARROW));

    private final String text;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, Map<String, String>> attributes = new LinkedHashMap<>();
    private int at;

    private GraphParser(String text) {
        this.text = text;
    }

    private record Arrow(String text, Mark left, Mark right) {}

    /** Reads statements in the short form, or one text in dagitty's. */
    static ParsedGraph parse(String... statements) {
        return new GraphParser(String.join("\n", statements)).graph();
    }

    private ParsedGraph graph() {
        skipSpace();
        Matcher matcher = HEADER.matcher(text).region(at, text.length());
        boolean braces = matcher.lookingAt();
        String header = braces ? matcher.group(1) : "";
        if (braces) at = matcher.end();
        statements(braces);
        if (braces) {
            if (!take('}')) throw problem("the closing brace } of the graph is missing");
            skipSpace();
        }
        if (at < text.length()) throw problem("nothing more was expected after the graph");
        return new ParsedGraph(header, List.copyOf(names), List.copyOf(edges), Map.copyOf(attributes));
    }

    private void statements(boolean braces) {
        while (true) {
            boolean separated = skipSeparators();
            if (at == text.length() || peek() == '}') return;
            if (!braces && !separated && !names.isEmpty())
                throw problem("an arrow or the end of the statement was expected; write a name with spaces or signs"
                        + " in double quotes");
            statement();
        }
    }

    private void statement() {
        int start = at;
        List<String> left = term();
        if (next('=')) {
            // dagitty keeps the drawing's frame this way: bb="0,0,1,1"
            take('=');
            value();
            return;
        }
        names.addAll(left);
        if (next('[') && text.charAt(start) != '{') {
            attributes
                    .computeIfAbsent(left.get(0), name -> new LinkedHashMap<>())
                    .putAll(brackets());
            return;
        }
        for (Optional<Arrow> next = arrow(); next.isPresent(); next = arrow()) {
            Arrow arrow = next.get();
            skipSpace();
            List<String> right = term();
            names.addAll(right);
            for (String from : left) for (String to : right) edges.add(new Edge(from, to, arrow.left(), arrow.right()));
            left = right;
        }
        if (next('[')) brackets();
    }

    private Optional<Arrow> arrow() {
        int start = at;
        skipSpace();
        for (Arrow arrow : ARROWS) {
            String sign = arrow.text();
            int end = at + sign.length();
            if (end > text.length()
                    || !text.substring(at, end).replace('@', 'o').equals(sign)) continue;
            boolean letter = text.charAt(end - 1) == 'o';
            if (letter && end < text.length() && isNamePart(text.charAt(end))) continue;
            at = end;
            return Optional.of(arrow);
        }
        at = start;
        return Optional.empty();
    }

    private List<String> term() {
        if (!take('{')) return List.of(name());
        List<String> group = new ArrayList<>();
        skipSeparators();
        while (at < text.length() && peek() != '}') {
            group.addAll(term());
            skipSeparators();
        }
        if (!take('}')) throw problem("the closing brace } of the group is missing");
        return group;
    }

    private String name() {
        if (at < text.length() && peek() == '"') return quoted();
        int start = at;
        while (at < text.length() && isNamePart(peek())) at++;
        if (at < text.length() && at > start && peek() == '(') {
            int end = text.indexOf(')', at);
            if (end > 0) at = end + 1;
        }
        if (at == start) throw problem("a variable's name was expected");
        return text.substring(start, at);
    }

    private static boolean isNamePart(char c) {
        return !Character.isWhitespace(c) && SPECIAL.indexOf(c) < 0;
    }

    private String quoted() {
        int start = at;
        StringBuilder name = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = peek();
            if (c == '"') {
                at++;
                return name.toString();
            }
            if (c == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0) c = text.charAt(++at);
            name.append(c);
        }
        at = start;
        throw problem("the closing quote of the name is missing");
    }

    private Map<String, String> brackets() {
        Map<String, String> found = new LinkedHashMap<>();
        take('[');
        skipSeparators();
        while (at < text.length() && peek() != ']') {
            String key = name();
            skipSpace();
            String value = "";
            if (take('=')) value = value();
            found.put(key, value);
            skipSeparators();
        }
        if (!take(']')) throw problem("the closing bracket ] of the attributes is missing");
        return found;
    }

    private String value() {
        skipSpace();
        if (at < text.length() && peek() == '"') return quoted();
        int start = at;
        while (at < text.length() && !Character.isWhitespace(peek()) && ";,[]{}<>".indexOf(peek()) < 0) at++;
        if (at == start) throw problem("a value was expected after =");
        return text.substring(start, at);
    }

    private boolean skipSeparators() {
        boolean found = false;
        while (true) {
            int start = at;
            skipSpace();
            found |= text.substring(start, at).indexOf('\n') >= 0;
            if (at == text.length() || SEPARATORS.indexOf(peek()) < 0) return found;
            found = true;
            at++;
        }
    }

    /** Skips blanks, new lines and comments. */
    private void skipSpace() {
        while (at < text.length()) {
            if (Character.isWhitespace(peek())) at++;
            else if (peek() == '#' || text.startsWith("//", at)) skipPast("\n", text.length());
            else if (text.startsWith("/*", at)) skipComment();
            else return;
        }
    }

    private void skipComment() {
        if (text.indexOf("*/", at + 2) < 0) throw problem("the end */ of the comment is missing");
        at += 2;
        skipPast("*/", text.length());
    }

    private void skipPast(String end, int otherwise) {
        int found = text.indexOf(end, at);
        at = found < 0 ? otherwise : end.equals("\n") ? found : found + end.length();
    }

    /** Goes on to the sign if it is the next but for space; else stays. */
    private boolean next(char c) {
        int start = at;
        skipSpace();
        boolean found = at < text.length() && peek() == c;
        if (!found) at = start;
        return found;
    }

    private boolean take(char c) {
        if (at == text.length() || peek() != c) return false;
        at++;
        return true;
    }

    private char peek() {
        return text.charAt(at);
    }

    private CausalException problem(String what) {
        int line =
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - text.lastIndexOf('\n', at - 1);
        String rest = text.substring(at).lines().findFirst().orElse("");
        String near =
                rest.isEmpty() ? "at the end" : "at \"" + (rest.length() > 30 ? rest.substring(0, 30) : rest) + '"';
        return new CausalException(
                "The graph cannot be read in line " + line + ", column " + column + ", " + near + ": " + what);
    }
}
