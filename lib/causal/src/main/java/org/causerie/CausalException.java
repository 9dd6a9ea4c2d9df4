// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What was given, what is allowed and what to do, in one sentence a person can act on.
 *
 * <p>Thrown before any work starts, so that nothing is half done when it reaches the user.
 */
public class CausalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CausalException(String message) {
        super(message);
    }

    public CausalException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The error for a name that is not there, with the nearest known names.
     *
     * @param kind what the name should have named, for example {@code "column"}
     * @param name the name as given
     * @param known every name that would have been right
     */
    public static CausalException unknown(String kind, String name, Collection<String> known) {
        List<String> near = known.stream()
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3))
                .sorted(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .toList();
        String advice = near.isEmpty() ? "known: " + shortened(known) : "did you mean " + String.join(", ", near) + "?";
        return new CausalException("There is no " + kind + " \"" + name + "\"; " + advice);
    }

    private static String shortened(Collection<String> known) {
        String shown = String.join(", ", known.stream().limit(12).toList());
        return known.size() <= 12 ? shown : shown + ", … (" + known.size() + " in all)";
    }

    /** Levenshtein distance, upper and lower case taken as equal. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int change = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
