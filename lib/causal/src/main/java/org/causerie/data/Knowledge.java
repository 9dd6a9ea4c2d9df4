// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * What is known about causes before the data is seen: an order in time, arrows that must or cannot be.
 *
 * <p>A variable of a later tier never causes one of an earlier tier. Variables in no tier are free.
 *
 * @param tiers groups of variables, earliest first
 * @param required arrows that must be there
 * @param forbidden arrows that cannot be there
 * @param roots variables that nothing causes
 */
public record Knowledge(List<Set<String>> tiers, Set<Arrow> required, Set<Arrow> forbidden, Set<String> roots) {

    /** A cause and its effect. */
    public record Arrow(String from, String to) {
        public Arrow {
            if (from.equals(to)) throw new CausalException("\"" + from + "\" cannot be its own cause");
        }

        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    public Knowledge {
        tiers = tiers.stream().map(Knowledge::sorted).toList();
        required = sealedCopy(required);
        forbidden = sealedCopy(forbidden);
        roots = sorted(roots);
        Set<String> placed = new LinkedHashSet<>();
        for (Set<String> tier : tiers) {
            for (String name : tier) {
                if (!placed.add(name)) throw new CausalException("\"" + name + "\" is in two tiers; leave it in one");
            }
        }
        for (Arrow arrow : required) requirePossible(arrow, tiers, forbidden, roots);
        requireAcyclic(required);
        requireForward(required, tiers);
    }

    /** Nothing is known. */
    public static Knowledge none() {
        return new Knowledge(List.of(), Set.of(), Set.of(), Set.of());
    }

    /** An order in time: later tiers never cause earlier ones. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Knowledge tiers(Set<String>... tiers) {
        return new Knowledge(List.of(tiers), Set.of(), Set.of(), Set.of());
    }

    /** Also, {@code from} is a direct cause of {@code to}. */
    public Knowledge require(String from, String to) {
        return new Knowledge(tiers, plus(required, new Arrow(from, to)), forbidden, roots);
    }

    /** Also, {@code from} is not a direct cause of {@code to}. */
    public Knowledge forbid(String from, String to) {
        return new Knowledge(tiers, required, plus(forbidden, new Arrow(from, to)), roots);
    }

    /** Also, nothing causes the variable. */
    public Knowledge root(String name) {
        return new Knowledge(tiers, required, forbidden, plus(roots, name));
    }

    /** Whether the arrow cannot be, for any of the reasons known (its reverse being required is one). */
    public boolean forbidden(String from, String to) {
        return impossible(new Arrow(from, to), tiers, forbidden, roots) || required.contains(new Arrow(to, from));
    }

    public boolean required(String from, String to) {
        return required.contains(new Arrow(from, to));
    }

    public boolean isEmpty() {
        return tiers.isEmpty() && required.isEmpty() && forbidden.isEmpty() && roots.isEmpty();
    }

    /**
     * Checks that every variable named here is one of the data's, and returns this.
     *
     * @throws CausalException naming the first that is not, with the nearest known ones
     */
    public Knowledge check(Collection<String> names) {
        List<String> used = new ArrayList<>(roots);
        tiers.forEach(used::addAll);
        for (Set<Arrow> arrows : List.of(required, forbidden)) {
            for (Arrow arrow : arrows) used.addAll(List.of(arrow.from(), arrow.to()));
        }
        for (String name : used) {
            if (!names.contains(name)) throw CausalException.unknown("variable", name, names);
        }
        return this;
    }

    private static void requirePossible(Arrow arrow, List<Set<String>> tiers, Set<Arrow> forbidden, Set<String> roots) {
        if (!impossible(arrow, tiers, forbidden, roots)) return;
        String reason = forbidden.contains(arrow)
                ? "it is also forbidden"
                : roots.contains(arrow.to())
                        ? "\"" + arrow.to() + "\" is a root, which nothing causes"
                        : "\"" + arrow.from() + "\" is in a later tier than \"" + arrow.to() + "\"";
        throw new CausalException("The arrow " + arrow + " is required, but " + reason + "; take one of the two back");
    }

    private static boolean impossible(Arrow arrow, List<Set<String>> tiers, Set<Arrow> forbidden, Set<String> roots) {
        int from = tier(arrow.from(), tiers);
        int to = tier(arrow.to(), tiers);
        boolean backInTime = from >= 0 && to >= 0 && from > to;
        return forbidden.contains(arrow) || roots.contains(arrow.to()) || backInTime;
    }

    private static int tier(String name, List<Set<String>> tiers) {
        for (int tier = 0; tier < tiers.size(); tier++) if (tiers.get(tier).contains(name)) return tier;
        return -1;
    }

    /** Removes arrows whose cause has no cause left, until none is left or only a cycle is. */
    private static void requireAcyclic(Set<Arrow> required) {
        Set<Arrow> left = new LinkedHashSet<>(required);
        boolean removed = true;
        while (removed) {
            removed = left.removeIf(
                    arrow -> left.stream().noneMatch(other -> other.to().equals(arrow.from())));
        }
        if (!left.isEmpty()) {
            throw new CausalException("The required arrows form a cycle, among " + left
                    + "; causes cannot go round, so take one of them back");
        }
    }

    /** Required arrows that lead back in time through variables without a tier. */
    private static void requireForward(Set<Arrow> required, List<Set<String>> tiers) {
        if (tiers.size() < 2) return;
        for (Arrow start : required) {
            int tier = tier(start.from(), tiers);
            Set<String> reached = new TreeSet<>(Set.of(start.to()));
            boolean grown = tier >= 0;
            while (grown) {
                grown = false;
                for (Arrow arrow : required) if (reached.contains(arrow.from())) grown |= reached.add(arrow.to());
            }
            for (String end : reached) {
                int last = tier(end, tiers);
                if (tier >= 0 && last >= 0 && last < tier)
                    throw new CausalException("The required arrows lead from \"" + start.from() + "\" to \"" + end
                            + "\", which is in an earlier tier; take one of them or the tiers back");
            }
        }
    }

    private static <T> Set<T> plus(Set<T> set, T element) {
        Set<T> more = new LinkedHashSet<>(set);
        more.add(element);
        return more;
    }

    private static Set<String> sorted(Set<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }

    private static <T> Set<T> sealedCopy(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
