// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.stat.Decision;

/**
 * Why variables are not adjacent: for every pair that a test took apart, the set that separates it. Pairs
 * kept apart by background knowledge alone are not among them.
 */
public final class SeparatingSets implements Displayable {
    private static final int SHOWN = 40;

    private final Variables variables;
    private final int[][] sets;
    private final double[] departures;
    private final Decision decision;

    /**
     * Takes arrays indexed by {@link #pair}, over the variables by name.
     *
     * @param decision tells the p-values of the departures
     */
    SeparatingSets(Variables variables, int[][] sets, double[] departures, Decision decision) {
        this.variables = variables;
        this.sets = sets;
        this.departures = departures;
        this.decision = decision;
    }

    /** The place of an unordered pair of different variables in an array of all pairs. */
    static int pair(int i, int j) {
        int low = Math.min(i, j);
        int high = Math.max(i, j);
        return high * (high - 1) / 2 + low;
    }

    /**
     * The set that separates two variables; empty where they are adjacent or no test took them apart.
     *
     * @throws CausalException if there is no such variable
     */
    public Optional<SeparatingSet> between(String x, String y) {
        int i = index(x);
        int j = index(y);
        return i == j ? Optional.empty() : at(i, j);
    }

    /** How many pairs were separated. */
    public int size() {
        return (int) Arrays.stream(sets).filter(set -> set != null).count();
    }

    /** All of them, by the names of the pair. */
    public List<SeparatingSet> list() {
        List<SeparatingSet> list = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++)
            for (int j = i + 1; j < variables.size(); j++) at(i, j).ifPresent(list::add);
        return List.copyOf(list);
    }

    private int index(String name) {
        for (int i = 0; i < variables.size(); i++) if (variables.name(i).equals(name)) return i;
        throw CausalException.unknown("variable", name, variables.names());
    }

    private synchronized Optional<SeparatingSet> at(int i, int j) {
        int[] set = sets[pair(i, j)];
        if (set == null) return Optional.empty();
        TreeSet<String> given = new TreeSet<>();
        for (int k : set) given.add(variables.name(k));
        return Optional.of(new SeparatingSet(
                variables.name(Math.min(i, j)),
                variables.name(Math.max(i, j)),
                Collections.unmodifiableSortedSet(given),
                decision.pValue(departures[pair(i, j)], set.length)));
    }

    @Override
    public String text() {
        int count = size();
        StringBuilder out = new StringBuilder();
        out.append(count).append(count == 1 ? " separated pair" : " separated pairs");
        list().stream().limit(SHOWN).forEach(set -> out.append('\n').append(line(set)));
        if (count > SHOWN) out.append("\n… and ").append(count - SHOWN).append(" more");
        return out.toString();
    }

    private static String line(SeparatingSet set) {
        String given = set.given().isEmpty() ? "" : " | " + String.join(", ", set.given());
        return String.format(Locale.ROOT, "%s ⫫ %s%s  (p = %.3g)", set.x(), set.y(), given, set.pValue());
    }

    @Override
    public String toString() {
        return text();
    }
}
