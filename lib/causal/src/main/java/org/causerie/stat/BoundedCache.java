// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Values computed once for each key, of which those that were not asked for the longest are forgotten when
 * together they weigh too much. Safe for use by several threads; two may compute the same value.
 */
final class BoundedCache<K, V> {
    private final Map<K, V> values = new LinkedHashMap<>(64, 0.75f, true);
    private final ToLongFunction<V> weigh;
    private final long most;
    private long weight;

    BoundedCache(long most, ToLongFunction<V> weigh) {
        this.most = most;
        this.weigh = weigh;
    }

    V get(K key, Supplier<V> compute) {
        synchronized (values) {
            V known = values.get(key);
            if (known != null) return known;
        }
        V made = compute.get();
        synchronized (values) {
            V other = values.put(key, made);
            if (other != null) weight -= weigh.applyAsLong(other);
            weight += weigh.applyAsLong(made);
            Iterator<V> oldest = values.values().iterator();
            while (weight > most && values.size() > 1) {
                weight -= weigh.applyAsLong(oldest.next());
                oldest.remove();
            }
        }
        return made;
    }
}
