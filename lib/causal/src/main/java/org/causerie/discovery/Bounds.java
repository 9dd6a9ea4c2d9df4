// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.data.Knowledge;

/** Background knowledge as rows of bits over the variables of a search. */
final class Bounds {
    private final BitSet[] forbidden;
    private final BitSet[] required;
    private final boolean none;
    private final boolean latents;

    private Bounds(int size, boolean none, boolean latents) {
        this.latents = latents;
        forbidden = new BitSet[size];
        required = new BitSet[size];
        for (int i = 0; i < size; i++) {
            forbidden[i] = new BitSet();
            required[i] = new BitSet();
        }
        this.none = none;
    }

    /**
     * Reads the knowledge.
     *
     * @throws org.causerie.CausalException if it names variables that are not there
     */
    static Bounds of(Knowledge knowledge, Variables variables) {
        return of(knowledge, variables, false);
    }

    /** Reads the knowledge; with latents, two variables of which neither causes the other may still be adjacent. */
    static Bounds of(Knowledge knowledge, Variables variables, boolean latents) {
        knowledge.check(variables.names());
        Bounds bounds = new Bounds(variables.size(), knowledge.isEmpty(), latents);
        if (bounds.none) return bounds;
        for (int from = 0; from < variables.size(); from++) {
            for (int to = 0; to < variables.size(); to++) {
                if (from == to) continue;
                String cause = variables.name(from);
                String effect = variables.name(to);
                if (knowledge.forbidden(cause, effect)) bounds.forbidden[from].set(to);
                if (knowledge.required(cause, effect)) bounds.required[from].set(to);
            }
        }
        return bounds;
    }

    /** Whether nothing is known. */
    boolean none() {
        return none;
    }

    boolean forbidden(int from, int to) {
        return !none && forbidden[from].get(to);
    }

    /** The effects that a variable is known to have directly. */
    BitSet required(int from) {
        return required[from];
    }

    /**
     * The variables with those that few can cause first, else in the order wished, and every cause that is required before
     * its effects.
     */
    int[] inOrder(int[] wish) {
        int size = wish.length;
        int[] causes = new int[size];
        int[] missing = new int[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) if (!forbidden[i].get(j)) causes[j]++;
            for (int j : Pattern.members(required[i])) missing[j]++;
        }
        List<Integer> left = new ArrayList<>(IntStream.of(wish).boxed().toList());
        left.sort(Comparator.comparingInt(i -> causes[i]));
        int[] order = new int[size];
        for (int k = 0; k < size; k++) {
            int next = left.stream().filter(i -> missing[i] == 0).findFirst().orElseThrow();
            left.remove(Integer.valueOf(next));
            for (int j : Pattern.members(required[next])) missing[j]--;
            order[k] = next;
        }
        return order;
    }

    /** Whether a set that separates the child from the other need not hold the variable: it causes neither. */
    boolean needless(int i, int child, int other) {
        return forbidden(i, child) && (!latents || forbidden(i, other));
    }

    /** Whether the two must be adjacent. */
    boolean joined(int i, int j) {
        return !none && (required[i].get(j) || required[j].get(i));
    }

    /** Whether the two cannot be adjacent. */
    boolean apart(int i, int j) {
        return !none && !latents && forbidden[i].get(j) && forbidden[j].get(i);
    }
}
