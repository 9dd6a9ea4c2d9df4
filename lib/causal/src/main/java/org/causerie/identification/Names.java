// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.causerie.CausalException;

/** How the names of variables and levels are written in questions, read and changed. */
final class Names {
    /** A name that needs no quotes: words of letters, digits, dots and underscores, a space or a hyphen between. */
    static final Pattern BARE = Pattern.compile("-?[\\p{L}\\p{N}._]+([ -][\\p{L}\\p{N}._]+)*");

    /** Words that mean something between names. */
    static final Set<String> WORDS = Set.of("if", "else", "along", "elsewhere", "do");

    /** One letter below another, which is read as a variable in a world: {@code y_x}. */
    static final Pattern SUBSCRIPTED = Pattern.compile("\\p{L}_\\p{L}");

    private Names() {}

    /** A variable's name as it stands in a question: in double quotes where it would be misread without. */
    static String variable(String name) {
        return plain(name)
                        && !name.startsWith("-")
                        && !SUBSCRIPTED.matcher(name).matches()
                ? name
                : quoted(name);
    }

    /** A level as it stands behind the equals sign: in quotes also where it would be read as any level at all. */
    static String level(String variable, String level) {
        return plain(level) && !level.equalsIgnoreCase(variable) ? level : quoted(level);
    }

    private static boolean plain(String name) {
        return BARE.matcher(name).matches()
                && List.of(name.split(" ", -1)).stream().noneMatch(WORDS::contains);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The levels that variables are set to: {@code M = 0, X = 1}. */
    static String settings(Map<String, String> levels) {
        return levels.entrySet().stream()
                .map(entry -> variable(entry.getKey()) + " = " + level(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String latexSettings(Map<String, String> levels) {
        return levels.entrySet().stream()
                .map(entry -> new Level(entry.getValue()).latex(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    static <V> SortedMap<String, V> renamed(Map<String, V> by, UnaryOperator<String> names) {
        SortedMap<String, V> renamed = new TreeMap<>();
        by.forEach((name, value) -> renamed.put(names.apply(name), value));
        return renamed;
    }

    static SortedSet<String> renamed(Set<String> set, UnaryOperator<String> names) {
        return set.stream().map(names).collect(Collectors.toCollection(TreeSet::new));
    }

    static SortedMap<String, Value> levels(Map<String, String> levels) {
        SortedMap<String, Value> values = new TreeMap<>();
        levels.forEach((name, level) -> values.put(name, new Level(level)));
        return values;
    }

    /** The one of these names that is meant: the same, or the only one that differs in upper and lower case alone. */
    static String resolved(String name, List<String> known) {
        if (known.contains(name)) return name;
        List<String> alike = known.stream().filter(name::equalsIgnoreCase).toList();
        if (alike.size() == 1) return alike.get(0);
        throw CausalException.unknown("variable", name, known);
    }

    /** What there is for a variable, which must be one of those named. */
    static <V> V get(Map<String, V> by, String variable) {
        V found = by.get(variable);
        if (found == null) throw CausalException.unknown("variable", variable, by.keySet());
        return found;
    }

    static void requireDistinct(String treatment, String outcome) {
        if (treatment.isBlank() || outcome.isBlank())
            throw new CausalException("An effect needs the name of a treatment and of an outcome");
        if (treatment.equals(outcome))
            throw new CausalException("\"" + treatment + "\" cannot be both the treatment and the outcome");
    }
}
