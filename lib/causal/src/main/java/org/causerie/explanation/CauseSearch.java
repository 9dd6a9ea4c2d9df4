// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.explanation.ActualCause.Definition;

/**
 * Goes through the sets of events, smaller before larger, and through all that can be held with each.
 *
 * <p>What is held is a choice for each other event: 0 to leave it free, 1 + <i>l</i> to hold it at level <i>l</i>. Choices are
 * numbered in mixed radix. Events are settled causes first, so that worlds with the same first choices share
 * the work, and the world itself costs one table look-up.
 */
final class CauseSearch {
    private static final int MOST_WORLDS = 1 << 25;
    private final Worlds worlds;
    private final Definition definition;
    private final ActualCause settings;
    private final Map<String, String> actual;
    private final int[] strides;
    private final int[] changed;
    private final int[] levels;
    private final int[] choice;

    CauseSearch(Worlds worlds, ActualCause settings) {
        this.worlds = worlds;
        this.settings = settings;
        this.definition = settings.definition();
        int size = worlds.size();
        int[] happened = new int[size];
        long choices = 1;
        for (int v = 0; v < size; v++) {
            happened[v] = worlds.actual(v);
            if (keepsOutcome() && (choices *= worlds.levels(v) + 1) > MOST_WORLDS)
                throw new CausalException("There are more than " + MOST_WORLDS + " ways to hold the " + size
                        + " events before the outcome; use the modified definition, or merge events");
        }
        this.actual = worlds.named(happened);
        this.strides = new int[size];
        this.changed = new int[size];
        this.levels = new int[size];
        this.choice = new int[size];
    }

    /** Whether the definition asks that the outcome stay while the events are as they were: AC2(b). */
    private boolean keepsOutcome() {
        return definition == Definition.ORIGINAL || definition == Definition.UPDATED;
    }

    /** The minimal causes among these variables. */
    List<Cause> among(Set<String> candidates) {
        int[] places = candidates.stream()
                .mapToInt(worlds::index)
                .filter(v -> v < worlds.size())
                .sorted()
                .toArray();
        int most = places.length;
        if (keepsOutcome() && settings.normality().isEmpty()) {
            // Halpern 2016, theorem 2.2.3: original causes are single events, and contain all parts of updated causes
            if (definition == Definition.ORIGINAL) most = Math.min(1, most);
            else places = new CauseSearch(worlds, settings.definition(Definition.ORIGINAL)).single(places);
            most = Math.min(most, places.length);
        }
        List<Cause> causes = new ArrayList<>();
        List<Integer> found = new ArrayList<>();
        for (int size = 1; size <= most; size++) {
            for (long some = (1L << size) - 1; some < 1L << places.length; some = next(some)) {
                Progress.checkpoint();
                int set = 0;
                for (int i = 0; i < places.length; i++) if ((some >> i & 1) == 1) set |= 1 << places[i];
                int tried = set;
                if (found.stream().anyMatch(cause -> (tried & cause) == cause)) continue;
                Best best = new Best();
                search(set, best);
                if (best.found) {
                    found.add(set);
                    causes.add(best.cause(set));
                }
            }
        }
        return causes;
    }

    /** Those of the events that are a cause by themselves. */
    private int[] single(int[] places) {
        return Arrays.stream(places)
                .filter(v -> {
                    Best best = new Best();
                    search(1 << v, best);
                    return best.found;
                })
                .toArray();
    }

    /** The next larger number with as many bits set. */
    private static long next(long bits) {
        long lowest = bits & -bits;
        long ripple = bits + lowest;
        return ripple | (((bits ^ ripple) / lowest) >> 2);
    }

    private void search(int set, Best best) {
        boolean[] kept = keepsOutcome() ? kept(set) : new boolean[0];
        change(set, 0, kept, best);
    }

    /** Tries every change of the events in the set, from event {@code v} on. */
    private void change(int set, int v, boolean[] kept, Best best) {
        if (v == worlds.size()) {
            boolean differs = false;
            for (int x = 0; x < v; x++) differs |= (set >> x & 1) == 1 && changed[x] != worlds.actual(x);
            if (differs) undo(set, 0, 0, 0, 0, kept, best);
            return;
        }
        if ((set >> v & 1) == 0) {
            change(set, v + 1, kept, best);
            return;
        }
        for (int level = 0; level < worlds.levels(v); level++) {
            // an event put back to its actual level can as well be held there, except by the updated definition
            if (level == worlds.actual(v) && definition != Definition.UPDATED) continue;
            changed[v] = level;
            change(set, v + 1, kept, best);
        }
    }

    /**
     * AC2(a): tries everything that can be held, from event {@code v} on.
     *
     * @param index the number of the choices so far
     * @param changes how many events are held away from their actual level
     * @param held how many events are held
     */
    private void undo(int set, int v, int index, int changes, int held, boolean[] kept, Best best) {
        if (best.cannotImprove(changes, held)) return;
        if (v == worlds.size()) {
            if (!worlds.holds(levels) && (kept.length == 0 || kept[index])) best.offer(set, changes, held);
            return;
        }
        if ((set >> v & 1) == 1) {
            levels[v] = changed[v];
            undo(set, v + 1, index, changes, held, kept, best);
            return;
        }
        int free = worlds.free(v, levels);
        levels[v] = free;
        choice[v] = 0;
        undo(set, v + 1, index, changes, held, kept, best);
        for (int level = 0; level < worlds.levels(v); level++) {
            boolean asItWas = level == worlds.actual(v);
            boolean allowed = keepsOutcome() || (definition == Definition.MODIFIED && asItWas && free != level);
            if (!allowed) continue;
            levels[v] = level;
            choice[v] = level + 1;
            undo(set, v + 1, index + strides[v] * (level + 1), changes + (asItWas ? 0 : 1), held + 1, kept, best);
        }
        choice[v] = 0;
    }

    /** AC2(b): for every choice of what is held, whether the outcome stays with the events of the set as they were. */
    private boolean[] kept(int set) {
        int size = 1;
        for (int v = 0; v < worlds.size(); v++) {
            if ((set >> v & 1) == 1) continue;
            strides[v] = size;
            size *= worlds.levels(v) + 1;
        }
        boolean[] kept = new boolean[size];
        settle(set, 0, 0, kept);
        for (int v = 0; v < worlds.size(); v++) if ((set >> v & 1) == 0) close(v, kept);
        return kept;
    }

    private void settle(int set, int v, int index, boolean[] holds) {
        if (v == worlds.size()) {
            holds[index] = worlds.holds(levels);
            return;
        }
        if ((set >> v & 1) == 1) {
            levels[v] = worlds.actual(v);
            settle(set, v + 1, index, holds);
            return;
        }
        levels[v] = worlds.free(v, levels);
        settle(set, v + 1, index, holds);
        for (int level = 0; level < worlds.levels(v); level++) {
            levels[v] = level;
            settle(set, v + 1, index + strides[v] * (level + 1), holds);
        }
    }

    /**
     * Lets one event vary as the definition asks: if free, also put back to its actual level (it may be in Z'); by the
     * updated definition, if held, also let go (it need not be in W'). Doing so for one event after the other asks it of
     * every subset.
     */
    private void close(int v, boolean[] kept) {
        Progress.checkpoint();
        int stride = strides[v];
        int block = stride * (worlds.levels(v) + 1);
        int back = stride * (worlds.actual(v) + 1);
        for (int base = 0; base < kept.length; base += block) {
            for (int free = base; free < base + stride; free++) {
                boolean let = kept[free];
                kept[free] = let && kept[free + back];
                if (definition == Definition.UPDATED && !let)
                    for (int held = free + stride; held < free + block; held += stride) kept[held] = false;
            }
        }
    }

    /** The best witness so far: the fewest changes, then the fewest events held; and the most normal worlds. */
    private final class Best {
        private boolean found;
        private int changes;
        private int held;
        private int[] world = {};
        private int[] choices = {};
        private int[] changedTo = {};
        private final List<Map<String, String>> normal = new ArrayList<>();

        boolean cannotImprove(int withChanges, int withHeld) {
            return found
                    && settings.normality().isEmpty()
                    && (withChanges > changes || (withChanges == changes && withHeld >= held));
        }

        void offer(int set, int withChanges, int withHeld) {
            if (settings.normality().isPresent()
                    && !normalEnough(settings.normality().get())) return;
            if (found && (withChanges > changes || (withChanges == changes && withHeld >= held))) return;
            found = true;
            changes = withChanges;
            held = withHeld;
            world = levels.clone();
            choices = choice.clone();
            changedTo = changed.clone();
            for (int v = 0; v < world.length; v++) if ((set >> v & 1) == 1) choices[v] = 0;
        }

        private boolean normalEnough(Normality order) {
            Map<String, String> here = worlds.named(levels);
            if (!order.atLeastAsNormal(here, actual)) return false;
            if (normal.stream().anyMatch(other -> order.atLeastAsNormal(other, here))) return true;
            normal.removeIf(other -> order.atLeastAsNormal(here, other));
            normal.add(here);
            return true;
        }

        Cause cause(int set) {
            Map<String, String> events = new LinkedHashMap<>();
            Map<String, String> to = new LinkedHashMap<>();
            Map<String, String> kept = new LinkedHashMap<>();
            for (int v = 0; v < world.length; v++) {
                if ((set >> v & 1) == 1) {
                    worlds.name(events, v, worlds.actual(v));
                    worlds.name(to, v, changedTo[v]);
                } else if (choices[v] > 0) worlds.name(kept, v, choices[v] - 1);
            }
            Map<String, String> named = worlds.named(world);
            return new Cause(
                    events,
                    new Cause.Witness(to, kept, changes, named),
                    1.0 / (Integer.bitCount(set) + changes),
                    normal.isEmpty() ? List.of(named) : normal);
        }
    }
}
